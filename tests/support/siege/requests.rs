//! Hostile clients that ask for much, often, or for what they have no right to.

use std::{sync::LazyLock, time::Duration};

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{Attacker, Kind, longest_post};
use crate::{Answer, Outcome, data::unique_email};

/// The pause of a client between two requests: all of them together send hundreds in a second.
const PAUSE: Duration = Duration::from_millis(40);

/// The kinds of clients, and how many there are of each.
pub(super) const KINDS: [Kind; 7] = [
    Kind { name: "long searches", clients: 4, start: |tasks, attacker| _ = tasks.spawn(attacker.repeat(search)) },
    Kind { name: "large posts", clients: 4, start: |tasks, attacker| _ = tasks.spawn(attacker.repeat(post_much)) },
    Kind {
        name: "JSON without a token",
        clients: 4,
        start: |tasks, attacker| _ = tasks.spawn(attacker.repeat(hostile_json)),
    },
    Kind { name: "posts and votes", clients: 4, start: |tasks, attacker| _ = tasks.spawn(attacker.repeat(flood)) },
    Kind { name: "wrong passwords", clients: 4, start: |tasks, attacker| _ = tasks.spawn(attacker.repeat(guess)) },
    Kind { name: "collecting users", clients: 4, start: |tasks, attacker| _ = tasks.spawn(attacker.repeat(enumerate)) },
    Kind { name: "sign-ups", clients: 4, start: |tasks, attacker| _ = tasks.spawn(attacker.repeat(sign_up)) },
];

/// Builds the next request of a client, which has sent so many before.
type Build = fn(&Attacker, &Client, usize) -> RequestBuilder;

impl Attacker {
    async fn repeat(self, build: Build) {
        let client = Client::builder().no_proxy().local_address(self.from).timeout(Duration::from_mins(1));
        let client = client.build().unwrap();
        for sent in 0.. {
            let answer = crate::try_send(build(&self, &client, sent)).await;
            self.outcomes.count(self.kind, answer.as_ref().map_or(Outcome::Broken, Answer::outcome));
            sleep(PAUSE).await;
        }
    }

    fn request(&self, client: &Client, method: Method, path: &str) -> RequestBuilder {
        client.request(method, format!("http://{}{path}", self.server))
    }

    fn authorized(&self, client: &Client, method: Method, path: &str) -> RequestBuilder {
        self.request(client, method, path).bearer_auth(&self.account().token)
    }
}

fn search(attacker: &Attacker, client: &Client, sent: usize) -> RequestBuilder {
    let long = "ö".repeat(300);
    let texts = ["zq", "%_%_%_%", "e", &long, "\u{202e}🕯\u{301}", "post number"];
    let words = ["umber po", "post -number", "\"number post\" or zq", "-zq"];
    let sort = ["new", "top", "hot"][sent % 3];
    let search =
        if sent.is_multiple_of(2) { ("search", texts[sent / 2 % texts.len()]) } else { ("q", words[sent / 2 % 4]) };
    let query = [search, ("sort", sort), ("limit", "100"), ("skip", "100000")];
    attacker.authorized(client, Method::GET, "/posts/").query(&query)
}

/// Large posts, made once: it is the server that is to work.
static LARGE_POSTS: LazyLock<[String; 4]> = LazyLock::new(|| {
    let post = |title: usize, content: usize| json!({ "title": "t".repeat(title), "content": "c".repeat(content) });
    let longest = serde_json::to_value(longest_post()).unwrap();
    [longest, post(100_000, 1), post(1, 900_000), post(1, 3_000_000)].map(|post: Value| post.to_string())
});

/// Bodies that take a careless parser long, or much memory.
static HOSTILE_JSON: LazyLock<[String; 5]> = LazyLock::new(|| {
    [
        "[".repeat(500_000),
        "{\"a\":".repeat(100_000),
        format!("{{{}\"title\":1}}", "\"title\":\"x\",".repeat(50_000)),
        format!("{{\"post_id\":{},\"dir\":1e400}}", "9".repeat(100_000)),
        format!("\"{}", "\\ud800".repeat(100_000)),
    ]
});

fn post_much(attacker: &Attacker, client: &Client, sent: usize) -> RequestBuilder {
    let post = attacker.authorized(client, Method::POST, "/posts/").header("Content-Type", "application/json");
    post.body(LARGE_POSTS[sent % 4].as_str())
}

fn hostile_json(attacker: &Attacker, client: &Client, sent: usize) -> RequestBuilder {
    let body = HOSTILE_JSON[sent % 5].as_str();
    let path = ["/posts/", "/vote/", "/users/", "/me", "/posts/1"][sent / 5 % 5];
    let method = if path == "/me" || path == "/posts/1" { Method::PUT } else { Method::POST };
    let request = attacker.request(client, method, path).header("Content-Type", "application/json");
    request.body(body)
}

fn flood(attacker: &Attacker, client: &Client, sent: usize) -> RequestBuilder {
    match sent % 3 {
        0 => attacker.authorized(client, Method::POST, "/posts/").json(&json!({ "title": "Buy", "content": "now" })),
        1 => attacker.authorized(client, Method::POST, "/vote/").json(&json!({ "post_id": 1, "dir": sent / 3 % 2 })),
        _ => attacker.authorized(client, Method::POST, "/vote/").json(&json!({ "post_id": 1 + sent % 100, "dir": 1 })),
    }
}

fn guess(attacker: &Attacker, client: &Client, sent: usize) -> RequestBuilder {
    let known = &attacker.accounts[sent % attacker.accounts.len()].email;
    let unknown = format!("nobody-{sent}@example.com");
    let name = if sent.is_multiple_of(2) { known } else { &unknown };
    let form = [("username", name.as_str()), ("password", "not the password")];
    attacker.request(client, Method::POST, "/login").form(&form)
}

fn enumerate(attacker: &Attacker, client: &Client, sent: usize) -> RequestBuilder {
    attacker.request(client, Method::GET, &format!("/users/{}", 1 + attacker.number + 4 * sent))
}

fn sign_up(attacker: &Attacker, client: &Client, _: usize) -> RequestBuilder {
    let account = json!({ "email": unique_email(), "password": "correct horse" });
    attacker.request(client, Method::POST, "/users/").json(&account)
}
