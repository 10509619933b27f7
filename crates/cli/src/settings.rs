//! `chevet settings`: the settings of a territory, as a JSON file.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use app::{Clock, Failure};
use base::Zone;
use domain::command::Command;
use domain::refusal::Refusal;
use domain::settings::Settings;

use crate::wish;

#[derive(clap::Args)]
pub struct Arguments {
    /// Dossier des données ; le serveur doit être arrêté.
    #[arg(long, default_value = "data/chevet")]
    data: PathBuf,
    /// Fichier JSON à appliquer ; sans lui, les réglages en vigueur sont montrés.
    file: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let (app, _) = crate::data::open(&arguments.data, Clock::System)?;
    let done = match &arguments.file {
        None => show(&app.snapshot().state.settings),
        Some(file) => read(file).and_then(|settings| apply(&app, settings)),
    };
    app.close();
    done.map(|()| ExitCode::SUCCESS)
}

fn show(settings: &Settings) -> Result<()> {
    println!("{}", serde_json::to_string_pretty(settings)?);
    Ok(())
}

fn read(file: &PathBuf) -> Result<Settings> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("impossible de lire {}", file.display()))?;
    let settings: Settings = serde_json::from_str(&text)
        .with_context(|| format!("{} n'est pas un fichier de réglages", file.display()))?;
    Zone::named(&settings.zone)?;
    Ok(settings)
}

fn apply(app: &app::App, settings: Settings) -> Result<()> {
    let command = Command::Configure(Box::new(settings));
    match wish::submit(app, command, "settings", "settings")? {
        Ok(_) => println!("Réglages appliqués."),
        Err(Failure::Refused(Refusal::NothingToDo)) => println!("Ces réglages sont déjà en vigueur."),
        Err(failure) => bail!("réglages non appliqués : {}", wish::in_french(app, &failure)),
    }
    Ok(())
}
