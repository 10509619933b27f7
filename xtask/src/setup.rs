//! Installing what the tests need and the machine lacks.
//!
//! Nothing is installed that is already there. What cannot be installed is said in one sentence, and the
//! step that needed it is left out, never the whole run.

use crate::shell;
use std::path::Path;
use std::process::Command;

/// The oldest Node that the packages of the tests run on.
const NODE: u32 = 20;

/// Makes sure that a program exists, from a Debian package if need be.
pub fn program(name: &str, package: &str) -> Result<(), String> {
    if shell::exists(name) {
        return Ok(());
    }
    apt_install(package)?;
    if shell::exists(name) {
        return Ok(());
    }
    Err(format!(
        "{name} is still missing after installing the package {package}"
    ))
}

/// Makes sure that the browser tests have a browser, a recent Node and their two packages.
pub fn browser(folder: &Path) -> Result<(), String> {
    node()?;
    program("chromium", "chromium")?;
    node_packages(folder)
}

/// Makes sure that the tests of sign-in have a real provider to sign in at.
pub fn identity_provider(folder: &Path) -> Result<(), String> {
    node()?;
    node_packages(folder)
}

/// Makes sure that there is a recent Node.
fn node() -> Result<(), String> {
    let version = shell::answer(Command::new("node").arg("--version")).ok_or("node is not installed")?;
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|n| n.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
        return Err(format!(
            "node {} is too old, {NODE} or later is needed",
            version.trim()
        ));
    }
    Ok(())
}

/// Installs what the lock file of a folder lists, unless it is there already.
fn node_packages(folder: &Path) -> Result<(), String> {
    let wanted = std::fs::read(folder.join("package-lock.json")).map_err(|fault| fault.to_string())?;
    let stamp = folder.join("node_modules/.chevet-lock");
    if std::fs::read(&stamp).ok().as_ref() == Some(&wanted) {
        return Ok(());
    }
    let installed = shell::stream(Command::new("npm").arg("ci").current_dir(folder), |_| {});
    if !matches!(installed, Ok(true)) {
        return Err("npm ci failed (is the package registry reachable?)".into());
    }
    // Written last: an interrupted installation is done again.
    std::fs::write(stamp, wanted).map_err(|fault| fault.to_string())
}

/// Installs one Debian package, waiting for any other apt to finish, with root's rights or sudo's.
fn apt_install(package: &str) -> Result<(), String> {
    // One apt at a time, ours included: flock serialises the runs of this command, and apt is told to wait
    // for the locks of others. The lists' lock has no such option, hence the retries.
    let script = format!(
        "command -v apt-get >/dev/null || exit 3
         if [ \"$(id -u)\" = 0 ]; then root=; else root='sudo -n'; $root true || exit 4; fi
         apt() {{ $root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 \"$@\"; }}
         for attempt in 1 2 3 4 5 6; do
           apt update && apt install -y --no-install-recommends {package} && exit 0
           sleep $((attempt * 5))
         done
         exit 5"
    );
    let lock = std::env::temp_dir().join("chevet-apt.lock");
    let code = Command::new("flock")
        .arg(lock)
        .args(["sh", "-c", &script])
        .status()
        .ok()
        .and_then(|s| s.code());
    match code {
        Some(0) => Ok(()),
        Some(3) => Err(format!(
            "{package} is missing and there is no apt-get to install it"
        )),
        Some(4) => Err(format!("{package} is missing and installing it needs root")),
        _ => Err(format!("{package} is missing and apt-get could not install it")),
    }
}
