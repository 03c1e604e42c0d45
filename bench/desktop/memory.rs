//! Measures the memory of processes, with shared pages counted in parts (PSS).

use std::fs;

/// Sums the memory of processes, in KiB. One that is gone takes nothing.
pub(crate) fn pss(processes: impl IntoIterator<Item = u32>) -> u64 {
    processes.into_iter().filter_map(of_process).sum()
}

fn of_process(pid: u32) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
