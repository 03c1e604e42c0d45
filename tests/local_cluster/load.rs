//! People who post, edit, vote, sign up and read. Each repeats what was not acknowledged until it is, as the app does, so that the
//! end of every change is known.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use hearth_tests::{Answer, Api, Outcome, User, siege::Outcomes, try_send, unique_email};
use reqwest::{Method, RequestBuilder};
use serde_json::json;
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::ledger::Ledger;

const AUTHORS: usize = 4;
const VOTERS: usize = 3;
const READERS: usize = 4;

/// The pause after each change, and before a repetition.
const PAUSE: Duration = Duration::from_millis(50);
/// The pause of a reader.
const READING: Duration = Duration::from_millis(100);
/// The pause between two accounts.
const SIGNING_UP: Duration = Duration::from_millis(500);

/// A request without an answer for so long is a fault: a server gives a statement up after 18 seconds, and tries to connect for 4
/// before; HAProxy may have tried another server.
const ANSWER_TIMEOUT: Duration = Duration::from_mins(1);

/// How long it is tried to bring a change to its end after the load is over.
const END_TIMEOUT: Duration = Duration::from_mins(1);

/// Most faults that are kept; they repeat one another.
const FAULTS_MAX: usize = 5;

/// Everybody who uses the cluster, and what was acknowledged to them.
pub struct Load {
    shared: Arc<Shared>,
    authors: Vec<User>,
    voters: Vec<User>,
    readers: Vec<User>,
}

/// The load while it goes on.
pub struct Running {
    shared: Arc<Shared>,
    tasks: JoinSet<()>,
}

struct Shared {
    address: String,
    ledger: Ledger,
    outcomes: Mutex<Outcomes>,
    faults: Mutex<Vec<String>>,
    titles: AtomicU32,
    over: AtomicBool,
    /// Set where a full disk may be told.
    full: AtomicBool,
}

impl Load {
    /// Signs everybody up.
    pub async fn sign_up(address: &str) -> Self {
        let (mut authors, mut voters, mut readers) = (Vec::new(), Vec::new(), Vec::new());
        for (users, number) in [(&mut authors, AUTHORS), (&mut voters, VOTERS), (&mut readers, READERS)] {
            for _ in 0..number {
                users.push(User::sign_up(address).await);
            }
        }
        let shared = Shared {
            address: address.to_owned(),
            ledger: Ledger::default(),
            outcomes: Mutex::default(),
            faults: Mutex::default(),
            titles: AtomicU32::new(1),
            over: AtomicBool::new(false),
            full: AtomicBool::new(false),
        };
        Self { shared: Arc::new(shared), authors, voters, readers }
    }

    /// Returns what was acknowledged so far.
    pub fn ledger(&self) -> &Ledger {
        &self.shared.ledger
    }

    /// Begins the load. With `full`, servers may say that the disk is full.
    pub fn begin(&self, full: bool) -> Running {
        let shared = &self.shared;
        shared.over.store(false, Ordering::Relaxed);
        shared.full.store(full, Ordering::Relaxed);
        *shared.outcomes.lock().unwrap() = Outcomes::default();
        shared.faults.lock().unwrap().clear();
        let mut tasks = JoinSet::new();
        for user in &self.authors {
            tasks.spawn(write(Client::new(shared, Some(user))));
        }
        for user in &self.voters {
            tasks.spawn(vote(Client::new(shared, Some(user)), user.id));
        }
        for user in &self.readers {
            tasks.spawn(read(Client::new(shared, Some(user))));
        }
        tasks.spawn(sign_up(Client::new(shared, None)));
        Running { shared: Arc::clone(shared), tasks }
    }
}

impl Running {
    /// Ends the load when all changes that were begun are acknowledged. Returns how requests ended, and what was wrong.
    pub async fn end(mut self) -> (Outcomes, Vec<String>) {
        self.shared.over.store(true, Ordering::Relaxed);
        while let Some(ended) = self.tasks.join_next().await {
            if let Err(error) = ended {
                self.shared.fault(format!("a client ended early: {error}"));
            }
        }
        let outcomes = self.shared.outcomes.lock().unwrap().clone();
        (outcomes, std::mem::take(&mut self.shared.faults.lock().unwrap()))
    }
}

impl Shared {
    fn fault(&self, what: String) {
        let mut faults = self.faults.lock().unwrap();
        if faults.len() < FAULTS_MAX {
            faults.push(what);
        }
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }
}

/// Somebody's device.
struct Client {
    shared: Arc<Shared>,
    api: Api,
    token: Option<String>,
}

impl Client {
    fn new(shared: &Arc<Shared>, user: Option<&User>) -> Self {
        let token = user.map(|user| user.token.clone());
        Self { shared: Arc::clone(shared), api: Api::new(&shared.address), token }
    }

    fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap_or_default();
        let request = self.api.request(method, path);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends a request once. None where nothing came back, which no server may be blamed for, or where it may be sent again.
    async fn send(&self, kind: &'static str, request: RequestBuilder) -> Option<Answer> {
        let began = Instant::now();
        let answer = if let Ok(answer) = timeout(ANSWER_TIMEOUT, try_send(request)).await {
            answer.ok()
        } else {
            self.shared.fault(format!("{kind}: no answer within {ANSWER_TIMEOUT:?}"));
            None
        };
        self.shared.outcomes.lock().unwrap().count(kind, answer.as_ref().map_or(Outcome::Broken, Answer::outcome));
        let answer = answer?;
        let told = answer.status == 503 && answer.outcome().is_sound();
        let full = answer.status == 507 && self.shared.full.load(Ordering::Relaxed);
        if told || full {
            return None;
        }
        if answer.status >= 500 {
            let body = String::from_utf8_lossy(&answer.body);
            self.shared.fault(format!("{kind}: {} after {:?}: {body}", answer.status, began.elapsed()));
            return None;
        }
        Some(answer)
    }

    /// Sends a request until it is answered by one of these; and tells whether the first answer was it. None where the answer is
    /// another one, which is a fault, or where none comes.
    async fn insist(
        &self,
        kind: &'static str,
        statuses: &[u16],
        request: impl Fn() -> RequestBuilder,
    ) -> Option<(Answer, bool)> {
        let (mut first, mut deadline) = (true, None);
        loop {
            if let Some(answer) = self.send(kind, request()).await {
                if statuses.contains(&answer.status) {
                    return Some((answer, first));
                }
                let body = String::from_utf8_lossy(&answer.body);
                self.shared.fault(format!("{kind}: {} where {statuses:?} is right: {body}", answer.status));
                sleep(PAUSE).await;
                return None;
            }
            first = false;
            if self.shared.is_over() && Instant::now() > *deadline.get_or_insert(Instant::now() + END_TIMEOUT) {
                self.shared.fault(format!("{kind}: not acknowledged within {END_TIMEOUT:?} after the load"));
                return None;
            }
            sleep(PAUSE).await;
        }
    }
}

/// Publishes posts, reads each, and changes every other one.
async fn write(client: Client) {
    while !client.shared.is_over() {
        let number = client.shared.titles.fetch_add(1, Ordering::Relaxed);
        let (title, content) = (format!("Post {number}"), format!("Content of {number}"));
        let post = json!({ "title": title, "content": content });
        let create =
            || client.request("POST", "/posts/").header("Idempotency-Key", format!("post-{number}")).json(&post);
        let Some((answer, _)) = client.insist("post", &[201], create).await else { continue };
        let Some(id) = answer.json()["id"].as_i64().and_then(|id| i32::try_from(id).ok()) else {
            client.shared.fault("post: an answer without a number".to_owned());
            continue;
        };
        client.shared.ledger.posted(id, &title, &content);
        let path = format!("/posts/{id}");
        client.insist("read of an own post", &[200], || client.request("GET", &path)).await;
        if number.is_multiple_of(2) {
            let content = format!("Changed content of {number}");
            let change = json!({ "title": title, "content": content });
            if client.insist("edit", &[200], || client.request("PUT", &path).json(&change)).await.is_some() {
                client.shared.ledger.edited(id, &content);
            }
        }
        sleep(PAUSE).await;
    }
}

/// Votes for posts, and takes votes back.
async fn vote(client: Client, account: i32) {
    while !client.shared.is_over() {
        sleep(PAUSE).await;
        let ledger = &client.shared.ledger;
        let Some(post) = ledger.some_post() else { continue };
        let votes = !ledger.votes(account, post);
        let body = json!({ "post_id": post, "dir": i32::from(votes) });
        // It is so already where the answer to an earlier attempt was lost.
        let already = if votes { 409 } else { 404 };
        let cast = client.insist("vote", &[201, already], || client.request("POST", "/vote/").json(&body)).await;
        let Some((answer, first)) = cast else { continue };
        if first && answer.status == already {
            client.shared.fault(format!("vote: {already} at the first attempt, of {account} for {post}"));
        }
        ledger.voted(account, post, votes);
    }
}

/// Signs accounts up, and signs in to each.
async fn sign_up(client: Client) {
    while !client.shared.is_over() {
        let email = unique_email();
        let account = json!({ "email": email, "password": "correct horse" });
        let request = || client.request("POST", "/users/").json(&account);
        let Some((answer, first)) = client.insist("sign-up", &[201, 409], request).await else { continue };
        if first && answer.status == 409 {
            client.shared.fault(format!("sign-up: 409 at the first attempt, of {email}"));
        }
        client.shared.ledger.signed_up(&email);
        let form = [("username", email.as_str()), ("password", "correct horse")];
        client.insist("sign-in", &[200], || client.request("POST", "/login").form(&form)).await;
        sleep(SIGNING_UP).await;
    }
}

/// Reads the newest posts. Nothing that was seen once may be missing later.
async fn read(client: Client) {
    let mut seen = 0;
    while !client.shared.is_over() {
        sleep(READING).await;
        let page = client.send("read", client.request("GET", "/posts/?limit=20")).await;
        let Some(page) = page.filter(|page| page.status == 200) else { continue };
        let page = page.json();
        let numbers = page.as_array().into_iter().flatten().filter_map(|entry| entry["Post"]["id"].as_i64());
        let newest = numbers.max().unwrap_or_default();
        if newest < seen {
            client.shared.fault(format!("read: the newest post is {newest}, where {seen} was seen before"));
        }
        seen = seen.max(newest);
    }
}
