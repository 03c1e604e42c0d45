//! Where the socket is: in the cluster's directory, or, when that name is too long for one, in a short private one.

use std::{
    env,
    fs::{self, DirBuilder},
    io,
    os::unix::{
        ffi::OsStrExt,
        fs::{DirBuilderExt, MetadataExt},
    },
    path::{Path, PathBuf},
};

use crate::{
    error::{Context, Error},
    handover::fingerprint,
    home::Home,
};

/// PostgreSQL's socket and its lock file. An app's own `hearth.sock` in the same directory is shorter than these.
const SOCKET: &str = ".s.PGSQL.5432";
const SOCKET_LOCK: &str = ".s.PGSQL.5432.lock";

/// What fits into `sockaddr_un` with its closing NUL: 108 bytes on Linux, 104 elsewhere.
const LONGEST: usize = if cfg!(target_os = "linux") { 107 } else { 103 };

/// The private directory of the socket; one that is not the cluster's own is removed in the end.
#[derive(Debug)]
pub(crate) struct SocketDir {
    path: PathBuf,
    temporary: bool,
}

impl SocketDir {
    pub(crate) fn open(home: &Home) -> Result<Self, Error> {
        let own = home.dir.join("run");
        let (path, temporary) = if fits(&own) { (own, false) } else { (short(home), true) };
        match DirBuilder::new().mode(0o700).create(&path) {
            Ok(()) => home.account.as_ref().map_or(Ok(()), |account| account.own(&path))?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Error::io("create", &path, error)),
        }
        refuse_unsafe(&path, home)?;
        Ok(Self { path, temporary })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes what a killed server left. Called when no server runs: PostgreSQL would take the lock file for a living
    /// one's when its number went to another process.
    pub(crate) fn remove_stale(&self) -> Result<(), Error> {
        for name in [SOCKET, SOCKET_LOCK] {
            let path = self.path.join(name);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::io("remove", &path, error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The value of `unix_socket_directories`, which is a list: quoted, the path may contain commas and quotes.
    pub(crate) fn setting(&self) -> std::ffi::OsString {
        let mut bytes = b"unix_socket_directories=\"".to_vec();
        for byte in self.path.as_os_str().as_bytes() {
            bytes.extend(if *byte == b'"' { b"\"\"".as_slice() } else { std::slice::from_ref(byte) });
        }
        bytes.push(b'"');
        std::os::unix::ffi::OsStringExt::from_vec(bytes)
    }
}

impl Drop for SocketDir {
    fn drop(&mut self) {
        if self.temporary {
            // Fails when the app's own socket is still there, and then it is the app's to tidy up.
            let _ = fs::remove_dir(&self.path);
        }
    }
}

/// Short enough, and text, as many a client library wants it.
fn fits(dir: &Path) -> bool {
    dir.to_str().is_some_and(|dir| dir.len() + "/".len() + SOCKET.len() <= LONGEST)
}

/// A short name that is the same at every start, so that what a killed server left is found again.
fn short(home: &Home) -> PathBuf {
    let name = fingerprint(home.dir.as_os_str());
    let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|dir| is_private(dir, home));
    let in_runtime = runtime.map(|dir| dir.join(format!("hearth-{name}"))).filter(|dir| fits(dir));
    in_runtime.unwrap_or_else(|| PathBuf::from(format!("/tmp/hearth-{}-{name}", owner(home))))
}

/// In /tmp anybody may have made the directory before us, or a link in its place.
fn refuse_unsafe(path: &Path, home: &Home) -> Result<(), Error> {
    fs::symlink_metadata(path).context("look at", path)?;
    if is_private(path, home) { Ok(()) } else { Err(Error::UnsafeSocketDir { dir: path.to_owned() }) }
}

fn is_private(path: &Path, home: &Home) -> bool {
    path.is_absolute()
        && fs::symlink_metadata(path)
            .is_ok_and(|found| found.is_dir() && found.uid() == owner(home) && found.mode() & 0o777 == 0o700)
}

/// Whose sockets they are.
fn owner(home: &Home) -> u32 {
    home.account.as_ref().map_or_else(|| rustix::process::geteuid().as_raw(), |account| account.uid)
}
