//! Starting the program, speaking to it, reading what it says. Everything blocks, and nothing waits for ever.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use hl7v2::mllp::{Framer, frame};
use store::{Options, Store};
use tempfile::TempDir;

/// Nothing here takes a minute: a test that waits longer has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server at work, and its log.
pub struct Server {
    child: Child,
    pub http: SocketAddr,
    pub mllp: SocketAddr,
    logs: TempDir,
}

/// A program that ended instead of serving.
#[derive(Debug)]
pub struct Ended {
    pub status: ExitStatus,
    pub said: String,
}

/// `chevet serve` on a folder, on free ports.
pub fn chevet(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chevet"));
    command
        .args(["serve", "--port", "0", "--mllp-port", "0", "--data"])
        .arg(folder);
    command
}

/// The same command behind a line of shell that sets limits: `ulimit -n 64`.
pub fn limited(limits: &str, command: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("{limits}; exec \"$0\" \"$@\"")])
        .arg(command.get_program())
        .args(command.get_args())
        .envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
    shell
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Ended {
    let output = command.stdin(Stdio::null()).output().expect("it starts");
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    Ended {
        status: output.status,
        said,
    }
}

/// A folder of one test, in memory where the system allows: two cores and one disk are shared by all tests.
pub fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .expect("folder")
}

impl Server {
    pub fn start(folder: &Path) -> Self {
        Self::run(&mut chevet(folder)).expect("a server")
    }

    /// Starts the command and waits until it tells its addresses.
    pub fn run(command: &mut Command) -> Result<Self, Ended> {
        Self::read(command, "mllp://").map(|(server, _)| server)
    }

    /// The same, and what it said on the console until a line that begins so.
    pub fn telling(command: &mut Command, last: &str) -> (Self, String) {
        Self::read(command, last).expect("a server")
    }

