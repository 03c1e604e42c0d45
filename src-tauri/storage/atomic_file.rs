//! Writes files that are private to their owner, and after a crash either whole or as they were before.

use std::{
    fs::{self, File},
    io::{self, BufWriter, ErrorKind, Read as _, Write as _},
    path::{Path, PathBuf},
};

/// The prefix of files that are being written.
const STAGED: &str = ".staged-";

/// Bounds how many unreadable files of one name are kept; one more replaces the first.
const ASIDE_MAX: u32 = 20;

/// Reads a file of so many bytes at most; a larger one is none of ours.
pub(crate) fn read_up_to(path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(max_bytes + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_bytes { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// Replaces a file, by writing beside it and renaming: after a crash it is the one of this moment or the one before.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_with(path, |file| file.write_all(bytes))
}

/// Replaces a file by one that is written piece by piece.
pub(crate) fn replace_with(path: &Path, write: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    let staged = tempfile::Builder::new().prefix(STAGED).tempfile_in(folder)?;
    let mut buffered = BufWriter::new(staged.as_file());
    write(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    staged.as_file().sync_all()?;
    staged.persist(path)?;
    File::open(folder)?.sync_all()
}

/// Removes a file for good: after a crash it is not there again.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    absent_is_fine(fs::remove_file(path))?;
    File::open(folder)?.sync_all()
}

/// Returns whether a file was left by an app that was killed in the middle of a write.
pub(crate) fn is_staged(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(STAGED.as_bytes()))
}

/// Makes a folder, and those above it, that nobody else can enter.
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

pub(crate) fn absent_is_fine(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Renames a file that cannot be read, so that it is kept for its owner, and says where.
pub(crate) fn quarantine(path: &Path, error: &impl std::fmt::Display) -> PathBuf {
    let aside = aside_of(path);
    tracing::error!(%error, aside = %aside.display(), "a file cannot be read");
    let _ = fs::rename(path, &aside);
    aside
}

/// Returns the path for an unreadable file: `name.json.unreadable`, or with a number where one lies there already.
fn aside_of(path: &Path) -> PathBuf {
    let first = path.with_extension("json.unreadable");
    let more = (2..=ASIDE_MAX).map(|number| path.with_extension(format!("json.unreadable-{number}")));
    std::iter::once(first.clone()).chain(more).find(|aside| !aside.exists()).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_is_replaced_whole_and_nobody_else_reads_it() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let (folder, file) = (dir.path().join("a/b"), dir.path().join("a/b/file.json"));
        make_private(&folder).unwrap();
        replace(&file, b"a longer one").unwrap();
        replace(&file, b"short").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"short");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&dir.path().join("a")), mode(&folder), mode(&file)), (0o700, 0o700, 0o600));
    }
}
