//! Hostile clients that hold connections: silent, slow, greedy, or gone in the middle of a request.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};

use super::{Attacker, Kind};
use crate::{Outcome, connect_from};

/// The pause of a slow client between two bytes, or of any client before it connects again.
const PAUSE: Duration = Duration::from_millis(500);

/// The longest that a client waits for the end of a connection.
const HOLD: Duration = Duration::from_mins(10);

/// The kinds of clients, and how many there are of each. Those of a kind come from four addresses.
pub(super) const KINDS: [Kind; 6] = [
    Kind {
        name: "silent connections",
        clients: 2400,
        start: |tasks, attacker| _ = tasks.spawn(attacker.hold(String::new(), None)),
    },
    Kind {
        name: "streams of events",
        clients: 400,
        start: |tasks, attacker| {
            let stream = attacker.get("/events");
            tasks.spawn(attacker.hold(stream, None));
        },
    },
    Kind {
        name: "slow readers of large pages",
        clients: 64,
        start: |tasks, attacker| {
            let page = attacker.get(&format!("/users/{}/posts?limit=100", attacker.accounts[0].id));
            tasks.spawn(attacker.hold(page, None));
        },
    },
    Kind {
        name: "slow heads",
        clients: 64,
        start: |tasks, attacker| {
            let head = "GET / HTTP/1.1\r\nHost: hearth\r\nX-Slow: ".to_owned();
            tasks.spawn(attacker.hold(head, Some("x")));
        },
    },
    Kind {
        name: "slow bodies",
        clients: 64,
        start: |tasks, attacker| {
            let length = "Content-Type: application/json\r\nContent-Length: 900000\r\n";
            let head = attacker.head("POST", "/posts/", length);
            tasks.spawn(attacker.hold(head, Some(" ")));
        },
    },
    Kind { name: "broken off", clients: 8, start: |tasks, attacker| _ = tasks.spawn(attacker.break_off()) },
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
    async fn hold(self, first: String, drip: Option<&'static str>) {
        loop {
            if let Some(mut stream) = self.connect().await {
                let outcome = timeout(
                    HOLD,
                    hold_one(&mut stream, &first, drip, |outcome| {
                        self.outcomes.count(self.kind, outcome);
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
                self.outcomes.count(self.kind, Outcome::Broken);
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