    fn read(command: &mut Command, last: &str) -> Result<(Self, String), Ended> {
        let logs = tempfile::tempdir().expect("folder");
        let log = std::fs::File::create(logs.path().join("log")).expect("log");
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("output")).lines();
        let (mut http, mut mllp, mut told) = (None, None, String::new());
        while mllp.is_none() || !told.lines().any(|line| line.starts_with(last)) {
            let Some(Ok(line)) = lines.next() else {
                let status = child.wait().expect("ended");
                let said = std::fs::read_to_string(logs.path().join("log")).expect("log");
                return Err(Ended { status, said });
            };
            told.push_str(&line);
            told.push('\n');
            if let Some(address) = line.strip_prefix("http://") {
                http = address.parse().ok();
            } else if let Some(address) = line.strip_prefix("mllp://") {
                mllp = address.parse().ok();
            }
        }
        // The rest is read away, so that the server never waits for its reader.
        std::thread::spawn(move || lines.for_each(drop));
        let server = Self {
            child,
            http: http.expect("address of the screens"),
            mllp: mllp.expect("address of the feeds"),
            logs,
        };
        Ok((server, told))
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.logs.path().join("log")).expect("log")
    }

    pub fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args([&format!("-{name}"), &self.child.id().to_string()])
            .status();
        assert!(status.expect("kill").success());
    }

    /// Whether it has not ended yet.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("asked").is_none()
    }

    /// Waits for its end.
    pub fn ends(&mut self) -> ExitStatus {
        self.child.wait().expect("ended")
    }

    /// Asks it politely to stop, and waits.
    pub fn stop(mut self) {
        self.signal("TERM");
        assert!(self.ends().success(), "{}", self.log());
    }

    /// Bytes of memory it holds.
    pub fn memory(&self) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(path).expect("status");
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        kib.expect("VmRSS") * 1_024
    }

    pub fn line(&self) -> Line {
        Line::open(self.mllp)
    }

    pub fn get(&self, path: &str) -> Page {
        get(self.http, path, "")
    }

    pub fn stream(&self, topics: &str, last: Option<&str>) -> Stream {
        let last = last.map_or_else(String::new, |id| format!("Last-Event-ID: {id}\r\n"));
        Stream::open(self.http, topics, &last)
    }

    /// The addresses of the wards that the first page leads to, in its order.
    pub fn wards(&self) -> Vec<String> {
        let page = self.get("/").body;
        let mut found: Vec<String> = Vec::new();
        for rest in page.split("href=\"/service/").skip(1) {
            let ward = rest.split(['"', '?', '#']).next().unwrap_or_default().to_owned();
            if !found.contains(&ward) {
                found.push(ward);
            }
        }
        found
    }

    /// A figure of `/metrics`.
    pub fn figure(&self, name: &str) -> u64 {
        let page = self.get("/metrics").body;
        let line = page
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.and_then(|value| value.parse().ok())
            .unwrap_or_else(|| panic!("no figure {name}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone in most tests.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is left in a folder, once nobody writes to it any more.
pub fn left_in(folder: &Path) -> Store {
    let store = Store::open_for_reading(&folder.join("chevet.db"), Options::default()).expect("store");
    let verification = store.verify().expect("verified");
    assert!(verification.is_sound(), "{:?}", verification.problems);
    store
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// Asks for a page, with more headers if need be.
pub fn get(at: SocketAddr, path: &str, headers: &str) -> Page {
    let mut stream = connect(at);
    let request = format!("GET {path} HTTP/1.0\r\nHost: localhost\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).expect("asked");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("answered");
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Page {
        status: status.expect("a status"),
        head: head.to_lowercase(),
        body: body.to_owned(),
    }
}

fn connect(at: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(at).expect("connected");
    stream.set_read_timeout(Some(PATIENCE)).expect("set");
    stream
}

/// A live stream.
pub struct Stream {
    pub head: String,
    lines: BufReader<TcpStream>,
}

/// Something a live stream said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    pub kind: String,
    pub id: String,
    pub data: String,
}

impl Stream {
    pub fn open(at: SocketAddr, topics: &str, headers: &str) -> Self {
        let mut stream = connect(at);
        let request = format!(
            "GET /live?t={topics} HTTP/1.0\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n{headers}\r\n"
        );
        stream.write_all(request.as_bytes()).expect("asked");
        let mut lines = BufReader::new(stream);
        let mut head = String::new();
        loop {
            let mut line = String::new();
            let read = lines.read_line(&mut line).expect("a head");
            assert!(read > 0, "cut off in its head: {head}");
            if line == "\r\n" {
                break;
            }
            head.push_str(&line.to_lowercase());
        }
        Self { head, lines }
    }

    /// The next event; none at the end of the stream.
    pub fn next(&mut self) -> Option<Event> {
        let mut event = Event::default();
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line).expect("the stream goes on") == 0 {
                return None;
            }
            let line = line.trim_end_matches('\n');
            match line.split_once(": ") {
                Some(("event", kind)) => event.kind = kind.to_owned(),
                Some(("id", id)) => event.id = id.to_owned(),
                Some(("data", data)) => event.data += data,
                _ if line.is_empty() && !event.kind.is_empty() => return Some(event),
                _ => {}
            }
        }
    }

    /// The next picture or piece of one.
    pub fn patch(&mut self) -> Event {
        loop {
            let event = self.next().expect("the stream goes on");
            if event.kind == "patch" {
                return event;
            }
        }
    }

    /// Reads on until a picture shows that text.
    pub fn shows(&mut self, text: &str) -> Event {
        loop {
            let patch = self.patch();
            if patch.data.contains(text) {
                return patch;
            }
        }
    }
}

/// What a sender was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Accepted,
    Error,
    Rejected,
    /// The line broke first.
    Nothing,
}

/// A sender.
pub struct Line {
    pub stream: TcpStream,
    framer: Framer,
}

impl Line {
    pub fn open(at: SocketAddr) -> Self {
        let stream = connect(at);
        stream.set_nodelay(true).expect("set");
        Self {
            stream,
            framer: Framer::new(64 * 1024),
        }
    }

    /// Sends a message and waits for the answer.
    pub fn send(&mut self, message: &[u8]) -> Told {
        if self.stream.write_all(&frame(message)).is_err() {
            return Told::Nothing;
        }
        self.hear()
    }

    /// Sends messages without waiting in between; how many were accepted.
    pub fn send_all(&mut self, messages: &[crate::messages::Told]) -> usize {
        let frames: Vec<u8> = messages
            .iter()
            .flat_map(|message| frame(&message.bytes))
            .collect();
        self.stream.write_all(&frames).expect("sent");
        let answers = (0..messages.len()).map(|_| self.hear());
        answers.filter(|told| *told == Told::Accepted).count()
    }

    /// Waits for an answer.
    pub fn hear(&mut self) -> Told {
        let mut buffer = [0; 8_192];
        loop {
            if let Some(answer) = self.framer.next() {
                let text = String::from_utf8_lossy(&answer.expect("a frame").0).into_owned();
                return match text.split("MSA|").nth(1).and_then(|rest| rest.get(..2)) {
                    Some("AA") => Told::Accepted,
                    Some("AE") => Told::Error,
                    Some("AR") => Told::Rejected,
                    _ => panic!("no answer: {text}"),
                };
            }
            match self.stream.read(&mut buffer) {
                Ok(read) if read > 0 => self.framer.push(&buffer[..read]),
                _ => return Told::Nothing,
            }
        }
    }
}

/// The disk that can lie (crates/store/tests/shim), compiled once.
pub fn shim() -> &'static Path {
    static SHIM: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = SHIM.get_or_init(|| {
        let folder = tempfile::tempdir().expect("folder");
        let library = folder.path().join("power.so");
        let compiled = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(&library)
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../store/tests/shim/power.c"
            ))
            .args(["-ldl", "-lpthread"])
            .status();
        assert!(compiled.expect("a C compiler, needed for SQLite too").success());
        (folder, library)
    });
    path
}
