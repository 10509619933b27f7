//! `chevet export`: what a hospital wrote, as a file.

use std::process::ExitCode;

use anyhow::Result;

use crate::thesaurus;

#[derive(clap::Subcommand)]
pub enum What {
    /// Le thésaurus, sur la sortie.
    Thesaurus(thesaurus::Export),
}

pub fn run(What::Thesaurus(arguments): &What) -> Result<ExitCode> {
    thesaurus::export(arguments)
}
