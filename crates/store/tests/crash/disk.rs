//! Disks that fill up and disks that fail.

use std::process::Command;

use crate::harness::{Said, World, run, world};

#[test]
fn s03_a_full_disk_stops_writing_cleanly_and_resumes_by_itself() {
    let world = world();
    let outside = tempfile::tempdir().expect("folder");
    let said = run(world
        .child_on_shim("fill the disk")
        .env("POWER_ROOM", "3000000")
        .env("POWER_FREED", outside.path().join("freed")));
    assert_eq!(said.fault(), Some("DiskFull"), "{said:?}");
    assert!(said.has("still DiskFull") && !said.has("poisoned"), "{said:?}");
    assert!(said.has("resumed") && said.has("done"), "{said:?}");
    assert_eq!(world.missing_of(said.acked), 0);
}

#[test]
fn s03_a_file_size_limit_is_a_typed_fault_and_loses_nothing() {
    let world = world();
    let child = world.child("write");
    // Some hundred KB, and no death by signal: the write itself fails.
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 400; exec \"$0\" \"$@\""])
        .arg(child.get_program())
        .args(child.get_args())
        .envs(child.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .stdout(std::process::Stdio::piped());
    let said = run(&mut limited);
    // The writer meets the limit, or the copy to the base meets it first and forbids writing.
    assert!(
        matches!(said.fault(), Some("Io" | "DiskFull" | "Poisoned")),
        "{said:?}"
    );
    assert_eq!(world.missing_of(said.acked), 0);
    assert!(run(&mut world.child("write a little")).has("done"));
}

#[test]
fn s05_too_few_open_files_is_a_clear_refusal() {
    let world = world();
    let child = world.child("write a little");
    let mut refused = 0;
    for limit in 4..24 {
        let mut limited = Command::new("sh");
        limited
            .args(["-c", &format!("ulimit -n {limit}; exec \"$0\" \"$@\"")])
            .arg(child.get_program())
            .args(child.get_args())
            .envs(child.get_envs().filter_map(|(name, value)| Some((name, value?))))
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null());
        let said = run(&mut limited);
        assert_eq!(world.missing_of(said.acked), 0, "{limit} files: {said:?}");
        refused += u32::from(
            said.lines
                .iter()
                .any(|line| line.starts_with("refused") || line.starts_with("fault")),
        );
    }
    assert!(refused > 0, "some of these limits must be too low");
}

/// A life in this role, and how many operations it took.
fn count(world: &World, role: &str, settings: &[(&str, &str)]) -> (u64, Said) {
    let outside = tempfile::tempdir().expect("folder");
    let path = outside.path().join("count");
    let said = run(world
        .child_on_shim(role)
        .env("POWER_COUNT", &path)
        .envs(settings.iter().copied()));
    (
        std::fs::read_to_string(path)
            .expect("counted")
            .parse()
            .expect("a number"),
        said,
    )
}

/// Fails each operation of a short life in turn.
fn fail_each(kinds: &[&str]) {
    let (birth, _) = count(&world(), "open", &[]);
    let (every, said) = count(&world(), "write a little", &[]);
    assert!(said.has("done") && said.fault().is_none(), "{said:?}");
    assert!(every > birth + 50, "{every} operations, {birth} to be born");
    let mut heard = 0;
    for place in 1..=every {
        let kind = kinds[place as usize % kinds.len()];
        let world = world();
        let settings = [("POWER_FAIL", &*place.to_string()), ("POWER_KIND", kind)];
        let (reached, said) = count(&world, "write a little", &settings);
        assert_eq!(
            world.missing_of(said.acked),
            0,
            "operation {place} of {every}, {kind}: {said:?}"
        );
        let refused = said.lines.iter().any(|line| line.starts_with("refused"));
        let is_heard = refused || said.has("poisoned") || said.fault().is_some();
        heard += u64::from(is_heard);
        // SQLite itself may start over while the base is being made: nothing was promised yet. And the copy
        // in the background does not take the same number of operations in every life.
        if kind == "eio" && place > birth && place <= reached {
            assert!(is_heard, "operation {place} of {every}: {said:?}");
        }
    }
    assert!(heard * 2 > every, "most failures are heard: {heard} of {every}");
}

#[test]
fn s04_an_io_error_at_any_operation_is_heard_and_loses_nothing() {
    fail_each(&["eio"]);
}

#[test]
fn s04_no_room_at_any_operation_loses_nothing() {
    fail_each(&["enospc", "short"]);
}
