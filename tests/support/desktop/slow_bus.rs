//! Slows the keyring down: a proxy of the session bus that holds back what is said to it.

use std::{
    io,
    os::{linux::net::SocketAddrExt, unix::net::SocketAddr},
    path::Path,
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{UnixListener, UnixStream},
    task::JoinHandle,
    time::sleep,
};

use super::DesktopSession;

/// The name of the keyring on the bus.
const KEYRING: &[u8] = b"org.freedesktop.secrets";

/// A bus on which the keyring is slow, for as long as this lives.
pub struct SlowBus(JoinHandle<()>);

impl SlowBus {
    /// Starts the proxy between the desktop's programs, those that are started from now on, and its bus. Each message to the
    /// keyring takes so long.
    pub fn start(desktop: &mut DesktopSession, delay: Duration) -> Self {
        let real = desktop.bus_address().to_owned();
        let socket = desktop.test_dir.join("slow-bus");
        let listener = UnixListener::bind(&socket).unwrap();
        desktop.set("DBUS_SESSION_BUS_ADDRESS", &format!("unix:path={}", socket.display()));
        Self(tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let real = connect(&real).await.unwrap();
                tokio::spawn(pass_on(connection, real, delay));
            }
        }))
    }
}

impl Drop for SlowBus {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn connect(address: &str) -> io::Result<UnixStream> {
    let value = |key: &str| address.trim_start_matches("unix:").split(',').find_map(|part| part.strip_prefix(key));
    if let Some(path) = value("path=") {
        return UnixStream::connect(Path::new(path)).await;
    }
    let name = value("abstract=").expect("a socket");
    let stream = std::os::unix::net::UnixStream::connect_addr(&SocketAddr::from_abstract_name(name)?)?;
    stream.set_nonblocking(true)?;
    UnixStream::from_std(stream)
}

async fn pass_on(client: UnixStream, bus: UnixStream, delay: Duration) -> io::Result<()> {
    let ((mut from_client, mut to_client), (mut from_bus, mut to_bus)) = (client.into_split(), bus.into_split());
    let asked = async {
        let mut bytes = vec![0; 64 * 1024];
        loop {
            let read = from_client.read(&mut bytes).await?;
            if read == 0 {
                return to_bus.shutdown().await;
            }
            if bytes[..read].windows(KEYRING.len()).any(|window| window == KEYRING) {
                sleep(delay).await;
            }
            to_bus.write_all(&bytes[..read]).await?;
        }
    };
    let answered = tokio::io::copy(&mut from_bus, &mut to_client);
    tokio::try_join!(asked, answered).map(drop)
}
