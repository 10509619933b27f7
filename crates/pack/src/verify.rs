//! Reading a folder again, by code that shares with its writer nothing but the form of the manifest.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::folder::{DOOR, DRAFT, POINTER, generations, is_plain};
use crate::manifest::{Manifest, Pointer, sum};

/// What is wrong with a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// There is no such folder, or it cannot be read.
    Unreadable(String, String),
    /// Neither a pointer nor a manifest: not a downtime folder, or never written.
    NotOurs,
    /// The pointer cannot be understood.
    BadPointer(String),
    /// The generation pointed at is not there.
    NoGeneration(String),
    /// There is no manifest.
    NoManifest,
    /// The manifest cannot be understood: cut short, or by a later program.
    BadManifest(String),
    /// The manifest is not the one that was put in force.
    OtherManifest,
    /// A format this program does not know.
    UnknownFormat(u32),
    /// The manifest lists a name that leads out of the folder, or lists a file twice.
    BadName(String),
    /// A listed file is not there.
    Missing(String),
    /// A listed file has another size.
    Size(String, u64, u64),
    /// A listed file has other bytes.
    Altered(String),
    /// A file that nobody listed.
    Extra(String),
    /// There is no first page, or it leads nowhere.
    NoDoor,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, why) => write!(out, "{path} ne se lit pas : {why}"),
            Self::NotOurs => write!(
                out,
                "ni {POINTER} ni {} : ce n’est pas un dossier de secours, ou rien n’y a encore été écrit",
                Manifest::NAME
            ),
            Self::BadPointer(why) => write!(out, "{POINTER} est abîmé : {why}"),
            Self::NoGeneration(name) => write!(out, "la génération {name} a disparu"),
            Self::NoManifest => write!(out, "{} manque", Manifest::NAME),
            Self::BadManifest(why) => write!(out, "{} est abîmé : {why}", Manifest::NAME),
            Self::OtherManifest => write!(
                out,
                "{} n’est pas celui qui a été mis en service : il a été modifié",
                Manifest::NAME
            ),
            Self::UnknownFormat(format) => {
                write!(
                    out,
                    "format {format} inconnu : vérifiez avec la version qui l’a écrit"
                )
            }
            Self::BadName(name) => write!(out, "nom de fichier refusé dans le manifeste : {name:?}"),
            Self::Missing(name) => write!(out, "{name} manque"),
            Self::Size(name, expected, found) => {
                write!(out, "{name} fait {found} octets au lieu de {expected}")
            }
            Self::Altered(name) => write!(out, "{name} a été modifié (somme SHA-256 différente)"),
            Self::Extra(name) => write!(out, "{name} n’est pas dans le manifeste"),
            Self::NoDoor => write!(out, "{DOOR} manque ou ne mène nulle part"),
        }
    }
}

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The folder of the generation that was read.
    pub generation: Option<PathBuf>,
    /// Its manifest, when it could be understood.
    pub manifest: Option<Manifest>,
    /// What is wrong; nothing when all is well.
    pub findings: Vec<Finding>,
    /// What is worth saying and not wrong, in French.
    pub remarks: Vec<String>,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Reads a downtime folder again: the generation in force, or a single generation that was copied elsewhere.
#[must_use]
pub fn verify(root: &Path) -> Report {
    let mut report = Report::default();
    if let Err(error) = std::fs::read_dir(root) {
        let finding = Finding::Unreadable(root.display().to_string(), error.to_string());
        report.findings.push(finding);
        return report;
    }
    let has_pointer = root.join(POINTER).exists();
    if !has_pointer && root.join(Manifest::NAME).exists() {
        generation(root, None, &mut report);
        return report;
    }
    if !has_pointer && generations(root).is_empty() {
        report.findings.push(Finding::NotOurs);
        return report;
    }
    match pointer(root) {
        Err(finding) => report.findings.push(finding),
        Ok(pointer) => {
            let folder = root.join(&pointer.generation);
            if folder.is_dir() {
                generation(&folder, Some(&pointer.manifest_sha256), &mut report);
            } else {
                report
                    .findings
                    .push(Finding::NoGeneration(pointer.generation.clone()));
            }
            door(root, &pointer.generation, &mut report);
        }
    }
    let kept = generations(root).len();
    report.remarks.push(format!(
        "{kept} génération{} gardée{}",
        if kept > 1 { "s" } else { "" },
        if kept > 1 { "s" } else { "" }
    ));
    if names(root).iter().any(|name| name.starts_with(DRAFT)) {
        let remark = "une écriture a été interrompue ; la suivante fera le ménage";
        report.remarks.push(remark.to_owned());
    }
    report
}

