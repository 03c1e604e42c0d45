//! Examines the data directory: whose it is, who may enter it, and the room on its disk.

use std::{
    fs, io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use rustix::{
    fs::{Access, StatVfsMountFlags, access, statvfs},
    process::geteuid,
};

use super::report::Finding;

const DIRECTORY: &str = "data directory";
const DISK: &str = "disk";

/// The room below which PostgreSQL soon takes no changes.
const LITTLE: u64 = 64 << 20;

/// The room below which the owner should think of more.
const SOME: u64 = 1 << 30;

/// Examines a data directory, and the disk that it is on.
pub(super) fn examine(dir: &Path) -> Vec<Finding> {
    let directory = match fs::metadata(dir) {
        Ok(found) if !found.is_dir() => Finding::problem(DIRECTORY, format!("{} is no directory.", dir.display()))
            .remedy("Move it away, or name another with --data-dir or HEARTH_DATA_DIR"),
        Ok(found) => existing(dir, &found),
        Err(error) if error.kind() == io::ErrorKind::NotFound => missing(dir),
        Err(error) => Finding::problem(DIRECTORY, format!("{} cannot be looked at: {error}.", dir.display()))
            .remedy("Run this as the user whom the server runs as, or let this user enter the directories above it"),
    };
    let mut findings = vec![directory];
    findings.extend(nearest(dir).and_then(|dir| disk(&dir)));
    findings
}

fn existing(dir: &Path, found: &fs::Metadata) -> Finding {
    let (shown, user, mode) = (dir.display(), geteuid(), found.mode() & 0o777);
    if found.uid() != user.as_raw() && !user.is_root() {
        let owner = found.uid();
        return Finding::problem(DIRECTORY, format!("{shown} belongs to another user, number {owner}.")).remedy(
            format!("Run the server and this as that user, or run `chown -R {} {shown}` as root", user.as_raw()),
        );
    }
    if access(dir, Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK).is_err() {
        return Finding::problem(DIRECTORY, format!("This user may not write to {shown}, whose mode is {mode:03o}."))
            .remedy(format!("Run `chmod 700 {shown}`; where the disk is mounted read-only, mount it for writing"));
    }
    if mode & 0o022 != 0 {
        return Finding::problem(
            DIRECTORY,
            format!("Other users may write to {shown}, and replace the database and the key."),
        )
        .remedy(format!("Run `chmod 700 {shown}`"));
    }
    if mode & 0o055 != 0 {
        return Finding::warning(DIRECTORY, format!("Other users may look into {shown}, whose mode is {mode:03o}."))
            .remedy(format!("Run `chmod 700 {shown}`"));
    }
    if found.uid() == user.as_raw() {
        Finding::ok(DIRECTORY, format!("{shown} is this user's, and private."))
    } else {
        Finding::ok(
            DIRECTORY,
            format!("{shown} is the user's with the number {}, and private; this runs as root.", found.uid()),
        )
    }
}

fn missing(dir: &Path) -> Finding {
    let parent = nearest(dir);
    match parent {
        Some(parent) if access(&parent, Access::WRITE_OK | Access::EXEC_OK).is_ok() => {
            Finding::ok(DIRECTORY, format!("{} is not there yet. The first start makes it.", dir.display()))
        }
        _ => Finding::problem(DIRECTORY, format!("{} is not there, and this user may not make it.", dir.display()))
            .remedy("Make it as root and give it to the user whom the server runs as, or name another with --data-dir"),
    }
}

/// Finds the directory itself, or the nearest above it that there is.
fn nearest(dir: &Path) -> Option<PathBuf> {
    dir.ancestors().find(|dir| dir.is_dir()).map(Path::to_owned)
}

fn disk(dir: &Path) -> Option<Finding> {
    let disk = statvfs(dir).ok()?;
    let shown = dir.display();
    if disk.f_flag.contains(StatVfsMountFlags::RDONLY) {
        let text = format!("The disk of {shown} is mounted read-only.");
        return Some(
            Finding::problem(DISK, text).remedy("Mount it for writing; the system's log tells whether it has failed"),
        );
    }
    // Some file systems have no such number and report zero of zero.
    if disk.f_favail == 0 && disk.f_files > 0 {
        let text = format!("The disk of {shown} has no room for another file.");
        return Some(
            Finding::problem(DISK, text).remedy("Remove files there, or move the data directory to another disk"),
        );
    }
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let text = format!("{} MiB are free on the disk of {shown}.", free >> 20);
    Some(if free < LITTLE {
        Finding::problem(DISK, text).remedy("Make room: PostgreSQL takes no changes without it")
    } else if free < SOME {
        Finding::warning(DISK, text).remedy("Make room soon: PostgreSQL takes no changes without it")
    } else {
        Finding::ok(DISK, text)
    })
}
