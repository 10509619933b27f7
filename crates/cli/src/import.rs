//! `chevet import`: brings what was prepared as a file, after showing what it would change.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use app::{App, Clock};
use base::id::WardId;
use domain::command::Command;
use domain::decide::{self, Decision};
use domain::event::{Event, PlaceAdded, PlaceChanged};
use domain::import::StructureDocument;
use interop::structure_file::{self, Form};

use crate::{thesaurus, wish};

#[derive(clap::Subcommand)]
pub enum What {
    /// Établissements, sites, pôles, services, UF, chambres et lits, en CSV ou JSON (docs/structure-format.md).
    Structure(Arguments),
    /// Thésaurus des motifs de demande de lit, en CSV ou JSON (docs/writing-a-thesaurus.md).
    Thesaurus(thesaurus::Import),
}

#[derive(clap::Args)]
pub struct Arguments {
    /// Le fichier.
    file: PathBuf,
    /// Dossier des données ; le serveur doit être arrêté.
    #[arg(long, default_value = "data/chevet")]
    data: PathBuf,
    /// Montre ce qui changerait, sans rien écrire.
    #[arg(long)]
    dry_run: bool,
}

pub fn run(what: &What) -> Result<ExitCode> {
    match what {
        What::Structure(arguments) => structure(arguments),
        What::Thesaurus(arguments) => thesaurus::import(arguments),
    }
}

fn structure(arguments: &Arguments) -> Result<ExitCode> {
    let bytes = std::fs::read(&arguments.file)
        .with_context(|| format!("impossible de lire {}", arguments.file.display()))?;
    let read = match structure_file::read(&bytes, Form::of(&bytes)) {
        Ok(read) => read,
        Err(faults) => {
            for fault in &faults.0 {
                eprintln!("{} : {fault}", arguments.file.display());
            }
            bail!("{} erreur(s) : rien n'a été importé", faults.0.len());
        }
    };
    for warning in &read.warnings {
        eprintln!("{} : {warning}", arguments.file.display());
    }
    let document = read.document;
    let (app, _) = crate::data::open(&arguments.data, Clock::System)?;
    let done = import(&app, document, arguments);
    app.close();
    done
}

fn import(app: &App, document: StructureDocument, arguments: &Arguments) -> Result<ExitCode> {
    let command = Command::ImportStructure(Box::new(document));
    let snapshot = app.snapshot();
    let decision = decide::decide(&snapshot.state, &snapshot.vault, &command, app.now())
        .map_err(|refusal| anyhow!("structure refusée : {}", wish::refused(app, &refusal)))?;
    tell(&decision);
    if arguments.dry_run {
        println!("Essai : rien n'a été écrit.");
        return Ok(ExitCode::SUCCESS);
    }
    if decision.events.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let name = arguments
        .file
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    match wish::submit(app, command, "import", &name)? {
        Ok(done) => {
            println!("Importé : {} changements écrits au journal.", done.records);
            Ok(ExitCode::SUCCESS)
        }
        Err(failure) => bail!("structure non importée : {}", wish::in_french(app, &failure)),
    }
}

/// What the document changes, counted by sort, with what is removed or merged by name.
fn tell(decision: &Decision) {
    let mut added = [0u32; 7];
    let mut changed = 0u32;
    for event in &decision.events {
        match event {
            Event::PlaceAdded(place) => {
                added[match place {
                    PlaceAdded::Establishment { .. } => 0,
                    PlaceAdded::Site { .. } => 1,
                    PlaceAdded::Division { .. } => 2,
                    PlaceAdded::Ward { .. } => 3,
                    PlaceAdded::Unit { .. } => 4,
                    PlaceAdded::Room { .. } => 5,
                    PlaceAdded::Bed { .. } => 6,
                }] += 1;
            }
            Event::PlaceChanged(PlaceChanged::WardMerged { gone, kept }) => {
                println!("  service découvert {} réuni à {}", word(*gone), word(*kept));
                changed += 1;
            }
            Event::PlaceChanged(_) => changed += 1,
            _ => {}
        }
    }
    let names = [
        "établissement(s)",
        "site(s)",
        "pôle(s)",
        "service(s)",
        "UF",
        "chambre(s)",
        "lit(s)",
    ];
    for (count, name) in added.iter().zip(names) {
        if *count > 0 {
            println!("  + {count} {name}");
        }
    }
    if changed > 0 {
        println!("  ~ {changed} modification(s)");
    }
    if decision.events.is_empty() {
        println!("Rien à changer : tout est déjà connu.");
    }
}

fn word(ward: WardId) -> String {
    ward.to_string()
}
