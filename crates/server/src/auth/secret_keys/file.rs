//! Reads and writes the file that keeps the keys of a database of our own.
//!
//! The file is replaced as a whole: who reads it sees all keys of before or all of after, also when the power fails in
//! between.

use std::{
    fs::{self, File, Permissions},
    io::{self, Read as _, Write as _},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown},
    path::Path,
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use rustix::{
    fs::{Mode, OFlags},
    io::Errno,
};
use tempfile::NamedTempFile;

use super::{
    error::SecretError,
    key_file_format::{KeyFile, Unusable},
};

/// Bounds the file in bytes: hundreds of replaced keys fit.
const MAX_BYTES: u64 = 64 * 1024;

/// What becomes of a file of keys that other users may read, as one that was restored without its mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExposedKeys {
    /// It is an error: on a computer of several users somebody may have read it, which its owner has to judge.
    Refuse,
    /// It is made private again, on a computer of one person.
    MakePrivate,
}

/// Loads the keys that are valid now; makes a key where there is none.
pub(super) fn load_or_create(file: &Path, lifetime: Duration, exposed: ExposedKeys) -> Result<KeyFile, SecretError> {
    let now = Utc::now();
    if let Some(keys) = read(file)? {
        protect(file, exposed)?;
        if keys.is_current(now) {
            return Ok(keys);
        }
    }
    let _lock = lock(file)?;
    // Another process may have written meanwhile.
    let keys = match read(file)? {
        Some(mut keys) => {
            let lifetime = TimeDelta::from_std(lifetime).unwrap_or(TimeDelta::MAX);
            keys.advance(now, now.checked_add_signed(lifetime).unwrap_or(DateTime::<Utc>::MAX_UTC));
            keys
        }
        None => KeyFile::new(generate(file)?),
    };
    write(file, &keys)?;
    Ok(keys)
}

/// Reads the keys, and changes nothing.
pub(super) fn examine(file: &Path) -> Result<Option<KeyFile>, SecretError> {
    let keys = read(file)?;
    if keys.is_some() {
        protect(file, ExposedKeys::Refuse)?;
    }
    Ok(keys)
}

/// Puts a new key in the place of the current one.
pub(super) fn rotate(file: &Path) -> Result<(), SecretError> {
    let missing = || SecretError::Missing { file: file.to_owned() };
    if !file.try_exists().map_err(storage(file))? {
        return Err(missing());
    }
    let _lock = lock(file)?;
    let mut keys = read(file)?.ok_or_else(missing)?;
    keys.rotate(generate(file)?);
    write(file, &keys)
}

fn read(file: &Path) -> Result<Option<KeyFile>, SecretError> {
    match read_text(file) {
        // An empty file is what a crash of the machine can leave; no key of it has signed anything.
        Ok(text) if text.trim().is_empty() => Ok(None),
        Ok(text) => match text.parse() {
            Ok(keys) => Ok(Some(keys)),
            Err(Unusable::Line(line)) => Err(SecretError::Line { file: file.to_owned(), line }),
            Err(Unusable::Damaged) => Err(SecretError::Damaged { file: file.to_owned() }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) => {
            Err(SecretError::Link { file: file.to_owned() })
        }
        Err(error) => Err(storage(file)(error)),
    }
}

fn read_text(file: &Path) -> io::Result<String> {
    let text = io::read_to_string(open(file)?.take(MAX_BYTES + 1))?;
    if text.len() as u64 > MAX_BYTES { Err(io::Error::other("it is larger than 64 KiB")) } else { Ok(text) }
}

fn open(file: &Path) -> io::Result<File> {
    let follow = if is_foreign(file)? { OFlags::NOFOLLOW } else { OFlags::empty() };
    Ok(rustix::fs::open(file, OFlags::RDONLY | OFlags::CLOEXEC | follow, Mode::empty())?.into())
}

/// Sees to it that nobody else may read the file.
fn protect(file: &Path, exposed: ExposedKeys) -> Result<(), SecretError> {
    let opened = open(file).map_err(storage(file))?;
    if !is_exposed(&opened).map_err(storage(file))? {
        return Ok(());
    }
    match exposed {
        ExposedKeys::Refuse => Err(SecretError::Exposed { file: file.to_owned() }),
        ExposedKeys::MakePrivate => {
            tracing::warn!(file = %file.display(), "others could read the key that signs sessions: it is private again");
            opened.set_permissions(Permissions::from_mode(0o600)).map_err(storage(file))
        }
    }
}

/// Returns whether others may read or write the file. As PostgreSQL has it for its keys, a group may read a file that root keeps
/// for another account.
fn is_exposed(file: &File) -> io::Result<bool> {
    let found = file.metadata()?;
    let kept_by_root = found.uid() == 0 && !rustix::process::geteuid().is_root();
    Ok(found.mode() & if kept_by_root { 0o037 } else { 0o077 } != 0)
}

/// Returns whether we are root, and the directory is another user's: a link there may lead to a file of ours.
fn is_foreign(file: &Path) -> io::Result<bool> {
    Ok(rustix::process::geteuid().is_root() && fs::metadata(directory(file))?.uid() != 0)
}

fn generate(file: &Path) -> Result<String, SecretError> {
    let mut random = [0_u8; 32];
    getrandom::fill(&mut random).map_err(io::Error::other).map_err(storage(file))?;
    Ok(random.map(|byte| format!("{byte:02x}")).concat())
}

/// Locks the directory against other writers. It ends with the process, however that ends.
fn lock(file: &Path) -> Result<File, SecretError> {
    let locked = File::open(directory(file)).and_then(|dir| dir.lock().map(|()| dir));
    locked.map_err(storage(file))
}

fn write(file: &Path, keys: &KeyFile) -> Result<(), SecretError> {
    let written = || {
        // Where the owner made the file a link, it stays one.
        let follows = file.is_symlink() && !is_foreign(file)?;
        let file = if follows { fs::canonicalize(file)? } else { file.to_owned() };
        let mut staged = NamedTempFile::with_prefix_in("secret", directory(&file))?;
        staged.write_all(keys.to_string().as_bytes())?;
        keep_owner(&file, staged.as_file())?;
        staged.as_file().sync_all()?;
        staged.persist(&file)?;
        File::open(directory(&file))?.sync_all()
    };
    written().map_err(storage(file))
}

/// Keeps the owner of the file: what root replaces must stay readable for the user whom the server runs as.
fn keep_owner(file: &Path, staged: &File) -> io::Result<()> {
    match fs::symlink_metadata(file) {
        Ok(old) if old.uid() != staged.metadata()?.uid() => fchown(staged, Some(old.uid()), Some(old.gid())),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn directory(file: &Path) -> &Path {
    file.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn storage(file: &Path) -> impl FnOnce(io::Error) -> SecretError {
    |source| SecretError::Storage { file: file.to_owned(), source }
}
