//! What the figures were measured on.

use std::fs;

/// Prints processor, cores, memory and the load before the measure.
pub fn print() {
    let processor = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "?".to_owned());
    let memory = field("/proc/meminfo", "MemTotal").unwrap_or_else(|| "?".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?").to_owned();
    let build = if cfg!(debug_assertions) {
        "debug (mesures sans valeur)"
    } else {
        "release"
    };
    println!("machine : {processor}, {cores} cœurs, {memory}, charge {load}, {build}");
}

/// Memory of this process now, and at most so far, in MiB.
pub fn memory_mib() -> (u64, u64) {
    let read = |name| {
        let text = field("/proc/self/status", name)?;
        text.split(' ').next()?.parse::<u64>().ok()
    };
    (
        read("VmRSS").unwrap_or(0) / 1_024,
        read("VmHWM").unwrap_or(0) / 1_024,
    )
}

fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
