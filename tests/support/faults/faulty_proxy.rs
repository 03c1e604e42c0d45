//! Passes requests on to a server, and loses a request or its response when told to.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::Notify,
};

/// A TCP proxy that loses a request or its response.
pub struct FaultyProxy {
    address: String,
    end: Arc<Connection>,
}

struct Connection {
    server: String,
    /// The beginning of the requests that may get lost.
    doomed: &'static str,
    next: Mutex<Option<Loss>>,
    lost: Notify,
}

/// The message that gets lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// The request, of which the server never hears.
    Request,
    /// The answer, after the server has done what was asked.
    Answer,
}

impl FaultyProxy {
    /// Starts a proxy to the server at an address such as `http://127.0.0.1:8000`. Of requests that begin so it loses what
    /// [`lose`](Self::lose) says.
    pub async fn to(server: &str, doomed: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let server = server.trim_start_matches("http://").to_owned();
        let end = Arc::new(Connection { server, doomed, next: Mutex::new(None), lost: Notify::new() });
        let carried = Arc::clone(&end);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(Arc::clone(&carried).carry(client));
            }
        });
        Self { address, end }
    }

    /// Returns its address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Loses the next message, while the client waits on, until the server goes.
    pub fn lose(&self, loss: Loss) {
        *self.end.next.lock().unwrap() = Some(loss);
    }

    /// Waits until it is lost.
    pub async fn is_lost(&self) {
        self.end.lost.notified().await;
    }
}

impl Connection {
    /// Carries one connection; where the server is away, it is closed without a word.
    async fn carry(self: Arc<Self>, client: TcpStream) {
        let Ok(server) = TcpStream::connect(&self.server).await else { return };
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        let is_doomed = AtomicBool::new(false);
        // What one of them ends is ended for both.
        tokio::select! {
            () = self.carry_requests(from_client, to_server, &is_doomed) => {}
            () = self.carry_answers(from_server, to_client, &is_doomed) => {}
        }
    }

    async fn carry_requests(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf, is_doomed: &AtomicBool) {
        let mut buffer = vec![0; 64 * 1024];
        let mut is_cut = false;
        while let Ok(read @ 1..) = from.read(&mut buffer).await {
            let is_meant = buffer.starts_with(self.doomed.as_bytes());
            match is_meant.then(|| self.next.lock().unwrap().take()).flatten() {
                Some(Loss::Request) => {
                    is_cut = true;
                    self.lost.notify_one();
                }
                Some(Loss::Answer) => is_doomed.store(true, Ordering::SeqCst),
                None => {}
            }
            if !is_cut && to.write_all(&buffer[..read]).await.is_err() {
                return;
            }
        }
    }

    async fn carry_answers(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf, is_doomed: &AtomicBool) {
        let mut buffer = vec![0; 64 * 1024];
        let mut is_told = false;
        while let Ok(read @ 1..) = from.read(&mut buffer).await {
            if is_doomed.load(Ordering::SeqCst) {
                // An answer may come in pieces, and is lost once.
                if !std::mem::replace(&mut is_told, true) {
                    self.lost.notify_one();
                }
            } else if to.write_all(&buffer[..read]).await.is_err() {
                return;
            }
        }
    }
}
