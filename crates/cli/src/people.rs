//! `chevet people`: joiners and leavers as a file, with the server stopped. `chevet user emergency-create`: a way in
//! when no identity provider works.
//!
//! Whoever holds the data folder may do all of it; it is in the trace as done by the machine, and roles that need
//! two people wait for an administrator all the same.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use app::{Actor, App, Cause, Clock, Failure, KeptWrite, Origin};
use auth::{Account, Change, Cost, Directory, Giving, Hashed, Hindrance, Login, Plan, Roster};
use base::Label;
use base::id::PersonId;
use base::time::HOUR;
use domain::command::Command;
use domain::rights::{Assignment, Authority, Place, Role};
use store::{NewTrace, TraceClass};
use web::words::{Lang, Words};

/// Whoever sits at the machine: nobody who has a number.
const MACHINE: PersonId = PersonId::new(u32::MAX);

/// How many names are introduced at once: they share a transaction.
const TOGETHER: usize = 200;

#[derive(clap::Subcommand)]
pub enum What {
    /// Crée et met à jour des personnes d'après un fichier CSV (docs/people-format.md), après l'avoir montré.
    Import(Import),
    /// Écrit toutes les personnes dans ce format, sur la sortie.
    Export(Folder),
}

#[derive(clap::Subcommand)]
pub enum User {
    /// Crée un administrateur de secours, pour quand aucun fournisseur d'identité ne répond.
    EmergencyCreate(Emergency),
}

#[derive(clap::Args)]
pub struct Import {
    /// Le fichier.
    file: PathBuf,
    /// Montre ce qui changerait, sans rien écrire.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    folder: Folder,
}

#[derive(clap::Args)]
pub struct Folder {
    /// Dossier des données ; le serveur doit être arrêté.
    #[arg(long, default_value = "data/chevet")]
    data: PathBuf,
}

#[derive(clap::Args)]
pub struct Emergency {
    /// Heures pendant lesquelles le compte vaut quelque chose.
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(i64).range(1..=168))]
    hours: i64,
    #[command(flatten)]
    folder: Folder,
}

pub fn run(what: &What) -> Result<ExitCode> {
    match what {
        What::Import(arguments) => {
            let bytes = std::fs::read(&arguments.file)
                .with_context(|| format!("impossible de lire {}", arguments.file.display()))?;
            on(&arguments.folder.data, |app, directory| {
                import(app, directory, &bytes, arguments.dry_run)
            })
        }
        What::Export(folder) => on(&folder.data, |app, directory| {
            let snapshot = app.snapshot();
            let accounts = directory.accounts().into_iter();
            let text = auth::export(accounts, &snapshot.vault, &snapshot.state, &app.zone(), app.now());
            crate::wiring::say(text.trim_end());
            Ok(())
        }),
    }
}

pub fn run_user(User::EmergencyCreate(arguments): &User) -> Result<ExitCode> {
    on(&arguments.folder.data, |app, directory| {
        emergency(app, directory, arguments.hours)
    })
}

/// With the territory of a folder open, and whoever has an account there.
fn on(folder: &Path, act: impl FnOnce(&App, &Directory) -> Result<()>) -> Result<ExitCode> {
    let (app, _) = crate::data::open(folder, Clock::System)?;
    let done = crate::identity::load(&app).and_then(|directory| {
        if !directory.is_installed() {
            bail!("ce serveur n'a encore aucun compte : démarrez-le et installez-le d'abord");
        }
        act(&app, &directory)
    });
    app.close();
    done.map(|()| ExitCode::SUCCESS)
}

