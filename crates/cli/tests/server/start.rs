//! Starting when it cannot: clear words and an exit code, and nothing broken.

use std::io::{Seek as _, SeekFrom, Write as _};
use std::net::TcpListener;
use std::process::Command;

use crate::harness::{Server, Told, chevet, folder, left_in, limited, run};
use crate::messages::admission;

#[test]
fn s24_a_second_server_on_one_folder_is_refused_and_told_who_is_there() {
    let folder = folder();
    let server = Server::start(folder.path());
    let second = run(&mut chevet(folder.path()));
    assert_eq!(second.status.code(), Some(1));
    assert!(
        second
            .said
            .contains("déjà ouverte en écriture par un autre processus (pid "),
        "{}",
        second.said
    );
    assert_eq!(
        server.line().send(&admission("1", 1, "DURAND", "4001^12^P")),
        Told::Accepted
    );
    server.stop();
}

#[test]
fn s24_a_folder_of_a_later_version_is_refused_untouched() {
    let folder = folder();
    Server::start(folder.path()).stop();
    let file = folder.path().join("chevet.db");
    // The schema number of a SQLite file is the four bytes at 60.
    let mut open = std::fs::OpenOptions::new().write(true).open(&file).expect("file");
    open.seek(SeekFrom::Start(60)).expect("there");
    open.write_all(&4_000_u32.to_be_bytes()).expect("written");
    drop(open);
    let before = std::fs::read(&file).expect("read");
    let refused = run(&mut chevet(folder.path()));
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        refused.said.contains("plus récent que ce programme")
            && refused.said.contains("mettez Chevet à jour"),
        "{}",
        refused.said
    );
    assert_eq!(std::fs::read(&file).expect("read"), before);
}

#[test]
fn s05_a_folder_that_cannot_be_made_is_refused_in_words() {
    let folder = folder();
    let in_the_way = folder.path().join("fichier");
    std::fs::write(&in_the_way, b"ici").expect("written");
    for place in [in_the_way.as_path(), "/proc/chevet".as_ref()] {
        let refused = run(&mut chevet(place));
        assert_eq!(refused.status.code(), Some(1));
        assert!(
            refused.said.contains("impossible de créer le dossier"),
            "{}",
            refused.said
        );
        let doctor = run(Command::new(env!("CARGO_BIN_EXE_chevet"))
            .args(["doctor", "--data"])
            .arg(place));
        assert_eq!(doctor.status.code(), Some(1));
        assert!(doctor.said.contains("ÉCHEC dossier"), "{}", doctor.said);
    }
}

#[test]
fn s05_a_file_that_cannot_be_written_is_refused_in_words() {
    let folder = folder();
    // A folder where the base should be: nobody may write that, not even the super-user.
    std::fs::create_dir(folder.path().join("chevet.db")).expect("folder");
    let refused = run(&mut chevet(folder.path()));
    assert_eq!(refused.status.code(), Some(1));
    assert!(refused.said.contains("impossible d'ouvrir"), "{}", refused.said);
}

#[test]
fn s05_a_port_that_is_taken_is_refused_with_what_to_do() {
    let folder = folder();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("address").port().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_chevet"));
    command
        .args(["serve", "--port", "0", "--mllp-port", &port, "--data"])
        .arg(folder.path());
    let refused = run(&mut command);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        refused.said.contains("déjà pris") && refused.said.contains("--mllp-port"),
        "{}",
        refused.said
    );
}

#[test]
fn s05_with_few_open_files_a_crowd_is_kept_out_and_the_server_goes_on() {
    let folder = folder();
    let server = Server::run(&mut limited("ulimit -n 96", &chevet(folder.path()))).expect("it starts");
    let mut feed = server.line();
    assert_eq!(
        feed.send(&admission("1", 1, "DURAND", "4001^12^P")),
        Told::Accepted
    );
    let crowd: Vec<_> = (0..200)
        .filter_map(|_| std::net::TcpStream::connect(server.http).ok())
        .collect();
    // Who was there is still served.
    assert_eq!(
        feed.send(&admission("2", 2, "MARTIN", "4001^13^P")),
        Told::Accepted
    );
    drop(crowd);
    assert_eq!(server.get("/").status, 200);
    server.stop();
    assert_eq!(
        left_in(folder.path())
            .stats()
            .expect("stats")
            .messages
            .iter()
            .sum::<u64>(),
        2
    );
}

#[test]
fn s25_settings_that_cannot_be_read_are_refused_with_their_line_and_the_old_ones_stay() {
    let folder = folder();
    let settings = |file: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chevet"));
        command.args(["settings", "--data"]).arg(folder.path());
        if let Some(text) = file {
            let path = folder.path().join("settings.json");
            std::fs::write(&path, text).expect("written");
            command.arg(path);
        }
        run(&mut command)
    };
    let before = settings(None).said;
    for (text, why) in [
        ("{\"name\": ", "line 1"),
        ("{\n\"nom\": \"GHT\"}", "unknown field `nom`"),
        ("{\"zone\": \"Europe/Chartres\"}", "Chartres"),
    ] {
        let refused = settings(Some(text));
        assert_eq!(refused.status.code(), Some(1), "{}", refused.said);
        assert!(refused.said.contains(why), "{}", refused.said);
    }
    assert_eq!(settings(None).said, before);
}

#[test]
fn screens_are_not_served_in_clear_to_a_network_unless_somebody_asks() {
    let folder = folder();
    let refused = run(chevet(folder.path()).args(["--bind", "0.0.0.0"]));
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        refused.said.contains("--tls-cert") && refused.said.contains("--plain-http"),
        "{}",
        refused.said
    );
    let missing =
        run(chevet(folder.path()).args(["--tls-cert", "/nulle/part.pem", "--tls-key", "/nulle/part.key"]));
    assert_eq!(missing.status.code(), Some(1));
    assert!(
        missing.said.contains("/nulle/part.pem illisible"),
        "{}",
        missing.said
    );
}

#[test]
fn a_demo_that_makes_its_accounts_does_not_tell_to_make_any() {
    let folder = folder();
    let mut command = Command::new(env!("CARGO_BIN_EXE_chevet"));
    command
        .args([
            "demo",
            "--people",
            "--past-days",
            "0",
            "--port",
            "0",
            "--mllp-port",
            "0",
            "--data",
        ])
        .arg(folder.path());
    let (server, said) = Server::telling(&mut command, "Comptes de la démonstration");
    assert!(!said.contains("Aucun compte"), "{said}");
    server.stop();
    let (server, said) = Server::telling(&mut chevet(folder.path()), "mllp://");
    assert!(!said.contains("Aucun compte"), "they are there: {said}");
    server.stop();
}
