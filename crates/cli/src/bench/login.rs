//! What signing in costs, and what ten thousand people signed in cost everybody else.

use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use app::clock::instant;
use app::{App, Clock, KeptWrite};
use auth::{Account, Change, Cost, Directory, Hashed, Login, Secret, Session, Way};
use base::id::PersonId;
use domain::rights::{Action, Assignment, Place, Role, Target};
use store::Options;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::percentiles::Percentiles;

/// What all of them type.
const PASSWORD: &str = "un secret de mesure";
/// Changes kept in one transaction.
const AT_ONCE: usize = 2_000;
/// Secrets compared.
const COMPARED: usize = 20;

#[derive(clap::Args)]
pub struct Arguments {
    /// Comptes, chacun avec une session.
    #[arg(long, default_value_t = 10_000)]
    sessions: u32,
    /// Connexions par mot de passe mesurées, de bout en bout.
    #[arg(long, default_value_t = 60)]
    logins: usize,
    /// Pages demandées par des personnes connues.
    #[arg(long, default_value_t = 2_000)]
    pages: usize,
    /// Clients simultanés.
    #[arg(long, default_value_t = 8)]
    clients: usize,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    secrets()?;
    super::on_a_new_file("login", |file| served(arguments, file))
}

/// What comparing a secret takes: on purpose a lot for a password, less for a code that only a shared post takes.
fn secrets() -> Result<()> {
    for (what, cost) in [("mot de passe", Cost::PASSWORD), ("code d'un poste", Cost::PIN)] {
        let hashed = Hashed::new(PASSWORD, [7; 16], cost)?;
        let mut times = Percentiles::default();
        for _ in 0..COMPARED {
            let start = instant();
            ensure!(hashed.is(PASSWORD)?, "un secret n'a pas été reconnu");
            times.add(start.elapsed());
        }
        println!(
            "comparer un {what} (argon2id, {} Mio, {} passes) : {}",
            cost.memory / 1_024,
            cost.passes,
            times.text()
        );
    }
    Ok(())
}

fn served(arguments: &Arguments, file: &std::path::Path) -> Result<()> {
    let (before, _) = super::machine::memory_mib();
    let (app, _) = App::open(file, Clock::System, Options::default(), |_| {})?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let tokens = runtime.block_on(settled(&app, arguments.sessions))?;
    let (empty, _) = super::machine::memory_mib();
    let start = instant();
    let directory = crate::identity::load(&app)?;
    let took = start.elapsed();
    let (full, _) = super::machine::memory_mib();
    println!(
        "{} comptes et sessions relus en {:.2} s ; {} Mio pour eux ({} avant, {empty} avec la base ouverte)",
        tokens.len(),
        took.as_secs_f64(),
        full.saturating_sub(empty),
        before
    );
    recognised(&app, &directory, &tokens);
    let done = runtime.block_on(asked(arguments, &app, directory, tokens));
    let (now, most) = super::machine::memory_mib();
    println!("mémoire du processus : {now} Mio (au plus {most}), clients compris");
    app.announce_stop();
    runtime.shutdown_timeout(Duration::from_secs(2));
    app.close();
    done
}

/// As many people with an account and a session, kept. Gives the tokens of their sessions.
async fn settled(app: &App, count: u32) -> Result<Vec<Secret>> {
    let now = app.now();
    let password = Hashed::new(PASSWORD, [7; 16], Cost::PASSWORD)?;
    let mut changes = vec![Change::Pepper(Secret::new([9; 32]).print())];
    let mut tokens = Vec::new();
    for number in 1..=count {
        let person = PersonId::new(number);
        let login: Login = login_of(number).parse().map_err(anyhow::Error::msg)?;
        let account = Account {
            assignments: vec![Assignment::lasting(Role::Cell, Place::Territory)],
            password: Some(password.clone()),
            ..Account::new(person, login, now)
        };
        let token = Secret::new(app::chance::thirty_two_bytes()?);
        changes.push(Change::Account(Box::new(account)));
        changes.push(Change::Session(Session {
            print: token.print(),
            person,
            post: None,
            since: now,
            seen: now,
            kept: Some(now),
            way: Way::Password,
        }));
        tokens.push(token);
    }
    for some in changes.chunks(AT_ONCE) {
        let mut writes = Vec::new();
        for change in some {
            let auth::Row { kind, id, body } = change.row()?;
            writes.extend(body.map(|body| KeptWrite::Keep { kind, id, body }));
        }
        app.keep(writes, Vec::new()).await?;
    }
    Ok(tokens)
}

