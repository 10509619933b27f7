//! `chevet demo`: a fictional territory that lives in front of the user.
//!
//! The simulated hospital speaks HL7 over MLLP to the server's own port, like any other: nothing is injected behind
//! it. Its seed and its first day are kept beside the data, so that a second start goes on with the same hospital.

mod cell;
mod door;
mod people;
mod team;
mod wards;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use app::{Actor, App, Cause, Clock, Failure, Origin};
use base::id::WardId;
use base::time::{DAY, HOUR, MINUTE};
use base::{Label, Moment, Zone};
use domain::command::Command;
use domain::settings::Settings;
use domain::state::State;
use indicatif::ProgressBar;
use serde::{Deserialize, Serialize};
use sim::{Config, Hospital, Program, SenderId};
use store::MessageQuery;
use tokio::sync::watch;

use crate::feeder::{Answers, Feeder};
use crate::serve::{self, Server};

/// Messages sent between two notes of how far the past is.
const STRETCH: usize = 4_000;

/// How often the living hospital is asked for news, in real time.
const PULSE: Duration = Duration::from_millis(250);

/// After how many pulses the teams act: every five seconds.
const ROUND: u32 = 20;

/// How far back a restarted hospital repeats itself; the server recognises what it already has.
const OVERLAP: i64 = 30 * MINUTE;

#[derive(clap::Args)]
pub struct Arguments {
    /// Graine du hasard : la même graine donne le même hôpital.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Vitesse du temps : 60 fait passer une heure par minute.
    #[arg(long, default_value_t = 1.0, value_parser = positive)]
    speed: f64,
    /// Jours de passé construits au premier démarrage.
    #[arg(long, default_value_t = 21)]
    past_days: u32,
    /// Dossier des données de la démonstration.
    #[arg(long, default_value = "data/demo")]
    data: PathBuf,
    /// Donne des comptes aux personnes de la démonstration, pour essayer postes, rôles et traces.
    #[arg(long)]
    people: bool,
    /// Le genre de journée de la cellule d'ordonnancement.
    #[arg(long, value_enum, default_value_t)]
    scenario: cell::Scenario,
    #[command(flatten)]
    ports: serve::Ports,
}

/// What must be remembered to go on with the same hospital.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Memory {
    seed: u64,
    start: Moment,
    /// The past is built up to there, everything before was acknowledged.
    built_until: Moment,
    /// The past is complete.
    built: bool,
    /// Until when the teams of the wards have acted.
    #[serde(default)]
    teams_until: Option<Moment>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    std::fs::create_dir_all(&arguments.data)
        .with_context(|| format!("impossible de créer le dossier {}", arguments.data.display()))?;
    let notes = arguments.data.join("demo.json");
    let (app, _) = crate::data::open(&arguments.data, clock(arguments, &notes)?)?;
    let memory = match recall(&notes)? {
        Some(memory) => memory,
        None => {
            let start = app.now().plus(-i64::from(arguments.past_days) * DAY);
            // On the hour, so that the first day reads well in a log.
            let start = Moment::from_millis(start.millis() - start.millis().rem_euclid(HOUR));
            Memory {
                seed: arguments.seed,
                start,
                built_until: start,
                built: false,
                teams_until: None,
            }
        }
    };
    if memory.seed != arguments.seed {
        eprintln!(
            "Le dossier {} contient l'hôpital de graine {} : il continue. Autre graine, autre dossier (--data).",
            arguments.data.display(),
            memory.seed
        );
    }
    let (people, scenario) = (arguments.people, arguments.scenario);
    let ports = arguments.ports.clone().making_accounts(people);
    serve::run_with(app, &ports, move |server| {
        live(server, memory, notes, people, scenario)
    })
}

