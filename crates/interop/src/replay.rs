//! Sending kept messages again: files and folders, in order, through refusals and broken lines.

use std::io;
use std::path::{Path, PathBuf};

use crate::client::{AckKind, Client, ClientError};

/// What became of a replay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Messages sent.
    pub sent: usize,
    /// Answered AA.
    pub accepted: usize,
    /// Answered AE.
    pub errors: usize,
    /// Answered AR.
    pub rejected: usize,
    /// Not answered.
    pub unanswered: usize,
    /// Acknowledgements found among the files: nobody answers those, so they are not sent.
    pub left_out: usize,
    /// Files that could not be read or hold no message, with the reason in French.
    pub unreadable: Vec<(PathBuf, String)>,
}

/// What a replay tells while it runs.
#[derive(Debug)]
pub enum Step<'a> {
    /// A message was answered, or not.
    Sent {
        /// Where it comes from.
        file: &'a Path,
        /// Its place in the file, from one.
        number: usize,
        /// What was answered.
        answer: &'a Answer,
    },
    /// An acknowledgement was found and not sent.
    LeftOut {
        /// Where.
        file: &'a Path,
    },
    /// A file could not be read, or holds no message.
    Unreadable {
        /// Which file.
        file: &'a Path,
        /// Why, in French.
        reason: &'a str,
    },
}

/// What was answered to a message.
#[derive(Debug)]
pub enum Answer {
    /// An acknowledgement.
    Ack(AckKind, Option<String>),
    /// None.
    None(ClientError),
}

/// The files to replay, in order: as given, the files of a folder by name, whole folders deep.
///
/// # Errors
/// When a path does not exist or a folder cannot be read.
pub fn list(paths: &[PathBuf]) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        add(path, &mut files)?;
    }
    Ok(files)
}

fn add(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !std::fs::metadata(path)?.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut inside: Vec<PathBuf> = std::fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    inside.sort();
    inside.retain(|path| {
        path.file_name()
            .is_some_and(|name| !name.as_encoded_bytes().starts_with(b"."))
    });
    inside.iter().try_for_each(|path| add(path, files))
}

/// How many messages a file holds.
///
/// # Errors
/// When it cannot be read.
pub fn count(file: &Path) -> io::Result<usize> {
    Ok(hl7v2::batch::split(&std::fs::read(file)?).messages.len())
}

/// Sends every message of those files, one after the other; refusals and broken lines do not stop it.
///
/// # Errors
/// When not even the first connection can be made.
pub async fn replay(
    files: &[PathBuf],
    client: &mut Client,
    mut progress: impl FnMut(Step<'_>),
) -> Result<Summary, ClientError> {
    client.connect().await?;
    let mut summary = Summary::default();
    for file in files {
        let bytes = match std::fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                give_up(
                    &mut summary,
                    file,
                    format!("lecture impossible : {error}"),
                    &mut progress,
                );
                continue;
            }
        };
        summary.files += 1;
        let batch = hl7v2::batch::split(&bytes);
        if batch.messages.is_empty() {
            give_up(
                &mut summary,
                file,
                "aucun message HL7 v2".to_owned(),
                &mut progress,
            );
        }
        for (index, message) in batch.messages.iter().enumerate() {
            if is_acknowledgement(message) {
                summary.left_out += 1;
                progress(Step::LeftOut { file });
                continue;
            }
            let answer = match client.exchange(message).await {
                Ok(ack) => Answer::Ack(ack.kind, ack.text),
                Err(error) => Answer::None(error),
            };
            summary.note(&answer);
            progress(Step::Sent {
                file,
                number: index + 1,
                answer: &answer,
            });
        }
    }
    Ok(summary)
}

/// Whether a message is the answer to another one (MSH-9 is ACK).
fn is_acknowledgement(message: &[u8]) -> bool {
    let decoded = hl7v2::charset::decode(message, hl7v2::charset::Charset::Latin9);
    hl7v2::Message::parse(&decoded.text).is_ok_and(|message| message.msh().message_type().code == "ACK")
}

fn give_up(summary: &mut Summary, file: &Path, reason: String, progress: &mut impl FnMut(Step<'_>)) {
    progress(Step::Unreadable {
        file,
        reason: &reason,
    });
    summary.unreadable.push((file.to_owned(), reason));
}

impl Summary {
    const fn note(&mut self, answer: &Answer) {
        self.sent += 1;
        match answer {
            Answer::Ack(AckKind::Accepted, _) => self.accepted += 1,
            Answer::Ack(AckKind::Error, _) => self.errors += 1,
            Answer::Ack(AckKind::Rejected, _) => self.rejected += 1,
            Answer::None(_) => self.unanswered += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acknowledgement_is_told_from_a_message() {
        assert!(is_acknowledgement(
            b"MSH|^~\\&|A|B|C|D|20261122||ACK^A01^ACK|1|P|2.5\rMSA|AA|7\r"
        ));
        assert!(!is_acknowledgement(
            b"MSH|^~\\&|A|B|C|D|20261122||ADT^A01^ADT_A01|1|P|2.5\r"
        ));
        assert!(!is_acknowledgement(b"ACK"));
    }
}
