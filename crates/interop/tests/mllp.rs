//! The MLLP server against senders that behave badly, named after the fault catalogue (M01 to M05).

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use interop::mllp::{Counters, Handler, Limits, Peers, Server, Tally};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Barrier, oneshot};
use tokio::task::JoinHandle;

/// Answers `+` and the frame; remembers what it was asked.
#[derive(Clone, Default)]
struct Echo(Arc<Mutex<Vec<Bytes>>>);

impl Echo {
    fn heard(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap()
            .iter()
            .map(|frame| String::from_utf8_lossy(frame).into_owned())
            .collect()
    }
}

impl Handler for Echo {
    async fn handle(&self, _peer: SocketAddr, frame: Bytes) -> Bytes {
        self.0.lock().unwrap().push(frame.clone());
        [b"+", frame.as_ref()].concat().into()
    }
}

struct House {
    address: SocketAddr,
    counters: Arc<Counters>,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

impl House {
    async fn open(limits: Limits, handler: impl Handler) -> Self {
        let server = Server::bind("127.0.0.1:0", limits, Peers::default(), handler)
            .await
            .unwrap();
        let (address, counters) = (server.local_addr().unwrap(), server.counters());
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(server.run(async move { drop(stopped.await) }));
        Self {
            address,
            counters,
            stop,
            running,
        }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn close(self) -> Tally {
        let _ = self.stop.send(());
        self.running.await.unwrap();
        self.counters.tally()
    }
}

const MESSAGE: &str = "MSH|^~\\&|GAM|CH|CHEVET|GHT|20261122080000||ADT^A01|1|P|2.5\rPID|||1^^^CH^PI\r";

fn frame(text: &str) -> Vec<u8> {
    hl7v2::mllp::frame(text.as_bytes())
}

/// Sends bytes, says goodbye, and gives back all that is answered until the server closes.
async fn say(house: &House, bytes: &[u8]) -> Vec<u8> {
    let mut stream = house.connect().await;
    // The server may close before it has read everything: that is an answer too.
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    until_closed(&mut stream).await
}

async fn until_closed(stream: &mut TcpStream) -> Vec<u8> {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    answer
}

/// Reads exactly one answer.
async fn one_answer(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    while !answer.ends_with(b"\x1c\r") {
        let byte = stream.read_u8().await.expect("an answer");
        answer.push(byte);
    }
    String::from_utf8(answer[1..answer.len() - 2].to_vec()).unwrap()
}

#[tokio::test]
async fn m01_a_frame_cut_at_any_byte_is_not_taken_and_its_resend_is() {
    let echo = Echo::default();
    let house = House::open(Limits::default(), echo.clone()).await;
    let whole = frame(MESSAGE);
    // The last two bytes end the frame; without its CR a frame is whole already.
    for cut in 0..whole.len() - 1 {
        assert_eq!(say(&house, &whole[..cut]).await, b"", "cut at {cut}");
    }
    assert_eq!(echo.heard(), Vec::<String>::new());
    assert_eq!(say(&house, &whole).await, frame(&format!("+{MESSAGE}")));
    assert_eq!(echo.heard(), [MESSAGE]);
    let tally = house.close().await;
    assert_eq!((tally.open, tally.frames), (0, 1));
    assert_eq!(
        tally.cut,
        (whole.len() - 1 - 2) as u64,
        "every cut but those before the first byte of the message"
    );
}

#[tokio::test]
async fn m02_merged_and_split_frames_are_answered_one_by_one_in_order() {
    let echo = Echo::default();
    let house = House::open(Limits::default(), echo.clone()).await;
    let texts: Vec<String> = (0..150)
        .map(|number| format!("{MESSAGE}NTE|{number}\r"))
        .collect();
    let merged: Vec<u8> = texts.iter().flat_map(|text| frame(text)).collect();
    let expected: Vec<u8> = texts.iter().flat_map(|text| frame(&format!("+{text}"))).collect();
    assert_eq!(say(&house, &merged).await, expected);

    let mut stream = house.connect().await;
    stream.set_nodelay(true).unwrap();
    for byte in frame(&texts[0]) {
        stream.write_all(&[byte]).await.unwrap();
        stream.flush().await.unwrap();
        tokio::task::yield_now().await;
    }
    assert_eq!(one_answer(&mut stream).await, format!("+{}", texts[0]));
    assert_eq!(echo.heard().len(), 151);
}

#[tokio::test]
async fn m02_a_sender_that_forgets_the_last_cr_is_answered_all_the_same() {
    let limits = Limits {
        missing_cr_time: Duration::from_millis(1),
        ..Limits::default()
    };
    let house = House::open(limits, Echo::default()).await;
    let mut stream = house.connect().await;
    for text in ["first", "second"] {
        stream
            .write_all(format!("\x0b{text}\x1c").as_bytes())
            .await
            .unwrap();
        assert_eq!(one_answer(&mut stream).await, format!("+{text}"));
    }
}

#[tokio::test]
async fn m03_a_giant_frame_is_refused_without_being_held() {
    let echo = Echo::default();
    let house = House::open(Limits::default(), echo.clone()).await;
    let before = resident_kib();
    let mut stream = house.connect().await;
    stream.write_all(b"\x0bMSH|").await.unwrap();
    let block = vec![b'x'; 1 << 20];
    let mut sent = 0;
    while sent < 1_024 && stream.write_all(&block).await.is_ok() {
        sent += 1;
    }
    assert!(sent < 1_024, "the connection is closed long before a gibibyte");
    if let (Some(before), Some(after)) = (before, resident_kib()) {
        assert!(
            after < before + (64 << 10),
            "memory grew from {before} to {after} KiB"
        );
    }
    assert_eq!(say(&house, &frame("after")).await, frame("+after"));
    let tally = house.close().await;
    assert_eq!((tally.oversize, echo.heard().len()), (1, 1));
}

/// Memory held by this process, where the system says it.
fn resident_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[tokio::test]
async fn m04_a_thousand_idle_sockets_and_slow_senders_do_not_keep_a_sender_out() {
    let house = House::open(
        Limits {
            connections: 400,
            ..Limits::default()
        },
        Echo::default(),
    )
    .await;
    let mut sender = house.connect().await;
    sender.write_all(&frame("first")).await.unwrap();
    assert_eq!(one_answer(&mut sender).await, "+first");
    let mut crowd = Vec::new();
    for number in 0..1_000 {
        let Ok(mut stream) = TcpStream::connect(house.address).await else {
            eprintln!("only {number} connections: this machine allows few open files");
            break;
        };
        if number % 2 == 0 {
            // Half of them begin a frame and go no further; those put out earlier may be gone already.
            let _ = stream.write_all(b"\x0bMSH|^~").await;
        }
        crowd.push(stream);
        if crowd.len() > 450 {
            // The server put the first ones out; their ends are of no more use.
            crowd.remove(0);
        }
    }
    let mut newcomer = house.connect().await;
    newcomer.write_all(&frame("newcomer")).await.unwrap();
    assert_eq!(one_answer(&mut newcomer).await, "+newcomer");
    sender.write_all(&frame("still here")).await.unwrap();
    assert_eq!(one_answer(&mut sender).await, "+still here");
    drop(crowd);
    let tally = house.close().await;
    assert!(tally.evicted > 500, "{tally:?}");
    assert_eq!((tally.open, tally.failures), (0, 0));
}

#[tokio::test]
async fn m04_a_slow_frame_is_cut_and_a_silent_line_too() {
    let limits = Limits {
        frame_time: Duration::from_millis(20),
        idle_time: Duration::from_millis(20),
        ..Limits::default()
    };
    let house = House::open(limits, Echo::default()).await;
    let mut slow = house.connect().await;
    slow.write_all(b"\x0bMSH|").await.unwrap();
    let mut silent = house.connect().await;
    assert_eq!(until_closed(&mut slow).await, b"");
    assert_eq!(until_closed(&mut silent).await, b"");
    let tally = house.close().await;
    assert_eq!((tally.slow_frames, tally.idle), (1, 1));
}

#[tokio::test]
async fn m05_junk_nested_starts_ends_inside_and_nuls_never_make_a_wrong_message() {
    let echo = Echo::default();
    let house = House::open(Limits::default(), echo.clone()).await;
    let stream = [
        b"GET / HTTP/1.1\r\n\r\n".as_slice(),
        &frame("MSH|one"),
        b"\r\njunk\0junk",
        // A message that stops, and another that starts.
        b"\x0bMSH|half\x0bMSH|two\x1c\r",
        // An end of frame that is data.
        b"\x0bMSH|th\x1cree\x1c\r",
        b"\x0bMSH|fo\0ur\x1c\r",
        b"\x0b\x1c\r",
    ]
    .concat();
    let answers = say(&house, &stream).await;
    assert_eq!(
        echo.heard(),
        ["MSH|one", "MSH|two", "MSH|th\u{1c}ree", "MSH|fo\0ur"]
    );
    assert_eq!(answers.iter().filter(|byte| **byte == 0x0b).count(), 4);
    let tally = house.close().await;
    assert_eq!((tally.frames, tally.cut), (4, 1));
    assert!(tally.junk_bytes >= 27, "{tally:?}");
}

#[tokio::test]
async fn m05_a_flood_of_junk_ends_the_connection() {
    let house = House::open(Limits::default(), Echo::default()).await;
    let mut stream = house.connect().await;
    let junk = vec![b'x'; 1 << 16];
    while stream.write_all(&junk).await.is_ok() {}
    assert_eq!(house.close().await.frames, 0);
}

/// Answers only once that many frames are being asked about at the same time, the last one first.
struct Together(Barrier);

impl Handler for Together {
    async fn handle(&self, _peer: SocketAddr, frame: Bytes) -> Bytes {
        self.0.wait().await;
        frame
    }
}

#[tokio::test]
async fn frames_that_come_together_wait_together_and_are_answered_in_order() {
    let house = House::open(Limits::default(), Together(Barrier::new(8))).await;
    let texts: Vec<String> = (0..8).map(|number| format!("MSH|{number}")).collect();
    let sent: Vec<u8> = texts.iter().flat_map(|text| frame(text)).collect();
    assert_eq!(say(&house, &sent).await, sent);
}

#[tokio::test]
async fn a_stop_lets_the_frame_under_way_finish_and_answers_it() {
    let house = House::open(Limits::default(), Echo::default()).await;
    let mut idle = house.connect().await;
    idle.write_all(&frame("once")).await.unwrap();
    one_answer(&mut idle).await;
    let mut busy = house.connect().await;
    busy.write_all(&frame("first")).await.unwrap();
    one_answer(&mut busy).await;
    let whole = frame("the last words");
    busy.write_all(&whole[..5]).await.unwrap();
    while house.counters.tally().open < 2 {
        tokio::task::yield_now().await;
    }
    let House { stop, running, .. } = house;
    let _ = stop.send(());
    // The idle one is closed at once: so the server has been told.
    assert_eq!(until_closed(&mut idle).await, b"");
    busy.write_all(&whole[5..]).await.unwrap();
    assert_eq!(until_closed(&mut busy).await, frame("+the last words"));
    running.await.unwrap();
}

/// Answers more than a socket holds.
struct Chatty;

impl Handler for Chatty {
    async fn handle(&self, _peer: SocketAddr, _frame: Bytes) -> Bytes {
        vec![b'a'; 32 << 20].into()
    }
}

#[tokio::test]
async fn a_sender_that_never_reads_its_answers_is_put_out() {
    let limits = Limits {
        write_time: Duration::from_millis(20),
        ..Limits::default()
    };
    let house = House::open(limits, Chatty).await;
    let mut stream = house.connect().await;
    stream.write_all(&frame("hello")).await.unwrap();
    while house.counters.tally().unread == 0 {
        tokio::task::yield_now().await;
    }
    drop(stream);
    assert_eq!(house.close().await.open, 0);
}

/// Fails on purpose.
struct Clumsy;

impl Handler for Clumsy {
    async fn handle(&self, _peer: SocketAddr, frame: Bytes) -> Bytes {
        assert_ne!(frame.as_ref(), b"trip", "tripped on purpose");
        frame
    }
}

#[tokio::test]
async fn a_fault_of_ours_costs_one_connection_only() {
    let house = House::open(Limits::default(), Clumsy).await;
    assert_eq!(say(&house, &frame("trip")).await, b"");
    assert_eq!(say(&house, &frame("walk")).await, frame("walk"));
    let tally = house.close().await;
    assert_eq!((tally.failures, tally.open), (1, 0));
}

#[tokio::test]
async fn an_address_that_may_not_connect_is_not_listened_to() {
    let peers = Peers(vec!["192.0.2.0/24".parse().unwrap()]);
    let echo = Echo::default();
    let server = Server::bind("127.0.0.1:0", Limits::default(), peers, echo.clone())
        .await
        .unwrap();
    let (address, counters) = (server.local_addr().unwrap(), server.counters());
    let running = tokio::spawn(server.run(std::future::pending()));
    let mut stream = TcpStream::connect(address).await.unwrap();
    let _ = stream.write_all(&frame("hello")).await;
    assert_eq!(until_closed(&mut stream).await, b"");
    assert_eq!(counters.tally().refused, 1);
    assert_eq!(echo.heard(), Vec::<String>::new());
    running.abort();
}