/// Feeds the server: first the past, with a bar, then the present as it comes.
async fn live(
    server: Server,
    mut memory: Memory,
    notes: PathBuf,
    people: bool,
    scenario: cell::Scenario,
) -> Result<()> {
    let app = server.app.clone();
    let mut lines = Lines::new(server.mllp);
    let mut stop = app.stopping();
    let resume = if memory.built {
        resume_at(&app).await?
    } else {
        memory.built_until
    };
    let (seed, start) = (memory.seed, memory.start);
    let mut hospital =
        tokio::task::spawn_blocking(move || Hospital::resume(seed, start, Config::default(), resume)).await?;
    if !memory.built && memory.built_until == memory.start {
        let introduction = introduction(&hospital, memory.start, &app.zone());
        introduce(&app, introduction, &mut lines).await?;
    }
    if people {
        people::settle(&server).await?;
        people::announce();
    }
    build_past(&app, &mut hospital, &mut lines, &mut memory, &notes, &stop).await?;
    if *stop.borrow() {
        return Ok(());
    }
    let mut teams = team::Teams::new(&app, seed, memory.teams_until.unwrap_or(start)).await?;
    let cell = cell::Cell::new(&app, seed, scenario).await?;
    let mut pulses: u32 = 0;
    crate::wiring::say(&format!(
        "Ouvrez {} : l'hôpital vit. Ctrl-C pour arrêter.",
        server.url
    ));
    loop {
        tokio::select! {
            () = tokio::time::sleep(PULSE) => {}
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
        }
        // Between two beats nothing is lost: the script of a stay is asked for from where the last round ended.
        if pulses.is_multiple_of(ROUND) {
            teams.act(&app).await?;
            if let Some(cell) = &cell {
                cell.act(&app).await?;
            }
            memory.teams_until = Some(app.now());
            remember(&notes, &memory)?;
        }
        pulses = pulses.wrapping_add(1);
        let until = app.now();
        let news: Vec<_> = std::iter::from_fn(|| hospital.next_before(until))
            .take(STRETCH)
            .collect();
        if let Err(error) = lines
            .send(news.into_iter().map(|out| (out.sender, out.bytes)).collect())
            .await
        {
            if *stop.borrow() {
                return Ok(());
            }
            return Err(error.context("l'hôpital simulé a perdu le serveur"));
        }
    }
}

/// What a hospital says before anything else.
struct Introduction {
    name: String,
    messages: Vec<(SenderId, Vec<u8>)>,
}

/// The name of the territory, and what each establishment is made of (MFN^M05).
fn introduction(hospital: &Hospital, at: Moment, zone: &Zone) -> Introduction {
    let territory = hospital.territory();
    let senders = hospital
        .senders()
        .into_iter()
        .filter(|sender| sender.program == Program::Administration);
    let messages = senders.zip(territory.structure_messages(at, zone)).collect();
    Introduction {
        name: territory.name.clone(),
        messages,
    }
}

async fn introduce(app: &App, introduction: Introduction, lines: &mut Lines) -> Result<()> {
    lines.send(introduction.messages).await?;
    let known = (*app.snapshot().state.settings).clone();
    let settings = Settings {
        name: Label::new(&introduction.name)?,
        ..known
    };
    let origin = Origin {
        actor: Actor::Chevet("demo"),
        cause: Cause::Request("settings".to_owned()),
    };
    match app.submit(Command::Configure(Box::new(settings)), origin).await {
        Ok(_) | Err(Failure::Refused(_)) => Ok(()),
        Err(failure) => Err(failure.into()),
    }
}

async fn build_past(
    app: &App,
    hospital: &mut Hospital,
    lines: &mut Lines,
    memory: &mut Memory,
    notes: &Path,
    stop: &watch::Receiver<bool>,
) -> Result<()> {
    let bar = ProgressBar::hidden();
    if app.now().since(memory.built_until) > HOUR || !memory.built {
        bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        bar.set_style(crate::data::style("construction du passé (heures)"));
    }
    let from = memory.built_until;
    let mut answers = Answers::default();
    while !*stop.borrow() {
        let until = app.now();
        bar.set_length(u64::try_from(until.since(from) / HOUR).unwrap_or(0));
        let stretch: Vec<_> = std::iter::from_fn(|| hospital.next_before(until))
            .take(STRETCH)
            .collect();
        let Some(last) = stretch.last().map(|out| out.at) else {
            break;
        };
        answers = lines
            .send(stretch.into_iter().map(|out| (out.sender, out.bytes)).collect())
            .await?;
        bar.set_position(u64::try_from(last.since(from) / HOUR).unwrap_or(0));
        memory.built_until = memory.built_until.max(last);
        remember(notes, memory)?;
    }
    bar.finish_and_clear();
    if answers.refused > 0 {
        tracing::warn!(
            refused = answers.refused,
            "the server refused messages of the simulated hospital"
        );
    }
    if !*stop.borrow() {
        memory.built = true;
        remember(notes, memory)?;
    }
    Ok(())
}

