//! Starting the child, reading what it says, judging what it left.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

use store::{Fault, MessageId, Options, Seq, Store};
use tempfile::TempDir;

use crate::child::{self, HELD_BEDS};

/// A folder of one test, with the path of its base.
pub struct World {
    pub folder: TempDir,
    pub base: PathBuf,
}

/// Everything a child said before it ended.
#[derive(Debug, Default)]
pub struct Said {
    /// Last record acknowledged.
    pub acked: u64,
    /// The other lines.
    pub lines: Vec<String>,
}

/// A child at work.
pub struct Running {
    pub process: Child,
    output: BufReader<ChildStdout>,
}

/// A new world, in memory where the system allows: the shim is the disk here, the real one only makes it slow.
pub fn world() -> World {
    let folder = tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .expect("folder");
    let base = folder.path().join("chevet.db");
    World { folder, base }
}

/// The shim, compiled once for all tests.
pub fn shim() -> &'static Path {
    static SHIM: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = SHIM.get_or_init(|| {
        let folder = tempfile::tempdir().expect("folder");
        let library = folder.path().join("power.so");
        let compiled = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(&library)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/shim/power.c"))
            .args(["-ldl", "-lpthread"])
            .status()
            .expect("a C compiler, needed for SQLite too");
        assert!(compiled.success(), "the shim must compile");
        (folder, library)
    });
    path
}

impl World {
    /// The child in this role on this base, without the shim.
    pub fn child(&self, role: &str) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("this binary"));
        command
            .args([
                "child::plays_its_part",
                "--exact",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(child::ROLE, role)
            .env(child::BASE, &self.base)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command
    }

    /// The child in this role, on the disk that can lie.
    pub fn child_on_shim(&self, role: &str) -> Command {
        let mut command = self.child(role);
        command
            .env("LD_PRELOAD", shim())
            .env("POWER_DIR", self.folder.path());
        command
    }

    pub fn open(&self) -> Store {
        Store::open(&self.base, child::at(0), Options::default()).expect("opens after the accident")
    }

    /// Opens what is left and checks that all of it is sound and all that was acknowledged is there.
    /// Returns how many acknowledged records are missing.
    pub fn missing_of(&self, acked: u64) -> u64 {
        let store = self.open();
        let found = store.verify().expect("verified");
        assert_eq!(found.problems, [""; 0]);
        let head = store.head().expect("head").seq.number();
        store
            .read_after(Seq::START, u64::MAX, |record| {
                assert_eq!(record.body, child::body(record.seq.number()));
                Ok::<(), Fault>(())
            })
            .expect("read");
        // One message, one identity and one bed per record: a command is there whole or not at all.
        assert_eq!(found.messages, head);
        let mut identities = 0;
        store
            .identities(|_| {
                identities += 1;
                Ok::<(), Fault>(())
            })
            .expect("read");
        assert_eq!(identities, head);
        for id in [1, head / 2, head]
            .into_iter()
            .filter(|id| (1..=head).contains(id))
        {
            let message = store.message(MessageId::new(id)).expect("read").expect("kept");
            assert_eq!(message.raw, Some(child::raw(id)));
        }
        let claims = store.claims().expect("claims");
        assert_eq!(
            claims.len() as u64,
            head.min(HELD_BEDS),
            "the latest stays hold the beds"
        );
        assert!(
            claims
                .iter()
                .all(|claim| u64::from(claim.stay.number()) + HELD_BEDS > head)
        );
        close(store);
        acked.saturating_sub(head)
    }
}

/// Between its birth and its program, a child holds a copy of every lock of this process: no lock may be given
/// back meanwhile, or the next owner would find it still held.
static BIRTH: Mutex<()> = Mutex::new(());

/// Closes a store of this process, for good.
pub fn close(store: Store) {
    let _nobody_is_being_born = BIRTH.lock().unwrap_or_else(PoisonError::into_inner);
    drop(store);
}

/// Starts a child.
pub fn start(command: &mut Command) -> Running {
    let mut process = {
        let _one_at_a_time = BIRTH.lock().unwrap_or_else(PoisonError::into_inner);
        command.spawn().expect("the child starts")
    };
    let output = BufReader::new(process.stdout.take().expect("its output"));
    Running { process, output }
}

/// Runs a child to its end.
pub fn run(command: &mut Command) -> Said {
    start(command).ends()
}

impl Running {
    /// Reads until the child acknowledged this many more batches. False when it ended before.
    pub fn acknowledges(&mut self, batches: u32, said: &mut Said) -> bool {
        for _ in 0..batches {
            loop {
                match self.line() {
                    None => return false,
                    Some(line) if said.hears(&line) => break,
                    Some(_) => {}
                }
            }
        }
        true
    }

    /// Reads one line. False when the child ended.
    pub fn hears_a_line(&mut self, said: &mut Said) -> bool {
        self.line().map(|line| said.hears(&line)).is_some()
    }

    /// Reads all the child still says, and waits for its end.
    pub fn ends(mut self) -> Said {
        let mut said = Said::default();
        self.finish(&mut said);
        said
    }

    pub fn finish(&mut self, said: &mut Said) {
        while let Some(line) = self.line() {
            said.hears(&line);
        }
        self.process.wait().expect("ended");
    }

    /// Sends a signal by the system's own command.
    pub fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.process.id());
        Command::new("sh")
            .args(["-c", &kill])
            .status()
            .expect("signal sent");
    }

    /// The next whole line; a line cut by the end of the child was never said.
    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("read");
        line.ends_with('\n').then(|| line.trim_end().to_owned())
    }
}

impl Said {
    /// Takes note of a line; true when it acknowledges.
    fn hears(&mut self, line: &str) -> bool {
        match line.strip_prefix("acked ") {
            Some(seq) => {
                self.acked = seq.parse().expect("a number");
                true
            }
            None => {
                self.lines.push(line.to_owned());
                false
            }
        }
    }

    pub fn has(&self, line: &str) -> bool {
        self.lines.iter().any(|said| said == line)
    }

    /// The fault it met, if any: `fault DiskFull`.
    pub fn fault(&self) -> Option<&str> {
        self.lines.iter().find_map(|line| line.strip_prefix("fault "))
    }
}

/// How many accidents a test makes: some in every run, many in a nightly one (`STORE_TEST_ROUNDS=100`).
pub fn rounds() -> u32 {
    std::env::var("STORE_TEST_ROUNDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(15)
}

/// A small repeatable source of chance.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}
