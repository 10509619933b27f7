//! Accounts, posts and sessions at the start, and the code that installs a server without any.

use anyhow::{Context, Result};
use app::App;
use auth::{Change, Directory};
use store::Fault;

/// Letters and digits that nobody takes for one another when reading them from a console.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// What stops the reading: the store, or a row that this version cannot read.
#[derive(Debug, thiserror::Error)]
enum Stopped {
    #[error(transparent)]
    Store(#[from] Fault),
    #[error(transparent)]
    Row(#[from] auth::Unreadable),
}

/// Everything that was kept of identity.
pub fn load(app: &App) -> Result<Directory> {
    let mut directory = Directory::default();
    for kind in Change::KINDS {
        app.store()
            .kept(kind, |id, body| Ok::<_, Stopped>(directory.read(kind, id, body)?))
            .with_context(|| format!("impossible de relire les comptes et postes ({kind})"))?;
    }
    Ok(directory)
}

/// A one-time code, when there is no account yet. Another one at each start.
pub fn install_code(directory: &Directory) -> Result<Option<String>> {
    if directory.is_installed() {
        return Ok(None);
    }
    let drawn = app::chance::sixteen_bytes()?;
    let letter = |byte: &u8| char::from(ALPHABET[usize::from(byte % 32)]);
    let letters: String = drawn.iter().take(12).map(letter).collect();
    Ok(Some(format!(
        "{}-{}-{}",
        &letters[..4],
        &letters[4..8],
        &letters[8..]
    )))
}
