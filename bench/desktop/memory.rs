//! What processes take of the machine's memory, shared pages counted in parts (PSS).

use std::fs;

/// The sum over processes, in KiB. One that is gone takes nothing.
pub(crate) fn pss(processes: impl IntoIterator<Item = u32>) -> u64 {
    processes.into_iter().filter_map(of_process).sum()
}

fn of_process(pid: u32) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// A process and all that it started, and those in turn.
pub(crate) fn family(root: u32) -> Vec<u32> {
    let parent = |pid: u32| -> Option<u32> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
    };
    let entries = fs::read_dir("/proc").expect("the kernel shows its processes").flatten();
    let all: Vec<u32> = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    let mut family = vec![root];
    let mut next = 0;
    while let Some(&member) = family.get(next) {
        family.extend(all.iter().filter(|pid| parent(**pid) == Some(member)));
        next += 1;
    }
    family
}
