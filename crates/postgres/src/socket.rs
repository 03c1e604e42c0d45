//! Places the socket in the cluster's directory, or, when that name is too long for one, in a short private one.
//! Cleaners and people remove it while the server runs; then it is made anew at the same place, where clients look for
//! it.

use std::{
    env,
    fs::{self, DirBuilder, Permissions},
    io,
    os::unix::{
        ffi::OsStrExt,
        fs::{DirBuilderExt, MetadataExt, PermissionsExt},
    },
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::time::sleep;

use crate::{
    cluster_dir::ClusterDir,
    error::{Context, Error},
    handover::fingerprint,
};

/// The names of PostgreSQL's socket and of its lock file. An app's own `hearth.sock` in the same directory is shorter
/// than these.
const SOCKET: &str = ".s.PGSQL.5432";
const SOCKET_LOCK: &str = ".s.PGSQL.5432.lock";

/// The longest path that fits into `sockaddr_un` with its closing NUL: 108 bytes on Linux, 104 elsewhere.
const LONGEST: usize = if cfg!(target_os = "linux") { 107 } else { 103 };

/// The interval between two checks whether the socket is still there.
const LOOK: Duration = Duration::from_secs(2);

/// The private directory of the socket; one that is not the cluster's own is removed in the end.
#[derive(Debug)]
pub(crate) struct SocketDir {
    path: PathBuf,
    temporary: bool,
}

impl SocketDir {
    pub(crate) fn open(cluster_dir: &ClusterDir) -> Result<Self, Error> {
        let own = cluster_dir.dir.join("run");
        let (path, temporary) = if fits(&own) { (own, false) } else { (short(cluster_dir), true) };
        make(&path, temporary, cluster_dir)?;
        let socket = Self { path, temporary };
        socket.remove_stale()?;
        Ok(socket)
    }

    /// Makes the directory where it is missing, and removes what a server that is gone left in it.
    pub(crate) fn prepare(&self, cluster_dir: &ClusterDir) -> Result<(), Error> {
        make(&self.path, self.temporary, cluster_dir)?;
        self.remove_stale()
    }

    /// Completes when the socket that is there now is gone, or another one is in its place.
    pub(crate) async fn lost(&self) {
        let path = self.path.join(SOCKET);
        let identity = || fs::symlink_metadata(&path).ok().map(|found| (found.dev(), found.ino()));
        let ours = identity();
        loop {
            sleep(LOOK).await;
            let found = identity();
            if found.is_none() || found != ours {
                return;
            }
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the socket and its lock file, while no server runs: PostgreSQL would take the lock file for a living
    /// one's when its number went to another process.
    fn remove_stale(&self) -> Result<(), Error> {
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

    /// Returns the setting `unix_socket_directories`, whose value is a list: quoted, the path may contain commas and
    /// quotes.
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

fn make(path: &Path, temporary: bool, cluster_dir: &ClusterDir) -> Result<(), Error> {
    match DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => cluster_dir.account.as_ref().map_or(Ok(()), |account| account.chown(path))?,
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(Error::io("create", path, error));
        }
        // In our own directory nobody else can have made it: it was restored with other modes or another owner.
        Err(_) if !temporary && !is_private(path, cluster_dir) => {
            cluster_dir.make_private(path)?;
            fs::set_permissions(path, Permissions::from_mode(0o700)).context("make private", path)?;
        }
        Err(_) => {}
    }
    refuse_unsafe(path, cluster_dir)
}

/// Returns whether the path of a socket in `dir` is short enough, and text, as many a client library wants it.
fn fits(dir: &Path) -> bool {
    dir.to_str().is_some_and(|dir| dir.len() + "/".len() + SOCKET.len() <= LONGEST)
}

/// Returns a short name that is the same at every start, so that what a killed server left is found again. It is in
/// /tmp, because the user's runtime directory is removed when they log out, and a server may go on; but there anybody
/// can take a name.
fn short(cluster_dir: &ClusterDir) -> PathBuf {
    let name = fingerprint(cluster_dir.dir.as_os_str());
    let usual = PathBuf::from(format!("/tmp/hearth-{}-{name}", owner(cluster_dir)));
    if fs::symlink_metadata(&usual).is_err() || is_private(&usual, cluster_dir) {
        return usual;
    }
    let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|dir| is_private(dir, cluster_dir));
    runtime.map(|dir| dir.join(format!("hearth-{name}"))).filter(|dir| fits(dir)).unwrap_or(usual)
}

/// Refuses a directory that is not private: in /tmp anybody may have made it before us, or a link in its place.
fn refuse_unsafe(path: &Path, cluster_dir: &ClusterDir) -> Result<(), Error> {
    fs::symlink_metadata(path).context("look at", path)?;
    if is_private(path, cluster_dir) { Ok(()) } else { Err(Error::UnsafeSocketDir { dir: path.to_owned() }) }
}

fn is_private(path: &Path, cluster_dir: &ClusterDir) -> bool {
    path.is_absolute()
        && fs::symlink_metadata(path)
            .is_ok_and(|found| found.is_dir() && found.uid() == owner(cluster_dir) && found.mode() & 0o777 == 0o700)
}

/// Returns the user who owns the sockets.
fn owner(cluster_dir: &ClusterDir) -> u32 {
    cluster_dir.account.as_ref().map_or_else(|| rustix::process::geteuid().as_raw(), |account| account.uid)
}
