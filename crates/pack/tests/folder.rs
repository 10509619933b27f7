//! Writing generations and reading them again, whole, damaged and interrupted.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::Moment;
use pack::{About, File, Finding, Folder, KEPT, Manifest, Report, verify};
use store::{Head, Seq, TraceHead, TraceSeq};
use tempfile::TempDir;

fn files(text: &str) -> Vec<File> {
    ["index.html", "cardiologie-b-w4.html", "cardiologie-b-w4.pdf"]
        .map(|name| File::new(name, Arc::from(format!("{name} {text}").into_bytes())))
        .into()
}

fn about(minute: i64) -> About<'static> {
    About {
        territory: "GHT Val de Seille",
        product: "chevet 0.1.0",
        made_at: Moment::from_millis(1_795_179_932_000 + minute * 60_000),
        head: Head {
            seq: Seq::new(1_204 + minute.unsigned_abs()),
            check: 0xfeed_0000_0000_0001,
        },
        trace: Some(TraceHead {
            seq: TraceSeq::new(77),
            link: [0xab; 32],
        }),
    }
}

fn write(root: &Path, minute: i64) -> String {
    Folder::at(root)
        .write(&files(&minute.to_string()), &about(minute))
        .expect("written")
}

fn written() -> (TempDir, PathBuf) {
    let root = tempfile::tempdir().expect("folder");
    let name = write(root.path(), 0);
    let generation = root.path().join(name);
    (root, generation)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("read")
        .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[track_caller]
fn finds(report: &Report, finding: &Finding) {
    assert_eq!(report.findings, std::slice::from_ref(finding));
    // Whoever reads it knows what happened.
    assert!(finding.to_string().len() > 8);
}

#[test]
fn a_folder_just_written_is_sound_and_says_what_it_shows() {
    let (root, generation) = written();
    let report = verify(root.path());
    assert!(report.is_sound(), "{:?}", report.findings);
    assert_eq!(report.generation, Some(generation));
    let manifest = report.manifest.expect("a manifest");
    assert_eq!(manifest.journal.seq, 1_204);
    assert_eq!(manifest.journal.check(), Some(0xfeed_0000_0000_0001));
    assert_eq!(manifest.trace, Some(format!("77:{}", "ab".repeat(32))));
    assert_eq!(manifest.made_at_utc, "2026-11-20T13:05:32Z");
    assert_eq!(manifest.files.len(), 3);
    let door = std::fs::read_to_string(root.path().join("index.html")).expect("the first page");
    assert!(door.contains("url=secours-20261120T130532Z-0000001204/index.html"));
}

#[test]
fn the_last_generations_are_kept_and_no_other() {
    let root = tempfile::tempdir().expect("folder");
    let written: Vec<String> = (0..6).map(|minute| write(root.path(), minute)).collect();
    let mut expected: Vec<String> = written[6 - KEPT..].to_vec();
    expected.extend(["current.json".into(), "index.html".into()]);
    expected.sort();
    assert_eq!(names(root.path()), expected);
    // Two in one instant of a clock that stands still have two names.
    let again = write(root.path(), 5);
    assert_ne!(again, written[5]);
    assert!(verify(root.path()).is_sound());
}

#[cfg(unix)]
#[test]
fn names_of_patients_are_for_the_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().expect("folder");
    let root = home.path().join("partage/secours");
    Folder::at(&root).prepare().expect("made");
    let generation = root.join(write(&root, 0));
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&root), mode(&generation)), (0o700, 0o700));
    for name in names(&generation) {
        assert_eq!(mode(&generation.join(&name)), 0o600, "{name}");
    }
}

#[test]
fn b03_every_damage_is_found_and_named() {
    // A flipped byte.
    let (root, generation) = written();
    let pdf = generation.join("cardiologie-b-w4.pdf");
    let mut bytes = std::fs::read(&pdf).expect("read");
    bytes[3] ^= 1;
    std::fs::write(&pdf, &bytes).expect("damaged");
    finds(
        &verify(root.path()),
        &Finding::Altered("cardiologie-b-w4.pdf".into()),
    );
    // Cut short.
    std::fs::write(&pdf, &bytes[..5]).expect("damaged");
    finds(
        &verify(root.path()),
        &Finding::Size("cardiologie-b-w4.pdf".into(), bytes.len() as u64, 5),
    );
    // Gone.
    std::fs::remove_file(&pdf).expect("removed");
    finds(
        &verify(root.path()),
        &Finding::Missing("cardiologie-b-w4.pdf".into()),
    );
    // One too many.
    let (root, generation) = written();
    std::fs::write(generation.join("autre.html"), "?").expect("added");
    finds(&verify(root.path()), &Finding::Extra("autre.html".into()));
}

