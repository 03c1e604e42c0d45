//! Files that are for their owner's eyes, and whole or not there: what several parts of the app keep in its data
//! directory.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use crate::status::Place;

/// How the files begin that are not whole yet.
const STAGED: &str = ".staged-";

/// How many files of one name are put aside before the first is given up.
const ASIDE_MAX: u32 = 20;

/// Writes beside the file and renames over it: after a crash it is the one of this moment or the one before.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    let mut staged = tempfile::Builder::new().prefix(STAGED).tempfile_in(folder)?;
    staged.write_all(bytes)?;
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

/// Whether a file was left by an app that was killed in the middle of a write.
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

/// Puts a file aside that cannot be read, and says where.
pub(crate) fn put_aside(path: &Path, error: &impl std::fmt::Display) -> PathBuf {
    let aside = aside_of(path);
    tracing::error!(%error, aside = %aside.display(), "a file cannot be read");
    let _ = fs::rename(path, &aside);
    aside
}

/// `name.json.unreadable`, or with a number where one lies there already.
fn aside_of(path: &Path) -> PathBuf {
    let first = path.with_extension("json.unreadable");
    let more = (2..=ASIDE_MAX).map(|number| path.with_extension(format!("json.unreadable-{number}")));
    std::iter::once(first.clone()).chain(more).find(|aside| !aside.exists()).unwrap_or(first)
}

/// What an account's folder is called: `this-computer-1`, `hearth.example-3f1c…-1`.
pub(crate) fn account_name(place: &Place, account: i32) -> String {
    match place {
        Place::ThisComputer => format!("this-computer-{account}"),
        Place::Server { address } => {
            let readable: String = address
                .trim_start_matches("https://")
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
                .take(60)
                .collect();
            format!("{}-{:016x}-{account}", readable.trim_matches(['-', '.']), fingerprint(address))
        }
    }
}

/// FNV-1a: the same in every version of the app, which std's hasher does not promise.
pub(crate) fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_account_of_each_place_has_its_own() {
        let at = |address: &str, account| account_name(&Place::Server { address: address.to_owned() }, account);
        let here = |account| account_name(&Place::ThisComputer, account);
        let all =
            [here(1), here(2), at("https://a.example/", 1), at("https://a.example/b", 1), at("http://a.example/", 1)];
        for (index, one) in all.iter().enumerate() {
            assert!(!one.contains('/') && !one.starts_with('.'), "{one}");
            assert!(!all[..index].contains(one), "{one}");
        }
        assert!(!at("https://../../etc/", 1).contains('/'));
        assert!(at(&"a".repeat(4000), 1).len() < 100);
    }

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
