//! The data folder: where a territory lives on the disk.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use app::{App, Clock, Opening, Progress};
use indicatif::{ProgressBar, ProgressStyle};

/// The database of a data folder.
pub fn file(folder: &Path) -> PathBuf {
    folder.join("chevet.db")
}

/// Opens the territory of a folder, made if need be, with a bar while its journal is folded.
pub fn open(folder: &Path, clock: Clock) -> Result<(App, Opening)> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("impossible de créer le dossier {}", folder.display()))?;
    let bar = ProgressBar::hidden();
    let mut shown = false;
    let options = crate::trace_key::options(folder);
    let opened = App::open(&file(folder), clock, options, |Progress { at, of }| {
        // A short journal is folded before a bar could be read.
        if !shown && of > 200_000 {
            bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
            bar.set_length(of);
            bar.set_style(style("relecture du journal"));
            shown = true;
        }
        bar.set_position(at);
    });
    bar.finish_and_clear();
    opened.with_context(|| format!("impossible d'ouvrir {}", file(folder).display()))
}

/// The look of every progress bar.
pub fn style(what: &str) -> ProgressStyle {
    let template = format!("{what} {{bar:30}} {{human_pos}} / {{human_len}} ({{per_sec}}, {{eta}})");
    ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
