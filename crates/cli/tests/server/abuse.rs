//! Hostile bytes at the two doors of the real program.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use crate::harness::{Line, Server, Told, folder};
use crate::messages::admission;

#[test]
fn m03_a_giant_frame_is_not_held_in_memory() {
    let folder = folder();
    let server = Server::start(folder.path());
    let before = server.memory();
    let mut line = server.line();
    let chunk = vec![b'A'; 1 << 20];
    let mut sent = line.stream.write_all(b"\x0bMSH|^~\\&|");
    for _ in 0..256 {
        sent = sent.and_then(|()| line.stream.write_all(&chunk));
    }
    // Cut off somewhere on the way, or swallowed without being kept.
    drop(sent);
    let grown = server.memory().saturating_sub(before);
    assert!(grown < 32 << 20, "{grown} bytes held");
    let told = server.line().send(&admission("1", 1, "DURAND", "4001^01^P"));
    assert_eq!(told, Told::Accepted);
    server.stop();
}

#[test]
fn m04_five_hundred_half_open_senders_leave_the_real_one_alone() {
    let folder = folder();
    let server = Server::start(folder.path());
    let mut real = server.line();
    assert_eq!(
        real.send(&admission("1", 1, "DURAND", "4001^01^P")),
        Told::Accepted
    );
    let mut slow: Vec<Line> = (0..600).map(|_| server.line()).collect();
    for line in &mut slow {
        // Some are put out already to make room for others.
        let _ = line.stream.write_all(b"\x0bM");
    }
    assert_eq!(
        real.send(&admission("2", 2, "MARTIN", "4001^02^P")),
        Told::Accepted
    );
    let told = server.line().send(&admission("3", 3, "PETIT", "4001^03^P"));
    assert_eq!(told, Told::Accepted);
    drop(slow);
    server.stop();
}

/// What is answered to these bytes, to the end of the connection.
fn answer(server: &Server, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.http).expect("connected");
    stream.write_all(bytes).expect("sent");
    // Some of these wait for more; the server must not wait for ever.
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said);
    String::from_utf8_lossy(&said).into_owned()
}

#[test]
fn d18_requests_that_two_servers_would_read_differently_are_refused() {
    let folder = folder();
    let server = Server::start(folder.path());
    let smuggled = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let length = smuggled.len();
    for (name, request) in [
        (
            "two lengths",
            format!("POST /langue HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nContent-Length: {length}\r\n\r\n{smuggled}"),
        ),
        (
            "a space before the colon",
            format!("POST /langue HTTP/1.1\r\nHost: localhost\r\nContent-Length : {length}\r\n\r\n{smuggled}"),
        ),
        (
            "an unknown transfer coding",
            format!("POST /langue HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{smuggled}"),
        ),
        (
            "a folded header",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n c\r\n\r\n".to_owned(),
        ),
        (
            "a NUL in a header",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: b\0c\r\n\r\n".to_owned(),
        ),
        (
            "a foreign absolute address",
            "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(),
        ),
        ("no host", "GET / HTTP/1.1\r\n\r\n".to_owned()),
        (
            "a chunk with a length that overflows",
            "POST /langue HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx\r\n".to_owned(),
        ),
    ] {
        let said = answer(&server, request.as_bytes());
        assert!(
            said.is_empty() || said.starts_with("HTTP/1.1 4") || said.starts_with("HTTP/1.0 4"),
            "{name}: {said}"
        );
        assert!(!said.contains("chevet_journal_seq"), "{name}: the hidden request was answered");
    }
    // Both lengths given: the chunks count, the connection closes, and nothing behind them is taken for a request.
    let both = format!(
        "POST /langue HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{smuggled}"
    );
    assert!(!answer(&server, both.as_bytes()).contains("chevet_journal_seq"));
    assert_eq!(server.get("/healthz").status, 200);
    server.stop();
}
