//! Puts a symbolic link where a program that was built looks for what it carries. A link rather than a copy: a copy would be
//! written over programs that run ("Text file busy") and over libraries that they have mapped.

use std::{fs, io, os::unix::fs::symlink, path::Path, process};

/// Makes `link` lead to `target`, in one step; what was there instead is removed, and goes on where it runs.
pub fn replace(link: &Path, target: &Path) -> io::Result<()> {
    if fs::read_link(link).is_ok_and(|found| found == target) {
        return Ok(());
    }
    let new = link.with_extension(format!("new-{}", process::id()));
    let old = link.with_extension(format!("old-{}", process::id()));
    symlink(target, &new)?;
    // A directory is not replaced by a link.
    let is_dir = fs::symlink_metadata(link).is_ok_and(|found| found.is_dir());
    if is_dir {
        fs::rename(link, &old)?;
    }
    fs::rename(&new, link)?;
    if is_dir { fs::remove_dir_all(&old) } else { Ok(()) }
}