#[test]
fn b03_a_manifest_that_was_touched_is_not_believed() {
    let (root, generation) = written();
    let path = generation.join(Manifest::NAME);
    let whole = std::fs::read_to_string(&path).expect("read");
    // Cut short, anywhere.
    for cut in [0, 1, whole.len() / 2, whole.len() - 3] {
        std::fs::write(&path, &whole[..cut]).expect("damaged");
        let report = verify(root.path());
        assert!(report.findings.contains(&Finding::OtherManifest), "{cut}");
        assert!(matches!(report.findings[1], Finding::BadManifest(_)), "{cut}");
        assert_eq!(report.manifest, None);
    }
    // Another hour: every file is as listed, and yet.
    std::fs::write(&path, whole.replace("1795179932000", "1795179932001")).expect("damaged");
    finds(&verify(root.path()), &Finding::OtherManifest);
    // A later program, a name that leads out, a file listed twice.
    for (from, to, finding) in [
        ("\"format\": 1", "\"format\": 7", Finding::UnknownFormat(7)),
        (
            "\"index.html\"",
            "\"../index.html\"",
            Finding::BadName("../index.html".into()),
        ),
        (
            "\"cardiologie-b-w4.html\"",
            "\"index.html\"",
            Finding::BadName("index.html".into()),
        ),
    ] {
        std::fs::write(&path, whole.replace(from, to)).expect("damaged");
        let report = verify(root.path());
        assert!(report.findings.contains(&finding), "{:?}", report.findings);
    }
    std::fs::remove_file(&path).expect("removed");
    finds(&verify(root.path()), &Finding::NoManifest);
}

#[test]
fn a_lost_pointer_first_page_or_generation_is_found() {
    let (root, generation) = written();
    std::fs::write(root.path().join("index.html"), "autre chose").expect("damaged");
    finds(&verify(root.path()), &Finding::NoDoor);
    std::fs::write(root.path().join("current.json"), "{\"generation\":\"..\"").expect("damaged");
    assert!(matches!(
        verify(root.path()).findings[..],
        [Finding::BadPointer(_)]
    ));
    // The generation alone, carried elsewhere, is still verified.
    assert!(verify(&generation).is_sound());
    std::fs::remove_file(root.path().join("current.json")).expect("removed");
    assert!(!verify(root.path()).is_sound());

    let (root, generation) = written();
    std::fs::remove_dir_all(&generation).expect("removed");
    let report = verify(root.path());
    let name = generation
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    assert!(report.findings.contains(&Finding::NoGeneration(name)));
    // Not a downtime folder at all.
    let other = tempfile::tempdir().expect("folder");
    finds(&verify(other.path()), &Finding::NotOurs);
    assert!(!verify(&other.path().join("absent")).is_sound());
}

#[test]
fn what_a_stop_left_behind_harms_nobody_and_is_swept() {
    let (root, _) = written();
    let draft = root.path().join(".tmp-secours-20261120T140000Z-0000001300");
    std::fs::create_dir(&draft).expect("made");
    std::fs::write(draft.join("index.html"), "à moitié").expect("written");
    std::fs::write(root.path().join(".tmp-current.json"), "{").expect("written");
    let report = verify(root.path());
    assert!(report.is_sound(), "{:?}", report.findings);
    assert!(report.remarks.iter().any(|it| it.contains("interrompue")));
    write(root.path(), 1);
    assert!(names(root.path()).iter().all(|name| !name.starts_with(".tmp-")));
    assert!(verify(root.path()).is_sound());
}

#[test]
fn a_folder_that_has_gone_is_a_fault_and_is_not_made_anew() {
    let root = tempfile::tempdir().expect("folder");
    let gone = root.path().join("partage");
    let error = Folder::at(&gone)
        .write(&files(""), &about(0))
        .expect_err("refused");
    assert!(error.said().contains("partage"), "{}", error.said());
    assert!(!gone.exists());
    // A file in its place.
    std::fs::write(&gone, "").expect("written");
    assert!(Folder::at(&gone).prepare().is_err());
    assert!(Folder::at(&gone).write(&files(""), &about(0)).is_err());
}
