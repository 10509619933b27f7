//! `chevet audit`: the trace, verified and exported. Reads beside a running server; writes nothing.

use std::io::{BufWriter, ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use app::audit::{balp, csv};
use base::{Moment, Zone};
use jiff::civil::Date;
use store::{Store, TraceHead, TraceQuery, TraceRow};

/// How long a day is, written out.
const DAY: usize = "2026-11-20".len();

/// Rows asked for at a time: an export of years does not have to fit in memory.
const PAGE: u32 = 1_000;

#[derive(clap::Subcommand)]
pub enum What {
    /// Relit toute la trace et le journal qu'elle scelle ; dit la première ligne qui n'est plus celle qui fut écrite.
    Verify(Verify),
    /// Écrit la trace sur la sortie standard, la plus récente d'abord.
    Export(Export),
}

#[derive(clap::Args)]
pub struct Verify {
    /// Dossier des données.
    #[arg(long, default_value = "data/chevet")]
    data: PathBuf,
    /// Ancre relevée ailleurs (journal système, dossier de secours) : montre aussi une fin coupée ou une base d'hier
    /// remise en place. Peut être donnée plusieurs fois.
    #[arg(long = "anchor", value_name = "NUMÉRO:EMPREINTE")]
    anchors: Vec<TraceHead>,
}

#[derive(clap::Args)]
pub struct Export {
    /// Dossier des données.
    #[arg(long, default_value = "data/chevet")]
    data: PathBuf,
    /// En CSV.
    #[arg(long, required_unless_present = "balp", conflicts_with = "balp")]
    csv: bool,
    /// En AuditEvent FHIR R4 (IHE BALP), un par ligne.
    #[arg(long)]
    balp: bool,
    /// Seulement ce patient (identifiant interne, p12).
    #[arg(long)]
    patient: Option<String>,
    /// Seulement cette personne (identifiant interne, o3).
    #[arg(long)]
    person: Option<String>,
    /// Seulement ce lieu (w4, b7).
    #[arg(long)]
    place: Option<String>,
    /// Depuis ce jour (2026-11-20) ou cet instant (2026-11-20T08:00:00Z).
    #[arg(long, value_parser = moment)]
    from: Option<Moment>,
    /// Avant ce jour ou cet instant.
    #[arg(long, value_parser = moment)]
    until: Option<Moment>,
}

pub fn run(what: &What) -> Result<ExitCode> {
    match what {
        What::Verify(arguments) => verify(arguments),
        What::Export(arguments) => export(arguments).map(|()| ExitCode::SUCCESS),
    }
}

fn open(folder: &std::path::Path) -> Result<Store> {
    let file = crate::data::file(folder);
    Store::open_for_reading(&file, crate::trace_key::options_for_reading(folder))
        .with_context(|| format!("impossible d'ouvrir {}", file.display()))
}

fn verify(arguments: &Verify) -> Result<ExitCode> {
    // Without its key a verification would blame the rows.
    if crate::trace_key::read(&arguments.data)?.is_none() {
        bail!(
            "{} manque : rien ne peut être prouvé sans elle",
            crate::trace_key::file(&arguments.data).display()
        );
    }
    let store = open(&arguments.data)?;
    let anchors = match arguments.anchors.as_slice() {
        [] => vec![None],
        some => some.iter().copied().map(Some).collect(),
    };
    let mut problems = Vec::new();
    let mut last = None;
    for anchor in anchors {
        let found = store.verify_trace(anchor).context("vérification impossible")?;
        problems.extend(
            found
                .said()
                .into_iter()
                .filter(|said| !problems.contains(said))
                .collect::<Vec<_>>(),
        );
        last = Some(found);
    }
    let Some(found) = last else {
        bail!("rien à vérifier")
    };
    println!(
        "trace : {} lignes lues, dont {} vidées par la conservation",
        found.rows, found.blanked
    );
    println!("journal : scellé jusqu'à l'enregistrement {}", found.sealed);
    if found.before_seals != store::Seq::START {
        println!(
            "journal : jusqu'à {}, écrit avant qu'il y ait des sceaux",
            found.before_seals
        );
    }
    if problems.is_empty() {
        println!("ancre : {}", found.head);
        println!("Rien n'a été modifié, ajouté, déplacé ni retiré.");
        if arguments.anchors.is_empty() {
            println!("Sans ancre (--anchor), une fin coupée ne se voit pas.");
        }
        return Ok(ExitCode::SUCCESS);
    }
    for problem in problems {
        println!("ÉCHEC {problem}");
    }
    Ok(ExitCode::FAILURE)
}

fn export(arguments: &Export) -> Result<()> {
    let store = open(&arguments.data)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let done = if arguments.csv {
        writeln!(out, "{}", csv::HEADINGS)
            .map_err(Into::into)
            .and_then(|()| {
                each(&store, arguments, |row| {
                    writeln!(out, "{}", csv::line(row)).map_err(Into::into)
                })
            })
    } else {
        each(&store, arguments, |row| {
            writeln!(out, "{}", balp::event(row)).map_err(Into::into)
        })
    };
    match done.and_then(|()| out.flush().map_err(Into::into)) {
        // `chevet audit export | head` is no failure.
        Err(error) if is_gone(&error) => Ok(()),
        done => done,
    }
}

fn is_gone(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

/// Shows every row that was asked for, page by page.
fn each(store: &Store, arguments: &Export, mut show: impl FnMut(&TraceRow) -> Result<()>) -> Result<()> {
    let mut query = TraceQuery {
        patient: arguments.patient.clone(),
        actor: arguments.person.clone(),
        place: arguments.place.clone(),
        from: arguments.from,
        until: arguments.until,
        limit: PAGE,
        ..TraceQuery::default()
    };
    loop {
        let rows = store.traces(&query)?;
        rows.iter().try_for_each(&mut show)?;
        match rows.last() {
            Some(last) if rows.len() >= PAGE as usize => query.before = Some(last.seq),
            _ => return Ok(()),
        }
    }
}

/// A day of the site's calendar, or an instant.
fn moment(text: &str) -> Result<Moment, String> {
    // An instant first: read as a day, it would lose its hour.
    if let Ok(stamp) = text.parse::<jiff::Timestamp>() {
        return Ok(Moment::from_millis(stamp.as_millisecond()));
    }
    let day = text.parse::<Date>().ok().filter(|_| text.len() == DAY);
    day.map(|day| Zone::paris().moment(day.at(0, 0, 0, 0)).0)
        .ok_or_else(|| "un jour (2026-11-20) ou un instant (2026-11-20T08:00:00Z)".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_of_the_site_and_an_instant_is_one() {
        assert_eq!(
            moment("2026-11-20").expect("a day").to_string(),
            "2026-11-19T23:00:00Z"
        );
        assert_eq!(
            moment("2026-11-20T08:00:00+01:00")
                .expect("an instant")
                .to_string(),
            "2026-11-20T07:00:00Z"
        );
        for neither in ["hier", "2026-11-20T08:00", "2026-11-20 08:00:00", "20/11/2026"] {
            assert!(moment(neither).is_err(), "{neither}");
        }
    }
}
