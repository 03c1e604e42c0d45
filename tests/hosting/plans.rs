//! Tests PostgreSQL's plans of our statements on a large database: by indexes, and touching few pages. A statement that
//! would be slow fails here without anybody measuring time.

use std::path::Path;

use hearth_client::Client;
use hearth_tests::{
    Server, TestDir,
    seed::{self, Seed},
};
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use sqlx::{Executor, PgPool};

const SEED: Seed = Seed { users: 500, posts: 30_000, votes: 100_000 };

/// Bounds the pages of PostgreSQL that a statement touches, of 8 KiB. Ten posts, with what is looked up for each, are
/// in a hundred or so.
const FEW: u64 = 200;

/// Bounds the pages of PostgreSQL that a cached page of the feed touches: its reader's account, drafts and votes are
/// looked up.
const KEPT: u64 = 60;

/// Bounds the pages of PostgreSQL that a search for words touches, which goes through 10,000 posts at most, with two tables and an
/// index. To go through all takes more than twice as many.
const COUNTED: u64 = 40_000;

/// Bounds how often a page is asked for before a cached one must come.
const ATTEMPTS: usize = 10;

/// The tables that only grow.
const TABLES: [&str; 14] = [
    "users",
    "posts",
    "votes",
    "hearth_scores",
    "hearth_texts",
    "hearth_events",
    "hearth_post_keys",
    "hearth_address_keys",
    "hearth_sessions",
    "hearth_blocks",
    "hearth_reports",
    "hearth_audit_log",
    "hearth_removed_posts",
    "hearth_account_locks",
];

/// A server whose PostgreSQL writes down how it ran each statement.
async fn observed(test_dir: &TestDir) -> Server {
    let server = Server::start(test_dir.data_dir()).await;
    let database = PgPool::connect_with(server.database()).await.unwrap();
    SEED.fill(&database).await;
    let settings = "
        ALTER DATABASE hearth SET session_preload_libraries = 'auto_explain';
        ALTER DATABASE hearth SET auto_explain.log_min_duration = 0;
        ALTER DATABASE hearth SET auto_explain.log_analyze = on;
        ALTER DATABASE hearth SET auto_explain.log_buffers = on;
        ALTER DATABASE hearth SET auto_explain.log_nested_statements = on;
        ALTER DATABASE hearth SET auto_explain.log_format = 'json'";
    database.execute(sqlx::raw_sql(settings)).await.unwrap();
    database.close().await;
    assert!(server.stop().await.status.success());
    Server::start(test_dir.data_dir()).await
}

/// The plans that the log tells of from `from` on, and where it ends.
fn plans(log: &Path, from: usize) -> (Vec<Value>, usize) {
    let text = std::fs::read_to_string(log).unwrap();
    let (mut plans, mut current) = (Vec::new(), None::<String>);
    for line in text[from..].lines().chain(["end"]) {
        match (line.strip_prefix('\t'), &mut current) {
            (Some(part), Some(plan)) => plan.push_str(part),
            (Some(_), None) => {}
            (None, _) => {
                plans.extend(current.take().map(|plan| serde_json::from_str(&plan).unwrap()));
                current = line.ends_with("plan:").then(String::new);
            }
        }
    }
    (plans, text.len())
}

/// Lists the nodes of a plan.
fn nodes(node: &Value) -> Vec<&Value> {
    let children = node["Plans"].as_array().into_iter().flatten();
    std::iter::once(node).chain(children.flat_map(nodes)).collect()
}

