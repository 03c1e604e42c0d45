//! Stands between a server and its database: leads to one database or another, and fails in each way that a proxy, a pooler or
//! a network does.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
    sync::watch,
};

use crate::Database;

/// Where new connections lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseRoute {
    /// To the database on this port.
    To(u16),
    /// Nowhere: they are taken, and closed at once, as HAProxy does without a primary.
    Closes,
    /// Nowhere: they are taken, answered with a byte that means nothing, and closed.
    AnswersZero,
    /// Nowhere: they are taken, and never answered.
    IsSilent,
    /// To a program that is no PostgreSQL.
    SpeaksHttp,
    /// To a pooler that has no more connections to give, in the words of PgBouncer.
    IsFull,
}

/// A proxy whose route can be changed. Closed in the end.
pub struct DatabaseProxy {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    route: Mutex<DatabaseRoute>,
    /// Changes where open connections are closed.
    cut: watch::Sender<u32>,
    /// Changes where nothing passes on open connections any more.
    frozen: watch::Sender<u32>,
}

impl DatabaseProxy {
    /// Starts one that leads to a database.
    pub async fn to(database: &Database) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            route: Mutex::new(DatabaseRoute::To(database.port())),
            cut: watch::Sender::new(0),
            frozen: watch::Sender::new(0),
        });
        let carrying = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(Arc::clone(&carrying).serve(client));
            }
        });
        Self { port, shared }
    }

    /// Returns its port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the address of what is behind it, where the database is or a copy of it.
    #[must_use]
    pub fn url(&self, database: &Database) -> String {
        database.url().replace(&format!(":{}/", database.port()), &format!(":{}/", self.port))
    }

    /// Leads new connections elsewhere. Those that are open stay.
    pub fn lead(&self, route: DatabaseRoute) {
        *self.shared.route.lock().unwrap() = route;
    }

    /// Closes the connections that are open.
    pub fn cut(&self) {
        self.shared.cut.send_modify(|number| *number += 1);
    }

    /// Lets nothing pass any more on the connections that are open, not even their end.
    pub fn freeze(&self) {
        self.shared.frozen.send_modify(|number| *number += 1);
    }
}

impl Shared {
    async fn serve(self: Arc<Self>, mut client: TcpStream) {
        let (mut cut, mut frozen) = (self.cut.subscribe(), self.frozen.subscribe());
        let route = *self.route.lock().unwrap();
        tokio::select! {
            () = carry(&mut client, route) => return,
            _ = cut.changed() => return,
            _ = frozen.changed() => {}
        }
        let _ = cut.changed().await;
    }
}

async fn carry(client: &mut TcpStream, route: DatabaseRoute) {
    let mut buffer = [0; 1024];
    let answer: &[u8] = match route {
        DatabaseRoute::To(port) => {
            let Ok(mut server) = TcpStream::connect(("127.0.0.1", port)).await else { return };
            let _ = copy_bidirectional(client, &mut server).await;
            return;
        }
        DatabaseRoute::Closes => return,
        DatabaseRoute::IsSilent => return std::future::pending().await,
        DatabaseRoute::AnswersZero => b"\0",
        DatabaseRoute::SpeaksHttp => b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n",
        DatabaseRoute::IsFull => b"E\0\0\0\x3dSFATAL\0VFATAL\0C08P01\0Mno more connections allowed (max)\0\0",
    };
    // It asks for TLS first, which a pooler has none of.
    if route == DatabaseRoute::IsFull && client.read(&mut buffer).await.is_ok_and(|read| read == 8) {
        let _ = client.write_all(b"N").await;
        let _ = client.read(&mut buffer).await;
    }
    let _ = client.write_all(answer).await;
}
