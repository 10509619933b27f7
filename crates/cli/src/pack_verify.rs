//! `chevet pack verify`: reads a downtime folder again and says in plain words whether it can be relied on.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use base::Moment;
use base::time::MINUTE;
use pack::{Manifest, verify};
use store::{Seq, Store};

#[derive(clap::Subcommand)]
pub enum What {
    /// Vérifie un dossier de secours : fichiers, tailles, sommes, âge, place dans le journal.
    Verify(Arguments),
}

#[derive(clap::Args)]
pub struct Arguments {
    /// Le dossier de secours, ou une de ses générations copiée ailleurs.
    folder: PathBuf,
    /// Dossier des données : vérifie aussi que ce secours vient bien de ce journal.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Échec si le dossier a plus de tant de minutes.
    #[arg(long, value_name = "MINUTES")]
    max_age: Option<i64>,
}

pub fn run(what: &What) -> Result<ExitCode> {
    let What::Verify(arguments) = what;
    let report = verify(&arguments.folder);
    let mut lines: Vec<(bool, String)> = Vec::new();
    if let Some(generation) = &report.generation {
        lines.push((true, format!("génération {}", generation.display())));
    }
    lines.extend(report.findings.iter().map(|finding| (false, finding.to_string())));
    if let Some(manifest) = &report.manifest {
        if report.is_sound() {
            let count = manifest.files.len();
            lines.push((
                true,
                format!("{count} fichiers présents, tailles et sommes exactes"),
            ));
        }
        lines.push((true, shown(manifest)));
        lines.extend(manifest.trace.iter().map(|anchor| {
            (
                true,
                format!("ancre de la trace (chevet audit verify --anchor) : {anchor}"),
            )
        }));
        lines.push(age(manifest, app::clock::system_now(), arguments.max_age));
        lines.extend(arguments.data.as_deref().map(|data| origin(manifest, data)));
    }
    let mut sound = !lines.is_empty();
    for (fine, text) in lines {
        println!("{} {text}", if fine { "ok   " } else { "ÉCHEC" });
        sound &= fine;
    }
    for remark in &report.remarks {
        println!("      {remark}");
    }
    println!(
        "{}",
        if sound {
            "Dossier de secours fiable."
        } else {
            "Dossier de secours à ne pas croire en l'état."
        }
    );
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn shown(manifest: &Manifest) -> String {
    format!(
        "{} au {} (UTC), journal n° {}, écrit par {}",
        manifest.territory, manifest.made_at_utc, manifest.journal.seq, manifest.product
    )
}

fn age(manifest: &Manifest, now: Moment, most: Option<i64>) -> (bool, String) {
    let minutes = now.since(manifest.made_at) / MINUTE;
    let said = match minutes {
        ..0 => format!(
            "daté de {} min dans le futur : l'horloge d'une des machines est fausse",
            -minutes
        ),
        0..120 => format!("âge : {minutes} min"),
        120..2_880 => format!("âge : {} h {:02}", minutes / 60, minutes % 60),
        _ => format!("âge : {} jours", minutes / 1_440),
    };
    match most {
        Some(most) if minutes > most => (false, format!("{said} ({most} min au plus)")),
        // A clock that is wrong by a few minutes says nothing against the sheets.
        _ => (minutes > -10, said),
    }
}

/// Whether the place of the manifest is in that journal, with that checksum.
fn origin(manifest: &Manifest, data: &Path) -> (bool, String) {
    let file = crate::data::file(data);
    let place = manifest.journal.seq;
    let asked = Store::open_for_reading(&file, crate::trace_key::options_for_reading(data))
        .map_err(|error| error.to_string())
        .and_then(|store| {
            let check = store
                .check_at(Seq::new(place))
                .map_err(|fault| fault.to_string())?;
            let head = store.head().map_err(|fault| fault.to_string())?;
            Ok((check, head))
        });
    match asked {
        Err(why) => (false, format!("base {} : {why}", file.display())),
        Ok((None, head)) => (
            false,
            format!(
                "le journal s'arrête à {} : ce secours vient d'un autre, ou il en manque la fin",
                head.seq
            ),
        ),
        Ok((found, _)) if found != manifest.journal.check() => (
            false,
            format!(
                "le journal de {} n'est pas celui de ce secours (place {place})",
                file.display()
            ),
        ),
        Ok((_, head)) => {
            let behind = head.seq.number().saturating_sub(place);
            (
                true,
                format!("vient bien de ce journal, {behind} écritures avant sa fin"),
            )
        }
    }
}