/// Describes a plan, a line a node.
fn outline(plan: &Value) -> String {
    let line = |node: &&Value| {
        let text = |name: &str| node[name].as_str().unwrap_or_default().to_owned();
        let (kind, table, index) = (text("Node Type"), text("Relation Name"), text("Index Name"));
        format!("{} rows, {} pages: {kind} {table} {index}", node["Actual Rows"], pages(node))
    };
    nodes(plan).iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Counts the pages that a node and those below it touch.
fn pages(node: &Value) -> u64 {
    ["Shared Hit Blocks", "Shared Read Blocks"].iter().filter_map(|kind| node[kind].as_u64()).sum()
}

/// Fails where one of these statements walks a whole table, or touches more pages than `most`.
fn expect_lookups(what: &str, plans: &[Value], most: u64) {
    assert!(!plans.is_empty(), "{what} is one statement at least");
    for plan in plans.iter().map(|plan| &plan["Plan"]) {
        let walks = |node: &&Value| {
            node["Node Type"] == "Seq Scan" && TABLES.iter().any(|table| node["Relation Name"] == *table)
        };
        assert!(!nodes(plan).iter().any(walks), "{what} walks a table:\n{}", outline(plan));
        assert!(pages(plan) <= most, "{what} touches {} pages:\n{}", pages(plan), outline(plan));
    }
}

#[tokio::test]
async fn every_request_uses_an_index() {
    let test_dir = TestDir::new();
    let server = observed(&test_dir).await;
    let login = hearth_api::Login { username: seed::email(7), password: seed::PASSWORD.to_owned() };
    let client = Client::remote(&server.address()).unwrap();
    let token = client.login(&login).await.unwrap();
    let (api, me) = (server.api(), hearth_client::user_id(&token).unwrap());
    let token = token.access_token;

    let mut deep = "/posts/?limit=100".to_owned();
    for _ in 0..100 {
        deep = api.get(&deep, Some(&token)).await.next_page().unwrap();
    }

    let log = test_dir.data_dir().join("postgres/postgres.log");
    let (begun, mut read) = plans(&log, 0);
    // What the server does by itself, then and every minute.
    let is_trim = |plan: &&Value| plan["Query Text"].as_str().is_some_and(|text| text.contains("DELETE FROM hearth_"));
    let trims: Vec<Value> = begun.iter().filter(is_trim).cloned().collect();
    expect_lookups("removing what is old", &trims, FEW);
    let mut plans_of = async |request: RequestBuilder, status: u16| {
        let _ = hearth_tests::send(request).await.expect(status);
        let (new, end) = plans(&log, read);
        read = end;
        new
    };
    let ask = |method: &str, path: &str| api.request(method.parse().unwrap(), path).bearer_auth(&token);
    for sort in ["new", "top", "hot"] {
        let path = format!("/posts/?sort={sort}");
        expect_lookups(&path, &plans_of(ask("GET", &path), 200).await, FEW);
        // Now it is kept, and only has to be true still: unless PostgreSQL itself tidies up in between.
        let mut kept = Vec::new();
        for _ in 0..ATTEMPTS {
            kept = plans_of(ask("GET", &path), 200).await;
            if kept.iter().all(|plan| pages(&plan["Plan"]) <= KEPT) {
                break;
            }
        }
        expect_lookups(&format!("{path}, kept,"), &kept, KEPT);
    }
    // A page with a draft on it is its author's alone, and is not kept.
    let draft = json!({ "title": "A draft", "content": "", "published": false });
    let _ = api.post("/posts/", Some(&token), &draft).await.expect(201);
    let post = json!({ "title": "A post", "content": "" });
    // Now and then one of many moves what an index has put off, or looks for a page with room.
    let mut written = Vec::new();
    for _ in 0..ATTEMPTS {
        written = plans_of(ask("POST", "/posts/").json(&post), 201).await;
        if written.iter().all(|plan| pages(&plan["Plan"]) <= FEW) {
            break;
        }
    }
    expect_lookups("POST /posts/", &written, FEW);
    let mut expect = async |request: RequestBuilder, status: u16, pages: u64| {
        let what = request.try_clone().unwrap().build().unwrap();
        let what = format!("{} {}", what.method(), what.url());
        expect_lookups(&what, &plans_of(request, status).await, pages);
    };
    for sort in ["new", "top", "hot"] {
        expect(ask("GET", &format!("/posts/?sort={sort}")), 200, FEW).await;
        // What most titles have, and what one has.
        expect(ask("GET", &format!("/posts/?sort={sort}&search=number")), 200, FEW).await;
        expect(ask("GET", &format!("/posts/?sort={sort}&search=c4ca4238")), 200, FEW).await;
        // Too short for trigrams: what most titles have, and what none has.
        expect(ask("GET", &format!("/posts/?sort={sort}&search=po")), 200, FEW).await;
        expect(ask("GET", &format!("/posts/?sort={sort}&search=zq")), 200, FEW).await;
        expect(ask("GET", &format!("/posts/?sort={sort}&search=~")), 200, FEW).await;
    }
    for sort in ["new", "top", "hot"] {
        // What all texts have, what one title has, what no post has, two words that never meet, and what is not to be there.
        for words in ["lorem", "c4ca4238", "zqzq", "c4ca4238+eccbc87e", "%22dolor+lorem%22", "-lorem", "umber+12"] {
            expect(ask("GET", &format!("/posts/?sort={sort}&q={words}")), 200, COUNTED).await;
        }
    }
    expect(ask("GET", &format!("/users/{me}/posts?q=lorem")), 200, COUNTED).await;
    expect(ask("GET", "/me/drafts?q=lorem"), 200, FEW).await;
    for text in ["u", "user1", "ser49", "nobody"] {
        expect(ask("GET", &format!("/users/?search={text}")), 200, 10 * FEW).await;
    }
    expect(ask("GET", &deep), 200, 10 * FEW).await;
    expect(ask("GET", "/posts/29000"), 200, FEW).await;
    expect(ask("GET", "/posts/29000000"), 404, FEW).await;
    expect(ask("GET", &format!("/users/{me}/posts")), 200, FEW).await;
    expect(ask("GET", "/me/drafts"), 200, FEW).await;
    expect(ask("GET", "/me"), 200, FEW).await;
    expect(ask("GET", "/me/sessions"), 200, FEW).await;
    expect(ask("GET", "/me/blocks"), 200, FEW).await;
    let report = json!({ "post_id": 29_000, "reason": "A reason" });
    expect(ask("POST", "/reports").json(&report), 201, FEW).await;
    expect(ask("PUT", "/me/blocks/12").json(&json!({ "kind": "block" })), 204, FEW).await;
    for sort in ["new", "top", "hot"] {
        expect(ask("GET", &format!("/posts/?sort={sort}&limit=11")), 200, FEW).await;
    }
    expect(ask("DELETE", "/me/blocks/12"), 204, FEW).await;
    expect(ask("DELETE", "/me/sessions/3f2504e0-4f89-41d3-9a0c-0305e82c3301"), 404, FEW).await;
    expect(ask("DELETE", "/me/sessions"), 204, FEW).await;
    let vote = |direction: i32| ask("POST", "/vote/").json(&json!({ "post_id": 100, "dir": direction }));
    expect(vote(1), 201, FEW).await;
    expect(vote(1), 409, FEW).await;
    expect(vote(0), 201, FEW).await;
    expect(ask("PUT", "/posts/30002").json(&post), 200, FEW).await;
    expect(ask("DELETE", "/posts/30002"), 204, FEW).await;
    // Written, and then found again.
    for _ in 0..2 {
        expect(ask("POST", "/posts/").header("Idempotency-Key", "a-key").json(&post), 201, FEW).await;
    }
}