fn import(app: &App, directory: &Directory, bytes: &[u8], dry_run: bool) -> Result<()> {
    let snapshot = app.snapshot();
    let roster = match Roster::read(bytes, &snapshot.state, &app.zone()) {
        Ok(roster) => roster,
        Err(unfit) => {
            unfit.0.iter().for_each(|fault| eprintln!("{fault}"));
            bail!("rien n'a été importé");
        }
    };
    // Looked at before a single name goes to the vault.
    let looked_at = plan(app, directory, &roster)?;
    tell(&looked_at);
    if dry_run {
        println!("Essai : rien n'a été écrit.");
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    runtime.block_on(introduce(app, roster.newcomers(directory, &snapshot.vault)))?;
    let plan = plan(app, directory, &roster)?;
    let traces = plan.people.iter().map(|it| NewTrace {
        body: it.after.told_since(it.before.as_ref()).to_string(),
        ..row(app, TraceClass::Administration, "account_imported")
    });
    runtime.block_on(keep(app, &plan.changes, traces.collect()))?;
    if !plan.people.is_empty() {
        println!("Importé : {} personne(s).", plan.people.len());
    }
    Ok(())
}

/// What the file does, as an administrator of the whole territory may do it.
fn plan(app: &App, directory: &Directory, roster: &Roster) -> Result<Plan> {
    let snapshot = app.snapshot();
    let authority = Authority {
        assignments: vec![Assignment::lasting(Role::ItAdministrator, Place::Territory)],
        ..Authority::default()
    };
    let giving = Giving {
        person: MACHINE,
        authority: &authority,
        state: &snapshot.state,
        now: app.now(),
    };
    match roster.plan(directory, &snapshot.vault, giving) {
        Ok(plan) => Ok(plan),
        Err(hindrances) => {
            let words = Words::of(Lang::Fr);
            for (line, hindrance) in &hindrances {
                let why = match hindrance {
                    Hindrance::NotGiven(why) => words.not_given(why),
                    Hindrance::NoName => words.roster.no_name.to_owned(),
                    Hindrance::OtherName => words.roster.other_name.to_owned(),
                };
                eprintln!("ligne {line} : {why}");
            }
            bail!("rien n'a été importé");
        }
    }
}

fn tell(plan: &Plan) {
    let words = Words::of(Lang::Fr);
    let new = plan.people.iter().filter(|it| it.is_new).count();
    for it in &plan.people {
        let sign = if it.is_new { '+' } else { '~' };
        let waits = if it.after.proposed.is_empty() {
            ""
        } else {
            ", attend une seconde personne"
        };
        println!(
            "  {sign} ligne {} : {} ({}){waits}",
            it.line, it.name, it.after.login
        );
    }
    println!("{}", words.roster_counts(new, plan.people.len() - new, plan.same));
}

async fn introduce(app: &App, names: Vec<Label>) -> Result<()> {
    for together in names.chunks(TOGETHER) {
        let mut introductions = tokio::task::JoinSet::new();
        for name in together.iter().cloned() {
            let app = app.clone();
            introductions.spawn(async move { introduced(&app, name).await.map(|_| ()) });
        }
        while let Some(done) = introductions.join_next().await {
            done??;
        }
    }
    Ok(())
}

/// Makes somebody known by name; the person, when the name was not known yet.
async fn introduced(app: &App, name: Label) -> Result<Option<PersonId>> {
    let origin = Origin {
        actor: Actor::Chevet("people"),
        cause: Cause::Request("people".to_owned()),
    };
    match app.submit(Command::IntroducePerson { name }, origin).await {
        Ok(done) => Ok(done.person),
        // Known already.
        Err(Failure::Refused(_)) => Ok(None),
        Err(failure) => Err(failure.into()),
    }
}

async fn keep(app: &App, changes: &[Change], traces: Vec<NewTrace>) -> Result<()> {
    let mut writes = Vec::with_capacity(changes.len());
    for change in changes {
        let auth::Row { kind, id, body } = change.row()?;
        writes.push(match body {
            Some(body) => KeptWrite::Keep { kind, id, body },
            None => KeptWrite::Forget { kind, id },
        });
    }
    app.keep(writes, traces)
        .await
        .context("les comptes n'ont pas pu être écrits")
}

fn row(app: &App, class: TraceClass, action: &str) -> NewTrace {
    NewTrace {
        at: app.now(),
        class,
        action: action.to_owned(),
        actor: "-".to_owned(),
        post: None,
        patient: None,
        place: None,
        body: String::new(),
    }
}

/// An administrator with a password for one use, who is nobody any more after some hours.
fn emergency(app: &App, directory: &Directory, hours: i64) -> Result<()> {
    let password = web::identity::provisional_password()?;
    // Another draw than the password: a login is no secret.
    let drawn = app::chance::sixteen_bytes()?;
    let number = u32::from_be_bytes([drawn[0], drawn[1], drawn[2], drawn[3]]) % 100_000;
    let login: Login = format!("urgence-{number:05}")
        .parse()
        .map_err(anyhow::Error::msg)?;
    if directory.account_of_login(&login).is_some() {
        bail!("identifiant déjà pris : recommencez");
    }
    let name = Label::new(&format!("Administrateur de secours {number:05}"))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    let person = runtime
        .block_on(introduced(app, name))?
        .context("ce nom est déjà pris : recommencez")?;
    let (now, until) = (app.now(), app.now().plus(hours * HOUR));
    let account = Account {
        until: Some(until),
        assignments: vec![Assignment {
            until: Some(until),
            ..Assignment::lasting(Role::ItAdministrator, Place::Territory)
        }],
        password: Some(Hashed::new(
            &password,
            app::chance::sixteen_bytes()?,
            Cost::PASSWORD,
        )?),
        must_choose: true,
        ..Account::new(person, login.clone(), now)
    };
    let trace = NewTrace {
        body: account.told_since(None).to_string(),
        ..row(app, TraceClass::Security, "emergency_administrator")
    };
    let change = Change::Account(Box::new(account));
    runtime.block_on(keep(app, &[change], vec![trace]))?;
    println!("Administrateur de secours, pour {hours} h à partir de maintenant :");
    println!("  identifiant   {login}");
    println!("  mot de passe  {password}");
    println!(
        "Montré une seule fois. À la première connexion, choisissez-en un autre. La création est dans la trace."
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder in which one administrator has an account.
    fn installed(folder: &Path) {
        let (app, _) = crate::data::open(folder, Clock::System).expect("open");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime");
        let name = Label::new("Ada Thomas").expect("a name");
        let ada = runtime
            .block_on(introduced(&app, name))
            .expect("introduced")
            .expect("new");
        let account = Account {
            assignments: vec![Assignment::lasting(Role::ItAdministrator, Place::Territory)],
            ..Account::new(ada, "ada".parse().expect("a login"), app.now())
        };
        let change = Change::Account(Box::new(account));
        runtime.block_on(keep(&app, &[change], Vec::new())).expect("kept");
        app.close();
    }

    fn people(folder: &Path) -> Directory {
        let (app, _) = crate::data::open(folder, Clock::System).expect("open");
        let directory = crate::identity::load(&app).expect("read");
        app.close();
        directory
    }

    fn brings(folder: &Path, lines: &str, dry_run: bool) -> Result<ExitCode> {
        let file = folder.join("people.csv");
        std::fs::write(&file, lines).expect("written");
        let folder = Folder {
            data: folder.to_owned(),
        };
        run(&What::Import(Import {
            file,
            dry_run,
            folder,
        }))
    }

    #[test]
    fn a_file_is_shown_then_brought_and_two_people_still_make_an_administrator() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        assert!(
            brings(folder, "login\nzoe\n", false).is_err(),
            "nobody has installed it"
        );
        installed(folder);
        let lines = "login;name;role;place\nzoe;Zoé Roi;cell;territoire\nmax;Max Roi;auditor;territoire\n";
        brings(folder, lines, true).expect("shown");
        assert_eq!(people(folder).accounts().len(), 1, "a look does nothing");
        brings(folder, lines, false).expect("brought");
        let directory = people(folder);
        let account = |login: &str| {
            directory
                .account_of_login(&login.parse().expect("a login"))
                .cloned()
        };
        assert_eq!(account("zoe").expect("there").assignments.len(), 1);
        assert!(brings(folder, "login;name\nzoe;Quelqu’un d’autre\n", false).is_err());
        assert!(brings(folder, "login;rolle\nzoe;cell\n", false).is_err());
    }

    #[test]
    fn an_emergency_administrator_chooses_a_password_and_is_nobody_after_a_day() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        installed(folder);
        let data = Folder {
            data: folder.to_owned(),
        };
        run_user(&User::EmergencyCreate(Emergency {
            hours: 24,
            folder: data,
        }))
        .expect("made");
        let directory = people(folder);
        let made = directory
            .accounts()
            .into_iter()
            .find(|it| it.login.as_str().starts_with("urgence-"));
        let made = made.expect("an account");
        assert!(made.must_choose && made.password.is_some());
        let until = made.until.expect("an end");
        assert_eq!(until.since(made.since), 24 * HOUR);
        assert_eq!(directory.administrators(made.since), 2);
        assert_eq!(directory.administrators(until), 1);
        let (app, _) = crate::data::open(folder, Clock::System).expect("open");
        let query = store::TraceQuery {
            action: Some("emergency_administrator".to_owned()),
            ..store::TraceQuery::default()
        };
        let rows = app.store().traces(&query).expect("rows");
        assert_eq!(rows.len(), 1, "it is in the trace");
        app.close();
    }
}
