//! `chevet doctor`: says in plain words whether an installation is sound.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use store::{Options, Store};

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
    match Store::open_for_reading(&file, Options::default()) {
        Err(error) => line(false, format!("base {} : {error}", file.display())),
        Ok(store) => {
            let head = store.head()?;
            line(true, format!("journal : {} enregistrements", head.seq));
            let stats = store.stats()?;
            line(true, format!("base : {stats:?}"));
            if arguments.deep {
                let verification = store.verify().context("vérification impossible")?;
                line(
                    verification.is_sound(),
                    format!("vérification : {verification:?}"),
                );
            }
        }
    }
    Ok(verdict(sound))
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
