//! `chevet doctor`: says in plain words whether an installation is sound.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use store::{Outcome, Stats, Store};

#[derive(clap::Args)]
pub struct Arguments {
    /// Dossier des données.
    #[arg(long, default_value = "data/chevet")]
    data: PathBuf,
    /// Relit tout le journal et toutes les pages de la base (long sur une grande base).
    #[arg(long)]
    deep: bool,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let file = crate::data::file(&arguments.data);
    let mut sound = true;
    let mut line = |fine: bool, text: String| {
        println!("{} {text}", if fine { "ok   " } else { "ÉCHEC" });
        sound &= fine;
    };
    line(
        true,
        format!("chevet {}, {} cœurs", env!("CARGO_PKG_VERSION"), cores()),
    );
    match rlimit::Resource::NOFILE.get() {
        Ok((soft, hard)) => line(
            hard >= 4_096,
            format!("fichiers ouverts : {soft}, au plus {hard}"),
        ),
        Err(error) => line(false, format!("limite de fichiers ouverts illisible : {error}")),
    }
    match writable(&arguments.data) {
        Ok(()) => line(
            true,
            format!("dossier {} : écriture possible", arguments.data.display()),
        ),
        Err(error) => line(false, format!("dossier {} : {error:#}", arguments.data.display())),
    }
    if !file.exists() {
        line(
            true,
            format!(
                "base {} : pas encore créée, « chevet serve » la créera",
                file.display()
            ),
        );
        return Ok(verdict(sound));
    }
    match Store::open_for_reading(&file, crate::trace_key::options_for_reading(&arguments.data)) {
        Err(error) => line(false, format!("base {} : {error}", file.display())),
        Ok(store) => {
            let head = store.head()?;
            line(true, format!("journal : {} enregistrements", head.seq));
            let stats = store.stats()?;
            line(true, said(&stats));
            let (known, said) = key(&arguments.data, &store)?;
            line(known, said);
            if arguments.deep {
                let verification = store.verify().context("vérification impossible")?;
                match verification.problems.as_slice() {
                    [] => line(
                        true,
                        format!(
                            "vérification : journal et {} messages intacts",
                            verification.messages
                        ),
                    ),
                    problems => line(false, problems.join(" ; ")),
                }
                let traced = store.verify_trace(None).context("vérification impossible")?;
                match traced.said().as_slice() {
                    [] => line(true, format!("trace : {} lignes, chaîne intacte", traced.rows)),
                    problems => line(false, problems.join(" ; ")),
                }
            }
        }
    }
    Ok(verdict(sound))
}

/// What the database holds, and how large it is.
fn said(stats: &Stats) -> String {
    let [applied, to_see, quarantined, rejected, duplicate, ignored] =
        Outcome::ALL.map(|outcome| stats.messages_with(outcome));
    let mebibytes = |bytes: u64| bytes >> 20;
    format!(
        "base : {} Mio, journal d'écriture {} Mio ; messages : {applied} appliqués, {to_see} à voir, \
         {quarantined} en quarantaine, {rejected} rejetés, {duplicate} en double, {ignored} sans objet ; \
         {} identités, {} lits tenus",
        mebibytes(stats.file_bytes),
        mebibytes(stats.log_bytes),
        stats.vault_rows,
        stats.open_claims,
    )
}

/// Whether the trace goes on with the key that lies beside the database.
fn key(folder: &Path, store: &Store) -> Result<(bool, String)> {
    let file = crate::trace_key::file(folder);
    let (file, head) = (file.display(), store.trace_head()?);
    Ok(match crate::trace_key::read(folder) {
        Err(error) => (false, format!("trace : {error:#}")),
        Ok(None) => (
            false,
            format!(
                "trace : {file} manque ; le prochain démarrage en fera une autre, l'ancienne trace ne sera plus prouvable"
            ),
        ),
        Ok(Some(_)) if store.is_trace_key_known()? => {
            (true, format!("trace : {} lignes, clé {file}", head.seq))
        }
        Ok(Some(_)) => (false, format!("trace : chaînée avec une autre clé que {file}")),
    })
}

fn verdict(sound: bool) -> ExitCode {
    if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn writable(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).context("impossible à créer")?;
    let probe = folder.join(".chevet-doctor");
    std::fs::write(&probe, b"essai").context("impossible d'y écrire")?;
    std::fs::remove_file(&probe).context("impossible d'y effacer")
}
