//! `chevet settings`: the settings of a territory, as a JSON file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use app::{Clock, Failure};
use base::Zone;
use domain::command::Command;
use domain::flow::placement::{PlacementCommand, PlacementSettings};
use domain::refusal::Refusal;
use domain::settings::Settings;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::wish;

#[derive(clap::Args)]
pub struct Arguments {
    /// Dossier des données ; le serveur doit être arrêté.
    #[arg(long, default_value = "data/chevet")]
    data: PathBuf,
    /// Les règles de placement des patients plutôt que les réglages généraux.
    #[arg(long)]
    placement: bool,
    /// Fichier JSON à appliquer ; sans lui, les réglages en vigueur sont montrés.
    file: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let (app, _) = crate::data::open(&arguments.data, Clock::System)?;
    let snapshot = app.snapshot();
    let state = &snapshot.state;
    let done = match (&arguments.file, arguments.placement) {
        (None, false) => show(&*state.settings),
        (None, true) => show(&*state.placement),
        (Some(file), false) => {
            read_settings(file).and_then(|it| apply(&app, Command::Configure(Box::new(it))))
        }
        (Some(file), true) => read(file).and_then(|settings: PlacementSettings| {
            let settings = Box::new(settings);
            let (by, saw) = (None, state.placement_revision);
            let set = PlacementCommand::Set { settings, by, saw };
            apply(&app, Command::Placement(Box::new(set)))
        }),
    };
    app.close();
    done.map(|()| ExitCode::SUCCESS)
}

fn show(settings: &impl Serialize) -> Result<()> {
    println!("{}", serde_json::to_string_pretty(settings)?);
    Ok(())
}

fn read_settings(file: &Path) -> Result<Settings> {
    let settings: Settings = read(file)?;
    Zone::named(&settings.zone)?;
    Ok(settings)
}

fn read<T: DeserializeOwned>(file: &Path) -> Result<T> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("impossible de lire {}", file.display()))?;
    serde_json::from_str(&text)
        .with_context(|| format!("{} n'est pas un fichier de réglages", file.display()))
}

fn apply(app: &app::App, command: Command) -> Result<()> {
    match wish::submit(app, command, "settings", "settings")? {
        Ok(_) => println!("Réglages appliqués."),
        Err(Failure::Refused(Refusal::NothingToDo)) => println!("Ces réglages sont déjà en vigueur."),
        Err(failure) => bail!("réglages non appliqués : {}", wish::in_french(app, &failure)),
    }
    Ok(())
}
