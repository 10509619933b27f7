//! `chevet bench`: what this machine can do, in figures. Never a pass or a fail: budgets are in docs/performance.md.

mod board;
mod ingest;
mod login;
mod machine;
mod parse;
mod percentiles;
mod propose;
mod push;
mod queue;
mod replay;
mod search;
mod timetravel;

use std::process::ExitCode;

use anyhow::Result;

#[derive(clap::Subcommand)]
pub enum What {
    /// Lecture de messages HL7, sans perte.
    Parse(parse::Arguments),
    /// Messages acquittés durablement, de bout en bout, par MLLP.
    Ingest(ingest::Arguments),
    /// Relecture du journal jusqu'à l'état.
    Replay(replay::Arguments),
    /// Un changement vu sur des milliers de tableaux ouverts ; reconnexions.
    Push(push::Arguments),
    /// Classement de la file des demandes de lit, avec ses explications.
    Queue(queue::Arguments),
    /// Recherche d'une personne, d'un lit, d'un numéro dans tout le territoire.
    Search(search::Arguments),
    /// Classement de tous les lits d'un territoire pour un patient, avec ses raisons.
    Propose(propose::Arguments),
    /// Rendu d'un tableau de service : temps et octets.
    Board(board::Arguments),
    /// N'importe quel service à n'importe quel instant d'une année.
    Timetravel(timetravel::Arguments),
    /// Connexions, sessions ouvertes, et ce qu'elles coûtent aux autres.
    Login(login::Arguments),
}

pub fn run(what: &What) -> Result<ExitCode> {
    machine::print();
    match what {
        What::Parse(arguments) => parse::run(arguments),
        What::Ingest(arguments) => ingest::run(arguments),
        What::Replay(arguments) => replay::run(arguments),
        What::Push(arguments) => push::run(arguments),
        What::Queue(arguments) => queue::run(arguments),
        What::Search(arguments) => search::run(arguments),
        What::Propose(arguments) => propose::run(arguments),
        What::Board(arguments) => board::run(arguments),
        What::Timetravel(arguments) => timetravel::run(arguments),
        What::Login(arguments) => login::run(arguments),
    }
    .map(|()| ExitCode::SUCCESS)
}

/// Measures on a new database in a folder of that name, which is thrown away.
fn on_a_new_file(name: &str, measure: impl FnOnce(&std::path::Path) -> Result<()>) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("chevet-bench-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let done = measure(&folder.join("chevet.db"));
    std::fs::remove_dir_all(&folder)?;
    done
}
