//! Tests both backends on the same tables, both writing.
//!
//! What the Python backend does wrong by itself is left out: it answers 500 when two equal votes meet, and when a post
//! is deleted under a vote or a change of it.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use hearth_tests::{Answer, Api, CONDITION_TIMEOUT, Database, PythonBackend, User, unique_email};
use serde_json::{Value, json};
use sqlx::Connection;

use crate::{deployment::assert_same, deployment::posts_for, server_command};

const PEOPLE: usize = 6;

#[tokio::test(flavor = "multi_thread")]
async fn both_backends_write_without_losing_votes() {
    let database = Database::start().await;
    let python = PythonBackend::on(&database.sqlalchemy_url()).await;
    let server = server_command(&database).start().await;
    let town = Town::new(server.api(), python.api());

    let people = join_all((0..PEOPLE).map(|number| User::sign_up(town.backend(number).base()))).await;
    let close = async {
        let began = Instant::now();
        tokio::time::sleep(Duration::from_secs(4)).await;
        while town.hardly_tried().is_some() && began.elapsed() < CONDITION_TIMEOUT {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        town.over.store(true, Relaxed);
    };
    tokio::join!(
        close,
        join_all(people.iter().map(|person| town.write(person))),
        join_all(people.iter().map(|person| town.vote(person))),
        join_all(people.iter().map(|person| town.take_back(person))),
        town.read(&people[0]),
        town.sign_up(),
    );

    assert_eq!(town.hardly_tried(), None, "{:?}", town.done);
    let reader = &people[0];
    assert_same(&server.api().walk("/posts/?limit=100", &reader.token).await, &posts_for(&database, reader.id).await);
    assert_eq!(votes_on(&python.api(), reader).await, votes_in(&database).await);
    assert!(!python.log().contains("Traceback"), "{}", python.log());
    assert!(!server.stderr().contains(r#""level":"ERROR""#), "{}", server.stderr());
}

/// Checks an account made here whose owner signs in at the Python backend, which does not date its tokens.
#[tokio::test]
async fn an_account_made_here_signs_in_at_the_python_backend() {
    let database = Database::start().await;
    let python = PythonBackend::on(&database.sqlalchemy_url()).await;
    // The Python backend's own default; and ours, where somebody forgot to set it.
    for lifetime in ["60", "43200"] {
        let server = server_command(&database).env("ACCESS_TOKEN_EXPIRE_MINUTES", lifetime).start().await;
        let (api, user) = (server.api(), server.user().await);
        let login = python.api().login(&user.email, &user.password).await.expect(200).json();
        let token = login["access_token"].as_str();
        let _ = python.api().get("/posts/", token).await.expect(200);
        let _ = api.get("/me", token).await.expect(200);
        let _ = api.post("/posts/", token, &json!({ "title": "Here", "content": "c" })).await.expect(201);

        let change = json!({ "current_password": user.password, "new_password": "battery staple" });
        tokio::time::sleep(Duration::from_secs(1)).await;
        let _ = api.put("/me/password", token, &change).await.expect(200);
        let _ = api.get("/me", token).await.expect(401);
    }
}

/// The two backends that people write to, and what they did there.
struct Town {
    backends: [Api; 2],
    /// Posts that stay.
    lasting: Mutex<Vec<i64>>,
    /// Posts that are deleted while votes on them are taken back.
    passing: Mutex<Vec<i64>>,
    done: Mutex<HashMap<(&'static str, usize, u16), usize>>,
    turns: AtomicUsize,
    over: AtomicBool,
}

impl Town {
    fn new(ours: Api, theirs: Api) -> Self {
        Self {
            backends: [ours, theirs],
            lasting: Mutex::default(),
            passing: Mutex::default(),
            done: Mutex::default(),
            turns: AtomicUsize::new(0),
            over: AtomicBool::new(false),
        }
    }

    fn backend(&self, turn: usize) -> &Api {
        &self.backends[turn % 2]
    }

    /// Takes a turn that nobody else has, while there is time.
    fn turn(&self) -> Option<usize> {
        let turn = self.turns.fetch_add(1, Relaxed);
        // So that neighbours in time do not always go to the same place.
        (!self.over.load(Relaxed)).then_some(turn.wrapping_mul(0x9E37_79B9) >> 7)
    }

    /// Notes an answer, which must be none of the server's own faults.
    fn note(&self, what: &'static str, backend: usize, answer: Answer) -> Answer {
        assert!(answer.status < 500, "{what} at {}: {answer:?}", self.backend(backend).base());
        *self.done.lock().unwrap().entry((what, backend % 2, answer.status)).or_default() += 1;
        answer
    }

    /// Writes posts and changes them; every other one is deleted, at either backend.
    async fn write(&self, author: &User) {
        let token = Some(author.token.as_str());
        while let Some(turn) = self.turn() {
            let post = json!({ "title": format!("Post {turn}"), "content": "c" });
            let written = self.note("write", turn, self.backend(turn).post("/posts/", token, &post).await);
            let id = written.expect(201).json()["id"].as_i64().unwrap();
            let path = format!("/posts/{id}");
            let list = if turn / 2 % 2 == 0 { &self.lasting } else { &self.passing };
            list.lock().unwrap().push(id);
            tokio::time::sleep(Duration::from_millis(30)).await;

            let (there, post) = (turn / 4, json!({ "title": format!("Post {turn}, again"), "content": "d" }));
            let _ = self.note("change", there, self.backend(there).put(&path, token, &post).await).expect(200);
            if turn / 2 % 2 == 1 {
                let there = turn / 8;
                let _ = self.note("delete", there, self.backend(there).delete(&path, token).await).expect(204);
                self.passing.lock().unwrap().retain(|post| *post != id);
            }
        }
    }

    /// Votes on what stays at either backend, on what goes at ours.
    async fn vote(&self, voter: &User) {
        while let Some(turn) = self.turn() {
            let (list, backend) = if turn / 2 % 3 == 0 { (&self.passing, 0) } else { (&self.lasting, turn) };
            self.move_vote("vote", backend, pick(list, turn), voter, 1).await;
        }
    }

    /// Takes votes back at either, also while the post goes.
    async fn take_back(&self, voter: &User) {
        while let Some(turn) = self.turn() {
            let list = if turn / 2 % 2 == 0 { &self.passing } else { &self.lasting };
            self.move_vote("take back", turn, pick(list, turn / 4), voter, 0).await;
        }
    }

    async fn move_vote(&self, what: &'static str, backend: usize, post: Option<i64>, voter: &User, dir: i64) {
        let Some(post) = post else { return tokio::time::sleep(Duration::from_millis(5)).await };
        let vote = json!({ "post_id": post, "dir": dir });
        self.note(what, backend, self.backend(backend).post("/vote/", Some(&voter.token), &vote).await);
    }

    async fn read(&self, reader: &User) {
        while let Some(turn) = self.turn() {
            let page = self.backend(turn).get("/posts/?limit=20&search=Post", Some(&reader.token)).await;
            let _ = self.note("read", turn, page).expect(200);
        }
    }

    /// Signs up with the same address at both at once, which makes one account.
    async fn sign_up(&self) {
        while self.turn().is_some() {
            let account = json!({ "email": unique_email(), "password": "password123" });
            let answers = join_all(self.backends.iter().map(|backend| backend.post("/users/", None, &account))).await;
            let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
            statuses.sort_unstable();
            assert_eq!(statuses, [201, 409]);
        }
    }

    /// Finds an action that was hardly tried, or never succeeded, at one of the two.
    fn hardly_tried(&self) -> Option<(&'static str, usize)> {
        const WANTED: [(&str, u16); 5] =
            [("write", 201), ("change", 200), ("delete", 204), ("vote", 201), ("take back", 201)];
        let done = self.done.lock().unwrap();
        let times = |what, backend, status| done.get(&(what, backend, status)).copied().unwrap_or_default();
        WANTED
            .iter()
            .flat_map(|&(what, status)| [(what, 0, status), (what, 1, status)])
            .find(|&(what, backend, status)| times(what, backend, status) < 10)
            .map(|(what, backend, _)| (what, backend))
    }
}

fn pick(posts: &Mutex<Vec<i64>>, turn: usize) -> Option<i64> {
    let posts = posts.lock().unwrap();
    // The newest, where the most happens.
    posts.iter().rev().take(8).nth(turn % 8).copied()
}

async fn votes_on(backend: &Api, reader: &User) -> HashMap<i64, i64> {
    let list = backend.get("/posts/?limit=100000", Some(&reader.token)).await.expect(200).json();
    let vote = |entry: &Value| (entry["Post"]["id"].as_i64().unwrap(), entry["vote"].as_i64().unwrap());
    list.as_array().unwrap().iter().map(vote).collect()
}

async fn votes_in(database: &Database) -> HashMap<i64, i64> {
    let mut connection = database.connect().await;
    let counts = "SELECT id::bigint, (SELECT count(*) FROM votes WHERE post_id = id) FROM posts";
    let counts = sqlx::query_as(counts).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    counts.into_iter().collect()
}
