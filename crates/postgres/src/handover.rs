//! Relocates what the account that runs PostgreSQL cannot reach at its own place, when root starts it. Nobody's home is
//! opened for it: the cluster, or a copy of the binaries, goes under a directory of the system's instead.

use std::{
    ffi::OsStr,
    fs::{self, DirBuilder, File},
    hash::Hasher as _,
    io,
    os::unix::{
        ffi::OsStrExt,
        fs::{DirBuilderExt, MetadataExt, symlink},
    },
    path::{Path, PathBuf},
};

use fnv::FnvHasher;

use crate::{
    account::Account,
    error::{Context, Error},
};

/// Makes the directory that is to be reached through `link` under `root`, or finds it again, and makes the link.
/// Whoever reads `link`'s parent thus sees where the cluster went.
pub(crate) fn cluster_behind(link: &Path, root: &Path, account: &Account) -> Result<PathBuf, Error> {
    make_root(root)?;
    let dir = root.join(fingerprint(link.as_os_str()));
    match DirBuilder::new().mode(0o700).create(&dir) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => made.context("create", &dir)?,
    }
    if !fs::symlink_metadata(&dir).context("look at", &dir)?.is_dir() {
        return Err(Error::Foreign { dir });
    }
    account.chown(&dir)?;
    match symlink(&dir, link) {
        // Two first starts at once made the same link.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && fs::read_link(link).ok() == Some(dir.clone()) => {
        }
        made => made.context("create", link)?,
    }
    tracing::info!(link = %link.display(), dir = %dir.display(), account = account.name, "the database lives where its account can reach it");
    Ok(dir)
}

/// Copies the installation that `bin` belongs to, on its first use; returns the copy's `bin`.
pub(crate) fn copy_of_binaries(bin: &Path, root: &Path) -> io::Result<PathBuf> {
    let source = bin.parent().filter(|dir| dir.join("share").is_dir() && dir.join("lib").is_dir());
    // The distribution's are spread over /usr, and there everybody can read them.
    let source = source.ok_or_else(|| io::Error::other("the account that runs PostgreSQL cannot reach it"))?;
    let postgres = fs::metadata(bin.join("postgres"))?;
    let identity = format!("{} {} {}", source.display(), postgres.len(), postgres.mtime());
    make_root(root).map_err(|error| io::Error::other(error.to_string()))?;
    let target = root.join(format!("postgres-{}", fingerprint(OsStr::new(&identity))));
    if !target.is_dir() {
        let staging = root.join(format!("postgres-{}.{}", fingerprint(OsStr::new(&identity)), std::process::id()));
        let copied = copy_tree(source, &staging).and_then(|()| match fs::rename(&staging, &target) {
            // Somebody else's copy of the same was there first.
            Err(_) if target.is_dir() => fs::remove_dir_all(&staging),
            renamed => renamed,
        });
        if let Err(error) = copied {
            let _ = fs::remove_dir_all(&staging);
            return Err(error);
        }
    }
    Ok(target.join("bin"))
}

fn make_root(root: &Path) -> Result<(), Error> {
    DirBuilder::new().mode(0o711).recursive(true).create(root).context("create", root)?;
    let found = fs::symlink_metadata(root).context("look at", root)?;
    if !found.is_dir() || found.uid() != 0 || found.mode() & 0o022 != 0 {
        return Err(Error::Foreign { dir: root.to_owned() });
    }
    Ok(())
}

/// Copies directories and what is in them, for everybody to read. Links are followed: the copy needs none.
fn copy_tree(from: &Path, to: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o755).create(to)?;
    for entry in fs::read_dir(from)? {
        let from = entry?.path();
        let to = to.join(from.file_name().unwrap_or_default());
        if from.is_dir() {
            copy_tree(&from, &to)?;
        } else {
            fs::copy(&from, &to)?;
            let executable = fs::metadata(&from)?.mode() & 0o100;
            let mode = if executable == 0 { 0o644 } else { 0o755 };
            fs::set_permissions(&to, std::os::unix::fs::PermissionsExt::from_mode(mode))?;
            File::open(&to)?.sync_all()?;
        }
    }
    Ok(())
}

/// Hashes a long name to a short one (FNV-1a, 64 bits): it tells clusters of one owner apart, it is no secret and no
/// proof.
pub(crate) fn fingerprint(name: &OsStr) -> String {
    let mut hasher = FnvHasher::default();
    hasher.write(name.as_bytes());
    format!("{:016x}", hasher.finish())
}