fn login_of(number: u32) -> String {
    format!("mesure{number}")
}

/// What every request pays to know who is there.
fn recognised(app: &App, directory: &Directory, tokens: &[Secret]) {
    let (state, now) = (app.snapshot().state.clone(), app.now());
    let start = instant();
    let known = tokens
        .iter()
        .filter_map(|token| directory.present(token, None, now))
        .filter(|(session, account)| {
            let authority = directory.authority_in(account, &session.way, &state, now);
            authority.may(&state, Action::SeeMap, Target::Anywhere, now)
        })
        .count();
    let each = start.elapsed().as_secs_f64() * 1e6 / tokens.len().max(1) as f64;
    println!("reconnaître une personne et ses droits parmi {known} : {each:.2} µs");
}

/// Sign-ins and pages over the network, by several clients at once.
async fn asked(arguments: &Arguments, app: &App, directory: Directory, tokens: Vec<Secret>) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let config = web::Config {
        directory: Arc::new(RwLock::new(directory)),
        ..web::Config::default()
    };
    let shared = Arc::clone(&config.directory);
    tokio::spawn(crate::wiring::serve_screens(app.clone(), listener, config));
    let start = instant();
    let mut logins = by_clients(arguments.clients, arguments.logins, move |at| async move {
        let body = format!(
            "qui_identifiant={}&qui_secret={}&back=/aide",
            login_of(at as u32 + 1),
            PASSWORD.replace(' ', "+")
        );
        let request = format!(
            "POST /connexion HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        answered(address, &request, b"HTTP/1.1 303").await
    })
    .await?;
    let rate = arguments.logins as f64 / start.elapsed().as_secs_f64();
    println!(
        "connexion par mot de passe, {} clients : {rate:.1}/s, {}",
        arguments.clients,
        logins.text()
    );
    let tokens: Arc<[String]> = tokens.iter().map(Secret::text).collect();
    let mut pages = by_clients(arguments.clients, arguments.pages, move |at| {
        let token = tokens[at % tokens.len()].clone();
        async move {
            let request = format!(
                "GET /aide HTTP/1.1\r\nhost: {address}\r\ncookie: {}={token}\r\nconnection: close\r\n\r\n",
                web::access::session_name(false)
            );
            answered(address, &request, b"HTTP/1.1 200").await
        }
    })
    .await?;
    println!(
        "page d'une personne connue, {} clients : {}",
        arguments.clients,
        pages.text()
    );
    let signed_in = shared
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .signed_in(app.now());
    println!("sessions en cours à la fin : {signed_in}");
    Ok(())
}

/// So many requests, shared among so many clients, each timed.
async fn by_clients<F, A>(clients: usize, count: usize, ask: F) -> Result<Percentiles>
where
    F: Fn(usize) -> A + Clone + Send + 'static,
    A: Future<Output = Result<()>> + Send,
{
    let mut running = tokio::task::JoinSet::new();
    for client in 0..clients {
        let ask = ask.clone();
        running.spawn(async move {
            let mut times = Percentiles::default();
            for at in (client..count).step_by(clients) {
                let start = instant();
                ask(at).await?;
                times.add(start.elapsed());
            }
            anyhow::Ok(times)
        });
    }
    let mut all = Percentiles::default();
    while let Some(times) = running.join_next().await {
        all.absorb(times??);
    }
    Ok(all)
}

/// Sends a request and reads its answer to the end.
async fn answered(address: SocketAddr, request: &str, begins: &[u8]) -> Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let head = String::from_utf8_lossy(answer.get(..120.min(answer.len())).context("rien")?).into_owned();
    ensure!(answer.starts_with(begins), "réponse inattendue : {head}");
    Ok(())
}