fn pointer(root: &Path) -> Result<Pointer, Finding> {
    let bad = |why: String| Finding::BadPointer(why);
    let bytes = std::fs::read(root.join(POINTER)).map_err(|error| bad(error.to_string()))?;
    let pointer: Pointer = serde_json::from_slice(&bytes).map_err(|error| bad(error.to_string()))?;
    if is_plain(&pointer.generation) {
        Ok(pointer)
    } else {
        Err(bad("nom de génération refusé".to_owned()))
    }
}

/// The first page leads to a generation; a stop between the two last steps leaves it one behind.
fn door(root: &Path, current: &str, report: &mut Report) {
    let page = std::fs::read_to_string(root.join(DOOR)).unwrap_or_default();
    let known = generations(root);
    let leads_to = known
        .iter()
        .find(|name| page.contains(&format!("\"{name}/{DOOR}\"")));
    match leads_to {
        None => report.findings.push(Finding::NoDoor),
        Some(name) if name != current => report.remarks.push(format!(
            "la première page mène encore à la génération d’avant ({name})"
        )),
        Some(_) => {}
    }
}

fn generation(folder: &Path, expected: Option<&str>, report: &mut Report) {
    report.generation = Some(folder.to_owned());
    let Ok(bytes) = std::fs::read(folder.join(Manifest::NAME)) else {
        report.findings.push(Finding::NoManifest);
        return;
    };
    if expected.is_some_and(|expected| expected != sum(&bytes)) {
        report.findings.push(Finding::OtherManifest);
    }
    let manifest: Manifest = match serde_json::from_slice(&bytes) {
        Ok(manifest) => manifest,
        Err(error) => {
            let format = serde_json::from_slice::<serde_json::Value>(&bytes)
                .ok()
                .and_then(|value| u32::try_from(value.get("format")?.as_u64()?).ok());
            report.findings.push(match format {
                Some(format) if format != Manifest::FORMAT => Finding::UnknownFormat(format),
                Some(_) | None => Finding::BadManifest(error.to_string()),
            });
            return;
        }
    };
    if manifest.format != Manifest::FORMAT {
        report.findings.push(Finding::UnknownFormat(manifest.format));
        return;
    }
    let mut listed = BTreeSet::from([Manifest::NAME.to_owned()]);
    for file in &manifest.files {
        if !is_plain(&file.path) || !listed.insert(file.path.clone()) {
            report.findings.push(Finding::BadName(file.path.clone()));
            continue;
        }
        let finding = match std::fs::read(folder.join(&file.path)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Some(Finding::Missing(file.path.clone()))
            }
            Err(error) => Some(Finding::Unreadable(file.path.clone(), error.to_string())),
            Ok(bytes) if bytes.len() as u64 != file.bytes => {
                Some(Finding::Size(file.path.clone(), file.bytes, bytes.len() as u64))
            }
            Ok(bytes) if sum(&bytes) != file.sha256 => Some(Finding::Altered(file.path.clone())),
            Ok(_) => None,
        };
        report.findings.extend(finding);
    }
    let extra = names(folder).into_iter().filter(|name| !listed.contains(name));
    report.findings.extend(extra.map(Finding::Extra));
    report.manifest = Some(manifest);
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
