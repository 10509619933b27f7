//! `chevet replay`: sends files of messages to a server, in order, and sums up the answers.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use indicatif::ProgressBar;
use interop::client::{AckKind, Client, Patience};
use interop::replay::{self, Answer, Step, Summary};

/// Refusals shown one by one; the others are only counted.
const SHOWN: usize = 20;

#[derive(clap::Args)]
pub struct Arguments {
    /// Fichiers ou dossiers de messages (un ou plusieurs messages par fichier), envoyés dans cet ordre.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Le serveur : HÔTE:PORT de son MLLP.
    #[arg(long, default_value = "127.0.0.1:2575")]
    to: String,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let files = replay::list(&arguments.paths).context("fichiers à envoyer")?;
    let messages: usize = files.iter().map(|file| replay::count(file).unwrap_or(0)).sum();
    let bar = ProgressBar::new(messages as u64);
    bar.set_style(crate::data::style("envoi"));
    let mut shown = 0;
    let mut tell = |step: Step<'_>| {
        if let Step::Sent { .. } | Step::LeftOut { .. } = step {
            bar.inc(1);
        }
        if let Some(line) = trouble(&step) {
            shown += 1;
            if shown <= SHOWN {
                bar.suspend(|| eprintln!("{line}"));
            }
        }
    };
    let mut client = Client::new(&*arguments.to, Patience::default());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let summary = runtime
        .block_on(replay::replay(&files, &mut client, &mut tell))
        .with_context(|| format!("aucun serveur MLLP ne répond à {}", arguments.to))?;
    bar.finish_and_clear();
    if shown > SHOWN {
        eprintln!("… et {} autres.", shown - SHOWN);
    }
    sum_up(&summary);
    let perfect = summary.unanswered == 0 && summary.errors == 0;
    Ok(if perfect {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What is said of a step that did not go well.
fn trouble(step: &Step<'_>) -> Option<String> {
    match step {
        Step::LeftOut { .. } => None,
        Step::Unreadable { file, reason } => Some(format!("{} : {reason}", file.display())),
        Step::Sent {
            answer: Answer::Ack(AckKind::Accepted, _),
            ..
        } => None,
        Step::Sent { file, number, answer } => {
            let said = match answer {
                Answer::Ack(AckKind::Error, text) => format!("AE {}", text.as_deref().unwrap_or("")),
                Answer::Ack(_, text) => format!("AR {}", text.as_deref().unwrap_or("")),
                Answer::None(error) => format!("sans réponse : {error}"),
            };
            Some(format!("{} (message {number}) : {said}", file.display()))
        }
    }
}

fn sum_up(summary: &Summary) {
    println!(
        "{} fichier(s), {} message(s) envoyé(s)",
        summary.files, summary.sent
    );
    println!("  AA {:>8}   acceptés", summary.accepted);
    println!("  AE {:>8}   à renvoyer plus tard", summary.errors);
    println!("  AR {:>8}   refusés", summary.rejected);
    println!("  -- {:>8}   sans réponse", summary.unanswered);
    if summary.left_out > 0 {
        println!(
            "{} acquittement(s) parmi les fichiers, non envoyés",
            summary.left_out
        );
    }
    if !summary.unreadable.is_empty() {
        println!("{} fichier(s) sans message lisible", summary.unreadable.len());
    }
}
