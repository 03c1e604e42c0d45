//! Measures reading: pages of the feed, on a small and on a large database, beside PostgreSQL and another deployment.

use hearth_bench::{Goal, SeededServer, Table, median};
use hearth_tests::{Api, User};
use serde_json::Value;

use crate::{
    Effort,
    load::{Figures, Load, Request},
    pgbench, statement,
};

/// The number of readers at once.
pub(crate) const CONNECTIONS: u32 = 16;

/// The number of people who sign up at another deployment.
const PEERS: usize = 4;

/// The number of the page that a reader comes to who never stops.
const DEEP: usize = 1000;

/// The lists that are measured. Titles end in hexadecimal digits: the word is in few of them.
const LISTS: [(&str, &str); 4] = [
    ("new", "/posts/?limit=10"),
    ("top", "/posts/?limit=10&sort=top"),
    ("hot", "/posts/?limit=10&sort=hot"),
    ("search of 4 letters", "/posts/?limit=10&search=9f3a"),
];

/// A search for two letters that follow one another in no title.
const NOWHERE: &str = "/posts/?limit=10&search=zq";

/// The figures of a list in all rounds.
#[derive(Default)]
struct Figured {
    rates: Vec<f64>,
    medians: Vec<f64>,
}

impl Figured {
    fn push(&mut self, figures: Figures) {
        self.rates.push(figures.per_second);
        self.medians.push(figures.p50);
    }

    fn rate(&self) -> f64 {
        median(self.rates.clone())
    }

    fn p50(&self) -> f64 {
        median(self.medians.clone())
    }
}

/// Measures the rows of the feed. The sites come back; their servers were started anew.
pub(crate) async fn measure(
    table: &mut Table,
    few: SeededServer,
    many: SeededServer,
    peer: Option<&str>,
    effort: Effort,
) -> (SeededServer, SeededServer) {
    let (few, statements) = statement::find(few, LISTS.map(|(_, path)| ("GET", path, Value::Null))).await;
    let mut paths: Vec<[String; 2]> = LISTS.iter().map(|(_, path)| [(*path).to_owned(), (*path).to_owned()]).collect();
    paths.push([deep(&few).await, deep(&many).await]);
    paths.push([NOWHERE.to_owned(), NOWHERE.to_owned()]);
    let loads = paths.iter().map(|[here, there]| [load(&few, here), load(&many, there)]);
    let loads: Vec<[Load; 2]> = loads.collect();
    let peer = match peer {
        Some(url) => Some(peer_load(url).await),
        None => None,
    };
    let mut small: Vec<Figured> = loads.iter().map(|_| Figured::default()).collect();
    let mut large: Vec<Figured> = loads.iter().map(|_| Figured::default()).collect();
    let mut limits = vec![Vec::new(); statements.len()];
    let mut peers = Vec::new();
    for round in 1..=effort.rounds {
        eprintln!("Reading, {round} of {}", effort.rounds);
        for (list, [here, there]) in loads.iter().enumerate() {
            small[list].push(here.run(effort.seconds).await);
            if let Some(statement) = statements.get(list) {
                limits[list].push(pgbench::run(&few, statement, &[(1, ":me")], effort.seconds).await);
            }
            large[list].push(there.run(effort.seconds).await);
        }
        if let Some(peer) = &peer {
            peers.push(peer.run(effort.seconds).await.per_second);
        }
    }
    let new = small[0].rate();
    let limits: Vec<f64> = limits.into_iter().map(median).collect();
    let posts = few.seed.posts;
    table.add(&format!("feed, {posts} posts; pgbench with its statement"), [new, limits[0]], "/s", Goal::AtLeast(0.5));
    if !peers.is_empty() {
        table.add("feed; the peer", [new, median(peers)], "/s", Goal::AtLeast(80.0));
    }
    for (list, (name, _)) in LISTS.iter().enumerate().skip(1) {
        let goal = Goal::AtLeast(if *name == "top" || *name == "hot" { 0.8 } else { 0.4 });
        table.add(&format!("{name}; new"), [small[list].rate(), new], "/s", goal);
    }
    let names = LISTS.iter().map(|(name, _)| *name).chain(["page 1000 of new", "search of 2 letters, found nowhere"]);
    for (name, (small, large)) in names.zip(small.iter().zip(&large)) {
        let what = format!("p50 of {name}, {} posts; {posts} posts", many.seed.posts);
        table.add(&what, [large.p50(), small.p50()], "ms", Goal::AtMost(1.3));
    }
    (few, many)
}

/// Returns a load of everybody who reads this page.
pub(crate) fn load(server: &SeededServer, path: &str) -> Load {
    let read = |token| Request { method: "GET", path: path.to_owned(), token, body: None };
    Load::new(&server.server.address(), CONNECTIONS, server.tokens.iter().map(|token| read(token)))
}

/// Finds the path of a page that is reached by following one link after the other.
pub(crate) async fn deep(server: &SeededServer) -> String {
    let api = server.server.api();
    let mut path = LISTS[0].1.to_owned();
    for _ in 1..DEEP.min(usize::try_from(server.seed.posts / 10).unwrap()) {
        path = api.get(&path, Some(&server.tokens[0])).await.next_page().expect("there are more posts");
    }
    path
}

async fn peer_load(url: &str) -> Load {
    let mut tokens = Vec::new();
    for _ in 0..PEERS {
        tokens.push(User::sign_up(url).await.token);
    }
    let page = Api::new(url).get(LISTS[0].1, Some(&tokens[0])).await.expect(200);
    assert_eq!(page.json().as_array().map(Vec::len), Some(10), "the peer has ten posts to show");
    let read = |token| Request { method: "GET", path: LISTS[0].1.to_owned(), token, body: None };
    Load::new(url, CONNECTIONS, tokens.iter().map(|token| read(token)))
}