/// One connection for each program of the hospital, as in life.
struct Lines {
    to: SocketAddr,
    feeders: BTreeMap<SenderId, Feeder>,
}

impl Lines {
    const fn new(to: SocketAddr) -> Self {
        Self {
            to,
            feeders: BTreeMap::new(),
        }
    }

    /// Sends each program's messages over its own connection, all side by side.
    async fn send(&mut self, messages: Vec<(SenderId, Vec<u8>)>) -> Result<Answers> {
        let mut by_sender: BTreeMap<SenderId, Vec<Vec<u8>>> = BTreeMap::new();
        for (sender, bytes) in messages {
            by_sender.entry(sender).or_default().push(bytes);
        }
        let mut tasks = Vec::new();
        for (sender, messages) in by_sender {
            let mut feeder = self
                .feeders
                .remove(&sender)
                .unwrap_or_else(|| Feeder::new(self.to));
            tasks.push(tokio::spawn(async move {
                let answers = feeder.send(&messages).await;
                (sender, feeder, answers)
            }));
        }
        let mut total = Answers::default();
        for task in tasks {
            let (sender, feeder, answers) = task.await?;
            self.feeders.insert(sender, feeder);
            let answers = answers?;
            total.accepted += answers.accepted;
            total.refused += answers.refused;
        }
        Ok(total)
    }
}

/// Where a hospital that had already caught up with the present goes on: a little before its last message.
async fn resume_at(app: &App) -> Result<Moment> {
    let query = MessageQuery {
        limit: 200,
        ..MessageQuery::default()
    };
    let latest = app
        .read(move |store| store.messages(&query))
        .await
        .map_err(|failure| anyhow::anyhow!("{failure}"))?;
    let sent = latest.iter().filter_map(|message| message.sent_at).max();
    Ok(sent.unwrap_or_else(|| app.now()).plus(-OVERLAP))
}

/// The pilot ward, whose people are those who look at the demo: the first of cardiology. Nobody answers for it but they.
fn pilot(state: &State) -> Option<WardId> {
    let mut wards = state.wards.iter().filter(|it| it.merged_into.is_none());
    let first = wards.clone().next();
    let named = wards.find(|it| it.name.to_lowercase().starts_with("cardiologie"));
    named.or(first).map(|it| it.id)
}

/// The machine's clock, or one that runs faster; never behind what the journal already knows.
fn clock(arguments: &Arguments, notes: &Path) -> Result<Clock> {
    let known = recall(notes)?.map_or(Moment::from_millis(0), |memory| memory.built_until);
    let now = app::clock::system_now();
    let real = (arguments.speed - 1.0).abs() < f64::EPSILON && known <= now;
    Ok(if real {
        Clock::System
    } else {
        Clock::scaled(now.max(known), arguments.speed)
    })
}

fn recall(notes: &Path) -> Result<Option<Memory>> {
    match std::fs::read(notes) {
        Ok(bytes) => {
            let memory = serde_json::from_slice(&bytes);
            Ok(Some(
                memory.with_context(|| format!("{} est illisible", notes.display()))?,
            ))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("impossible de lire {}", notes.display())),
    }
}

/// Written beside, then renamed: a stop in the middle leaves the former notes.
fn remember(notes: &Path, memory: &Memory) -> Result<()> {
    let draft = notes.with_extension("json.new");
    std::fs::write(&draft, serde_json::to_vec_pretty(memory)?)?;
    std::fs::rename(&draft, notes).with_context(|| format!("impossible d'écrire {}", notes.display()))
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if speed.is_finite() && speed > 0.0 && speed <= 100_000.0 => Ok(speed),
        _ => Err("une vitesse est un nombre entre 0 et 100 000".to_owned()),
    }
}
