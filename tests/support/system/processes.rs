//! Lists the machine's processes as the kernel shows them, found by what they work on, never by name alone.

use std::{
    fs,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
};

use rustix::process::{Pid, Signal, kill_process};

/// A living process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Its number.
    pub pid: u32,
    /// The number of its parent.
    pub parent: u32,
    /// The name of its program, cut to 15 bytes as the kernel does.
    pub name: String,
}

/// Lists the living processes that have to do with `dir`: that work in it (PostgreSQL does, also where the cluster is behind
/// a link), or that were told of it by an argument or an environment variable. Never this process itself.
#[must_use]
pub fn processes_in(dir: &Path) -> Vec<Process> {
    let places = places(dir);
    let others = numbers().filter(|pid| *pid != std::process::id());
    others.filter(|pid| works_in(*pid, &places) || was_told_of(*pid, dir)).filter_map(describe).collect()
}

/// Lists the numbers of a process and of all its descendants.
#[must_use]
pub fn family(root: u32) -> Vec<u32> {
    let all: Vec<Process> = numbers().filter_map(describe).collect();
    let mut family = vec![root];
    let mut next = 0;
    while let Some(&member) = family.get(next) {
        family.extend(all.iter().filter(|process| process.parent == member).map(|process| process.pid));
        next += 1;
    }
    family
}

/// Lists the numbers of all processes.
fn numbers() -> impl Iterator<Item = u32> {
    fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

/// Returns whether a process lives; a zombie does not.
#[must_use]
pub fn is_alive(pid: u32) -> bool {
    describe(pid).is_some()
}

/// Sends a signal; a process that is gone needs none.
pub fn kill(pid: u32, signal: Signal) {
    let pid = Pid::from_raw(pid.cast_signed()).expect("a process number");
    let _ = kill_process(pid, signal);
}

/// The directory, and the real one of the cluster in it.
fn places(dir: &Path) -> Vec<PathBuf> {
    let mut places = vec![dir.to_owned()];
    places.extend([dir.to_owned(), dir.join("postgres")].iter().filter_map(|dir| fs::canonicalize(dir).ok()));
    places
}

fn works_in(pid: u32, places: &[PathBuf]) -> bool {
    fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| places.iter().any(|place| cwd.starts_with(place)))
}

/// Returns whether a process was told of a directory, compared whole, or up to the end of a path's component: `/tmp/a`
/// is not `/tmp/ab`.
fn was_told_of(pid: u32, dir: &Path) -> bool {
    let names = |text: &[u8]| {
        text.strip_prefix(dir.as_os_str().as_bytes()).is_some_and(|rest| matches!(rest.first(), None | Some(b'/')))
    };
    let value = |variable: &[u8]| variable.splitn(2, |byte| *byte == b'=').nth(1).map(<[u8]>::to_vec);
    let told = |file: &str, part: &dyn Fn(&[u8]) -> bool| {
        fs::read(format!("/proc/{pid}/{file}")).is_ok_and(|text| text.split(|byte| *byte == 0).any(part))
    };
    told("cmdline", &names) || told("environ", &|variable| value(variable).is_some_and(|value| names(&value)))
}

/// Describes a process by its `stat`: the name stands in parentheses, may itself contain some, and is followed by the
/// state and the parent.
fn describe(pid: u32) -> Option<Process> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (name, rest) = (stat.split_once('(')?.1).rsplit_once(") ")?;
    let mut rest = rest.split(' ');
    if matches!(rest.next()?, "Z" | "X") {
        return None;
    }
    Some(Process { pid, parent: rest.next()?.parse().ok()?, name: name.to_owned() })
}
