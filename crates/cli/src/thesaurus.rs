//! `chevet import thesaurus`, `chevet export thesaurus`: the thesaurus as a file, with the server stopped.
//!
//! A file becomes a version of its own. A draft that people write on a screen meanwhile stays as it is.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use app::{App, Clock, Failure, thesaurus_file};
use base::zone::DateTime;
use base::{Moment, Zone};
use domain::command::Command;
use domain::flow::{FlowCommand, Thesaurus, ThesaurusDiff};
use domain::refusal::Refusal;
use web::words::{Lang, Words};

use crate::wish;

#[derive(clap::Args)]
pub struct Import {
    /// Le fichier, en CSV ou JSON (docs/writing-a-thesaurus.md).
    file: PathBuf,
    /// Date et heure d'entrée en vigueur, à l'heure des sites (2026-12-01 ou 2026-12-01T07:00) ; sans elle, tout de suite.
    #[arg(long, value_parser = civil)]
    from: Option<DateTime>,
    /// Montre ce qui changerait, sans rien écrire.
    #[arg(long)]
    dry_run: bool,
    /// Dossier des données ; le serveur doit être arrêté.
    #[arg(long, default_value = "data/chevet")]
    data: PathBuf,
}

#[derive(clap::Args)]
pub struct Export {
    /// Forme du fichier ; seul le JSON contient aussi les classes.
    #[arg(long, value_enum, default_value = "csv")]
    format: Form,
    /// Numéro de la version ; sans lui, la dernière écrite.
    #[arg(long)]
    version: Option<u32>,
    /// Dossier des données ; le serveur doit être arrêté.
    #[arg(long, default_value = "data/chevet")]
    data: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Csv,
    Json,
}

/// A day, or a day and an hour, as people write them.
fn civil(text: &str) -> Result<DateTime, String> {
    let whole = if text.contains('T') {
        text.to_owned()
    } else {
        format!("{text}T00:00")
    };
    whole
        .parse()
        .map_err(|_| "une date s'écrit 2026-12-01 ou 2026-12-01T07:00".to_owned())
}

pub fn import(arguments: &Import) -> Result<ExitCode> {
    let bytes = std::fs::read(&arguments.file)
        .with_context(|| format!("impossible de lire {}", arguments.file.display()))?;
    let (app, _) = crate::data::open(&arguments.data, Clock::System)?;
    let done = bring(&app, &bytes, arguments);
    app.close();
    done
}

fn bring(app: &App, bytes: &[u8], arguments: &Import) -> Result<ExitCode> {
    let words = Words::of(Lang::Fr);
    let snapshot = app.snapshot();
    let state = &snapshot.state;
    let last = state.thesauri.last();
    let classes = last.map_or_else(thesaurus_file::usual_classes, |it| it.thesaurus.classes.clone());
    let thesaurus = match thesaurus_file::read(bytes, &classes) {
        Ok(thesaurus) => thesaurus,
        Err(bad) => {
            for fault in &bad.0 {
                eprintln!("{} : {}", arguments.file.display(), words.file_fault(fault));
            }
            bail!("{} erreur(s) : rien n'a été importé", bad.0.len());
        }
    };
    if let Err(flaws) = thesaurus.check(&state.settings) {
        for flaw in &flaws {
            eprintln!("{} : {}", arguments.file.display(), words.thesaurus_flaw(flaw));
        }
        bail!("{} erreur(s) : rien n'a été importé", flaws.len());
    }
    let before = last.map_or_else(Thesaurus::default, |it| (*it.thesaurus).clone());
    tell(&before.diff_to(&thesaurus));
    if arguments.dry_run {
        println!("Essai : rien n'a été écrit.");
        return Ok(ExitCode::SUCCESS);
    }
    let command = FlowCommand::WriteThesaurus {
        thesaurus: Box::new(thesaurus),
        from: arguments.from.map(|it| moment(&app.zone(), it)),
        by: None,
        saw: last.map_or(0, |it| it.version),
    };
    let file = arguments.file.file_name();
    let file = file.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    match wish::submit(app, Command::Flow(Box::new(command)), "import", &file)? {
        Ok(_) => said(app),
        Err(Failure::Refused(Refusal::NothingToDo)) => println!("Ce thésaurus est déjà en vigueur."),
        Err(failure) => bail!("thésaurus non importé : {}", wish::in_french(app, &failure)),
    }
    Ok(ExitCode::SUCCESS)
}

/// Of the two hours that the clock shows twice in autumn, the first.
fn moment(zone: &Zone, civil: DateTime) -> Moment {
    zone.moment(civil).0
}

/// What the file changes, counted, with what leaves by name.
fn tell(diff: &ThesaurusDiff) {
    println!(
        "  + {} entrée(s), ~ {} modifiée(s), - {} retirée(s), {} classe(s) modifiée(s)",
        diff.added.len(),
        diff.changed.len(),
        diff.removed.len(),
        diff.classes.len()
    );
    for entry in &diff.removed {
        println!("  - {} {}", entry.code, entry.label);
    }
}

fn said(app: &App) {
    let snapshot = app.snapshot();
    if let Some(version) = snapshot.state.thesauri.last() {
        let civil = app.zone().civil(version.from);
        println!(
            "Importé : version {}, en vigueur depuis le {} à {}.",
            version.version,
            civil.strftime("%d/%m/%Y"),
            civil.strftime("%H:%M")
        );
        if snapshot.state.thesaurus_desk.draft.is_some() {
            println!("Un brouillon attend à l'écran : il a été commencé sur une version d'avant.");
        }
    }
}

pub fn export(arguments: &Export) -> Result<ExitCode> {
    let (app, _) = crate::data::open(&arguments.data, Clock::System)?;
    let snapshot = app.snapshot();
    let state = &snapshot.state;
    let found = match arguments.version {
        Some(number) => state.thesaurus_version(number),
        None => state.thesauri.last().map(AsRef::as_ref),
    };
    let text = found.map(|version| match arguments.format {
        Form::Csv => thesaurus_file::write_csv(&version.thesaurus.entries),
        Form::Json => thesaurus_file::write_json(&version.thesaurus),
    });
    app.close();
    match text {
        Some(text) => print!("{text}"),
        None => bail!("aucun thésaurus à exporter"),
    }
    Ok(ExitCode::SUCCESS)
}
