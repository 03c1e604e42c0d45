//! Hostile clients that hold connections: silent, slow, greedy, or gone in the middle of a request.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};

use super::{Attacker, Start};
use crate::{Outcome, connect_from};

/// The pause of a slow client between two bytes, or of any client before it connects again.
const PAUSE: Duration = Duration::from_millis(500);

/// The longest that a client waits for the end of a connection.
const HOLD: Duration = Duration::from_mins(10);

/// The kinds of clients, and how many there are of each. Those of a kind come from four addresses.
pub(super) const KINDS: [(usize, Start); 6] = [
    (2400, |tasks, attacker| _ = tasks.spawn(attacker.hold("silent connections", String::new(), None))),
    (400, |tasks, attacker| {
        let stream = attacker.get("/events");
        tasks.spawn(attacker.hold("streams of events", stream, None));
    }),
    (64, |tasks, attacker| {
        let page = attacker.get(&format!("/users/{}/posts?limit=100", attacker.accounts[0].id));
        tasks.spawn(attacker.hold("slow readers of large pages", page, None));
    }),
    (64, |tasks, attacker| {
        let head = "GET / HTTP/1.1\r\nHost: hearth\r\nX-Slow: ".to_owned();
        tasks.spawn(attacker.hold("slow heads", head, Some("x")));
    }),
    (64, |tasks, attacker| {
        let head = attacker.head("POST", "/posts/", "Content-Type: application/json\r\nContent-Length: 900000\r\n");
        tasks.spawn(attacker.hold("slow bodies", head, Some(" ")));
    }),
    (8, |tasks, attacker| _ = tasks.spawn(attacker.break_off())),
];

impl Attacker {
    fn head(&self, method: &str, path: &str, headers: &str) -> String {
        let token = &self.account().token;
        format!("{method} {path} HTTP/1.1\r\nHost: hearth\r\nAuthorization: Bearer {token}\r\n{headers}\r\n")
    }

    fn get(&self, path: &str) -> String {
        self.head("GET", path, "")
    }

    async fn connect(&self) -> Option<TcpStream> {
        connect_from(self.server, self.from).await.ok()
    }

    /// Holds a connection for as long as it lasts, and then another: sends `first`, then `drip` now and then, and takes a few bytes
    /// now and then.
    async fn hold(self, kind: &'static str, first: String, drip: Option<&'static str>) {
        loop {
            if let Some(mut stream) = self.connect().await {
                let outcome = timeout(
                    HOLD,
                    hold_one(&mut stream, &first, drip, |outcome| {
                        self.outcomes.count(kind, outcome);
                    }),
                );
                // A connection on which nothing was said ends without an answer.
                let _ = outcome.await;
            }
            sleep(PAUSE).await;
        }
    }

    /// Asks for what takes the database long, and breaks off in the middle.
    async fn break_off(self) {
        let paths =
            ["/posts/?search=zq&sort=top&limit=100", "/posts/?search=e&sort=hot&skip=100000", "/posts/?limit=100"];
        for sent in 0.. {
            if let Some(mut stream) = self.connect().await {
                let _ = stream.write_all(self.get(paths[sent % paths.len()]).as_bytes()).await;
                sleep(Duration::from_millis(1 + sent as u64 % 20)).await;
                self.outcomes.count("broken off", Outcome::Broken);
            }
            sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn hold_one(stream: &mut TcpStream, first: &str, drip: Option<&str>, mut tell: impl FnMut(Outcome)) {
    let (mut reader, mut writer) = stream.split();
    let mut said = vec![0; 2048];
    if writer.write_all(first.as_bytes()).await.is_err() {
        return tell(Outcome::Broken);
    }
    let mut told = false;
    loop {
        let read = match drip {
            None => reader.read(&mut said).await,
            Some(drip) => tokio::select! {
                read = reader.read(&mut said) => read,
                () = sleep(PAUSE) => match writer.write_all(drip.as_bytes()).await {
                    Ok(()) => continue,
                    Err(error) => Err(error),
                },
            },
        };
        match read {
            Ok(length) if length > 0 => {
                if !told {
                    tell(Outcome::of(&said[..length]));
                    told = true;
                }
            }
            _ => {
                if !told {
                    tell(Outcome::Broken);
                }
                return;
            }
        }
        sleep(PAUSE).await;
    }
}
