//! `chevet board`: the settings of a board, out to a file and back, while the server is stopped.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use app::{App, Clock, board_file};
use domain::command::Command;
use domain::structure::Ward;
use domain::studio::{Scope, StudioCommand};

use crate::wish;

#[derive(clap::Args)]
pub struct Arguments {
    /// Dossier des données ; le serveur doit être arrêté.
    #[arg(long, default_value = "data/chevet")]
    data: PathBuf,
    /// Code du service ; sans lui, les réglages communs du territoire.
    #[arg(long)]
    ward: Option<String>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// Montre les réglages en vigueur.
    Export,
    /// Met un fichier au brouillon ; avec --publish, en vigueur.
    Import {
        /// Fichier JSON (docs/board-format.md).
        file: PathBuf,
        /// Publier aussitôt.
        #[arg(long)]
        publish: bool,
    },
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let (app, _) = crate::data::open(&arguments.data, Clock::System)?;
    let done = scope(&app, arguments.ward.as_deref()).and_then(|scope| match &arguments.verb {
        Verb::Export => {
            let snapshot = app.snapshot();
            let (state, vault) = (&snapshot.state, &snapshot.vault);
            print!(
                "{}",
                board_file::write(state, vault, scope, &state.boards.published(scope))
            );
            Ok(())
        }
        Verb::Import { file, publish } => import(&app, scope, file, *publish),
    });
    app.close();
    done.map(|()| ExitCode::SUCCESS)
}

fn scope(app: &App, ward: Option<&str>) -> Result<Scope> {
    let Some(code) = ward else {
        return Ok(Scope::Territory);
    };
    let snapshot = app.snapshot();
    let stands = |it: &&std::sync::Arc<Ward>| it.merged_into.is_none() && it.code.as_str() == code;
    let mut found = snapshot.state.wards.iter().filter(stands);
    match (found.next(), found.next()) {
        (Some(ward), None) => Ok(Scope::Ward(ward.id)),
        (Some(_), Some(_)) => bail!("plusieurs services ont le code {code}"),
        (None, _) => bail!("aucun service n'a le code {code}"),
    }
}

fn import(app: &App, scope: Scope, file: &PathBuf, publish: bool) -> Result<()> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("impossible de lire {}", file.display()))?;
    let snapshot = app.snapshot();
    let state = &snapshot.state;
    let read = board_file::read(state, &snapshot.vault, scope, &text)?;
    for doctor in &read.unknown_doctors {
        println!("Couleur laissée, médecin inconnu ici : {doctor}.");
    }
    let changes = state.boards.shelf(scope).worked_on().changes_to(&read.document);
    if changes.is_empty() {
        println!("Ces réglages sont déjà là.");
    } else {
        let count = changes.len();
        let saw = state.boards.shelf(scope).revision;
        let by = None;
        submit(
            app,
            StudioCommand::Edit {
                scope,
                changes,
                by,
                saw,
            },
        )?;
        println!("{count} réglage(s) mis au brouillon.");
    }
    let shelf = app.snapshot().state.boards.shelf(scope);
    if publish && shelf.draft.is_some() {
        let (by, saw) = (None, shelf.revision);
        submit(app, StudioCommand::Publish { scope, by, saw })?;
        println!(
            "Publié : version {}.",
            app.snapshot().state.boards.shelf(scope).current()
        );
    }
    Ok(())
}

fn submit(app: &App, command: StudioCommand) -> Result<()> {
    match wish::submit(app, Command::Studio(Box::new(command)), "board", "board")? {
        Ok(_) => Ok(()),
        Err(failure) => bail!("réglages non repris : {}", wish::in_french(app, &failure)),
    }
}
