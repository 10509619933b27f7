//! `chevet backup`: a verified copy of the database, taken while the server runs.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use store::Store;

#[derive(clap::Args)]
pub struct Arguments {
    /// Dossier des données.
    #[arg(long, default_value = "data/chevet")]
    data: PathBuf,
    /// Fichier à écrire ; il ne doit pas exister.
    to: PathBuf,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let file = crate::data::file(&arguments.data);
    let store = Store::open_for_reading(&file, crate::trace_key::options_for_reading(&arguments.data))
        .with_context(|| format!("impossible d'ouvrir {}", file.display()))?;
    let manifest = store
        .backup(&arguments.to, app::clock::system_now())
        .context("sauvegarde non faite")?;
    println!("Sauvegarde vérifiée : {}", arguments.to.display());
    println!("{}", serde_json::to_string_pretty(&manifest)?);
    Ok(ExitCode::SUCCESS)
}
