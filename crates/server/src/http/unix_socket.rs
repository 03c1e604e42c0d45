//! Keeps a Unix socket where clients look for it: what removes its file (a cleaner of /tmp, a logout, a person) leaves
//! the socket open and nobody able to connect, so it is bound anew.

use std::{
    fs, io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::{
    net::{UnixListener, UnixStream},
    time::timeout,
};

/// Separates two looks whether the file is still there.
const CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// A bound Unix socket, whose file goes with it.
pub struct UnixSocket {
    path: PathBuf,
    listener: UnixListener,
    file: Option<FileId>,
}

/// Identifies a file by device and inode.
type FileId = (u64, u64);

impl UnixSocket {
    /// Binds `path`. What is there is removed: the caller knows that nobody else serves there.
    pub fn bind(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let (listener, file) = bind(&path)?;
        Ok(Self { path, listener, file })
    }

    /// Returns the path of the socket.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Waits for the next connection.
    pub(crate) async fn accept(&mut self) -> io::Result<UnixStream> {
        loop {
            match timeout(CHECK_INTERVAL, self.listener.accept()).await {
                Ok(accepted) => return Ok(accepted?.0),
                Err(_) if self.is_in_place() => {}
                Err(_) => self.bind_again(),
            }
        }
    }

    fn is_in_place(&self) -> bool {
        self.file.is_some() && id(&self.path) == self.file
    }

    /// Binds it again. Its directory may be gone as well, and come back later.
    fn bind_again(&mut self) {
        match bind(&self.path) {
            Ok((listener, file)) => {
                tracing::warn!(path = %self.path.display(), "the socket was removed: it is there again");
                (self.listener, self.file) = (listener, file);
            }
            Err(error) => tracing::debug!(%error, path = %self.path.display(), "the socket was removed"),
        }
    }
}

impl Drop for UnixSocket {
    fn drop(&mut self) {
        if self.is_in_place() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn bind(path: &Path) -> io::Result<(UnixListener, Option<FileId>)> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(path)?;
    Ok((listener, id(path)))
}

fn id(path: &Path) -> Option<FileId> {
    fs::symlink_metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn answers(socket: &mut UnixSocket, path: &Path) {
        let connected = async {
            while UnixStream::connect(path).await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let both = async { tokio::join!(socket.accept(), connected) };
        timeout(Duration::from_secs(10), both).await.expect("somebody can connect").0.unwrap();
    }

    #[tokio::test]
    async fn binds_again_when_its_file_is_removed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("run/hearth.sock");
        let run = path.parent().unwrap();
        fs::create_dir(run).unwrap();
        let mut socket = UnixSocket::bind(&path).unwrap();
        answers(&mut socket, &path).await;

        fs::remove_file(&path).unwrap();
        answers(&mut socket, &path).await;

        fs::remove_dir_all(run).unwrap();
        let back = async {
            tokio::time::sleep(2 * CHECK_INTERVAL).await;
            fs::create_dir(run).unwrap();
        };
        tokio::join!(answers(&mut socket, &path), back);

        drop(socket);
        assert!(!path.exists(), "a stale socket is left behind");
    }

    #[tokio::test]
    async fn replaces_a_stale_socket() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("hearth.sock");
        drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
        let mut socket = UnixSocket::bind(&path).unwrap();
        answers(&mut socket, &path).await;
    }
}
