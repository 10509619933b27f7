//! The `chevet` program: one file per verb, and all the wiring.

mod anchors;
mod audit;
mod backup;
mod bench;
mod board;
mod data;
mod demo;
mod doctor;
mod downtime;
mod encryption;
mod export;
mod feeder;
mod identity;
mod import;
mod pack_verify;
mod people;
mod replay;
mod serve;
mod settings;
mod thesaurus;
mod trace_key;
mod wiring;
mod wish;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chevet : gestion des lits et des flux de patients.
#[derive(Parser)]
#[command(name = "chevet", version, about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Sert les écrans et reçoit les flux d'un territoire.
    Serve(serve::Arguments),
    /// Fait vivre un territoire fictif, alimenté en HL7 par un hôpital simulé.
    Demo(demo::Arguments),
    /// Apporte ce qui a été préparé en fichier : structure, thésaurus.
    #[command(subcommand)]
    Import(import::What),
    /// Écrit en fichier ce que l'hôpital a réglé : thésaurus.
    #[command(subcommand)]
    Export(export::What),
    /// Envoie des fichiers de messages HL7 à un serveur, dans l'ordre.
    Replay(replay::Arguments),
    /// Montre ou remplace les réglages du territoire.
    Settings(settings::Arguments),
    /// Réglages d'un tableau, en fichier : exporter, reprendre.
    Board(board::Arguments),
    /// Vérifie l'installation : dossier, base, journal, disque.
    Doctor(doctor::Arguments),
    /// Copie la base pendant que le serveur tourne, et vérifie la copie.
    Backup(backup::Arguments),
    /// La trace : qui a lu et changé quoi ; la vérifier, l'exporter.
    #[command(subcommand)]
    Audit(audit::What),
    /// Relit le dossier de secours écrit par « serve --downtime ».
    #[command(subcommand)]
    Pack(pack_verify::What),
    /// Personnes et rôles par fichier : importer, exporter.
    #[command(subcommand)]
    People(people::What),
    /// Comptes de secours.
    #[command(subcommand)]
    User(people::User),
    /// Mesure ce que cette machine sait faire.
    #[command(subcommand)]
    Bench(bench::What),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Serve(arguments) => serve::run(&arguments),
        Verb::Demo(arguments) => demo::run(&arguments),
        Verb::Import(what) => import::run(&what),
        Verb::Export(what) => export::run(&what),
        Verb::Replay(arguments) => replay::run(&arguments),
        Verb::Settings(arguments) => settings::run(&arguments),
        Verb::Board(arguments) => board::run(&arguments),
        Verb::Doctor(arguments) => doctor::run(&arguments),
        Verb::Backup(arguments) => backup::run(&arguments),
        Verb::Audit(what) => audit::run(&what),
        Verb::Pack(what) => pack_verify::run(&what),
        Verb::People(what) => people::run(&what),
        Verb::User(what) => people::run_user(&what),
        Verb::Bench(what) => bench::run(&what),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("chevet : {error:#}");
            ExitCode::FAILURE
        }
    }
}
