//! Puts a server under siege: everything that a hostile client may do, all at once, beside people who read and write. Measures what
//! the people notice.
//!
//! The hostile clients come from other addresses of this computer than the people, 127.0.0.1.

mod connections;
mod honest;
mod outcomes;
mod report;
mod requests;

use std::{
    fs,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use hearth_api::{CreatePost, Vote};
use sqlx::{Connection, PgConnection};
use tokio::{runtime::Builder, task::JoinSet};

pub use self::{
    outcomes::{Counts, Outcomes},
    report::{Figures, Report, percentile},
};
use crate::{AcknowledgedWrites, Server, User};

/// The number of people who read, and of those who write.
const READERS: usize = 16;
const WRITERS: usize = 4;

/// The line of a process's status with the most memory that it had (RSS).
const PEAK: &str = "VmHWM:";

/// The number of accounts that the hostile clients have.
const HOSTILE: usize = 16;

/// The people and the accounts of the hostile clients, on one server.
pub struct Clients {
    people: Vec<User>,
    hostile: Arc<Vec<User>>,
}

/// The lengths of the two parts, and which hostile clients there are.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The time in which the people are alone.
    pub quiet: Duration,
    /// The time of the siege.
    pub siege: Duration,
    /// The part of the connections that a real siege has: 1 for all, 2 for half of them.
    pub divisor: usize,
    /// The kinds of hostile clients that take part; empty for all.
    pub kinds: Vec<String>,
}

impl Clients {
    /// Signs everybody up, and fills large pages. The server must have no rate limits, for once.
    pub async fn sign_up(server: &Server) -> Self {
        let (mut people, mut hostile) = (Vec::new(), Vec::new());
        for _ in 0..READERS + WRITERS {
            people.push(server.user().await);
        }
        for _ in 0..HOSTILE {
            hostile.push(server.user().await);
        }
        let first = hostile[0].post("To vote for").await;
        hostile[0].client.vote(Vote { post_id: first, dir: 1 }).await.unwrap();
        fill_large_pages(server, hostile[0].id).await;
        Self { people, hostile: Arc::new(hostile) }
    }

    /// Lets the people read and write alone at first, and then beside the hostile clients. The server may be another process
    /// than the one on which everybody signed up, on the same data directory.
    pub async fn measure(&self, server: &Server, plan: &Plan) -> Report {
        let people: Vec<User> = self.people.iter().map(|user| user.at(&server.address())).collect();
        let (readers, writers) = people.split_at(READERS);
        let acknowledged = AcknowledgedWrites::default();
        let quiet = honest::watch(server, readers, writers, &acknowledged, plan.quiet).await;
        let memory_before = memory(server.pid(), PEAK);
        let hostile = Outcomes::default();
        // Those who attack have computers of their own. Here they have threads of their own, which leave the processors to the
        // server.
        let mut attackers = Builder::new_multi_thread();
        attackers.worker_threads(2).enable_all().on_thread_start(|| {
            // Of the thread alone, on Linux.
            let _ = rustix::process::setpriority_process(None, 10);
        });
        let attackers = attackers.build().unwrap();
        let mut siege = {
            let _entered = attackers.enter();
            self.attack(server, plan, &hostile)
        };
        let besieged = honest::watch(server, readers, writers, &acknowledged, plan.siege).await;
        siege.abort_all();
        while siege.join_next().await.is_some() {}
        attackers.shutdown_background();
        Report {
            quiet,
            besieged,
            hostile: hostile.all(),
            memory_before,
            memory: memory(server.pid(), PEAK),
            acknowledged: acknowledged.len(),
            lost: acknowledged.find_lost(&readers[0]).await,
        }
    }

    /// Starts all hostile clients, which go on until the set is dropped.
    fn attack(&self, server: &Server, plan: &Plan, outcomes: &Outcomes) -> JoinSet<()> {
        let mut tasks = JoinSet::new();
        let address = server.address().trim_start_matches("http://").parse().unwrap();
        for (index, Kind { name, clients, start }) in connections::KINDS.iter().chain(&requests::KINDS).enumerate() {
            if !plan.kinds.is_empty() && !plan.kinds.iter().any(|kind| kind == name) {
                continue;
            }
            for number in 0..clients.div_ceil(plan.divisor) {
                start(&mut tasks, Attacker::new(self, address, (index, name), number, outcomes));
            }
        }
        tasks
    }
}

/// A kind of hostile clients.
struct Kind {
    name: &'static str,
    /// How many there are.
    clients: usize,
    /// Starts one.
    start: fn(&mut JoinSet<()>, Attacker),
}

/// One hostile client.
#[derive(Clone)]
struct Attacker {
    kind: &'static str,
    server: SocketAddr,
    from: IpAddr,
    number: usize,
    accounts: Arc<Vec<User>>,
    outcomes: Outcomes,
}

impl Attacker {
    fn new(
        clients: &Clients,
        server: SocketAddr,
        (index, kind): (usize, &'static str),
        number: usize,
        outcomes: &Outcomes,
    ) -> Self {
        // Those of a kind share a few addresses, as an attacker does who has a few computers.
        let host = u8::try_from(2 + index * 4 + number % 4).unwrap();
        let from = Ipv4Addr::new(127, 0, 0, host).into();
        Self { kind, server, from, number, accounts: Arc::clone(&clients.hostile), outcomes: outcomes.clone() }
    }

    fn account(&self) -> &User {
        &self.accounts[self.number % self.accounts.len()]
    }
}

/// Makes 8 MiB of posts that JSON writes six times as long, of long ago, so that they are on no page but their author's.
async fn fill_large_pages(server: &Server, author: i32) {
    let mut database = PgConnection::connect_with(&server.database()).await.unwrap();
    let posts = "
        INSERT INTO posts (title, content, owner_id, created_at)
        SELECT 'Large ' || i, repeat(chr(1), 100000), $1, now() - INTERVAL '20 years' FROM generate_series(1, 100) i";
    sqlx::query(posts).bind(author).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
}

/// Reads a figure of the memory of a process, in MiB.
fn memory(pid: u32, name: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
}

/// A post as long as may be, which JSON writes six times as long.
fn longest_post() -> CreatePost {
    CreatePost { title: "Longest".to_owned(), content: "\u{1}".repeat(100_000), published: true }
}
