//! Measures writing: votes and posts beside PostgreSQL, and many people at one post.

use hearth_bench::{Goal, SeededServer, Table, median};
use serde_json::{Value, json};

use crate::{
    Effort,
    load::{Load, Request},
    pgbench, statement,
};

/// The number of voters at once.
const VOTERS: u32 = 64;

/// Gives everybody a session whose id pgbench can compute.
const SESSIONS: &str = "
    INSERT INTO hearth_sessions (id, user_id, created_at, last_seen_at, expires_at)
    SELECT md5(id::TEXT)::UUID, id, now(), now(), now() + INTERVAL '1 day' FROM users";

/// Measures the rows of writing. The site comes back; its server was started anew.
pub(crate) async fn measure(table: &mut Table, server: SeededServer, effort: Effort) -> SeededServer {
    let post = json!({ "title": "A post", "content": "As long as many posts are. ".repeat(20) });
    // For a post that nobody else votes for.
    let asked = [("POST", "/vote/", ballot(2, 1)), ("POST", "/posts/", post.clone())];
    let (server, [vote_statement, post_statement]) = statement::find(server, asked).await;
    server.execute(SESSIONS).await;
    let spread = spread(&server);
    let hot = load(&server, votes(&server, |_| 1));
    let writing = |token| Request { method: "POST", path: "/posts/".to_owned(), token, body: Some(post.clone()) };
    let posts = load(&server, server.tokens.iter().map(|token| writing(token)).collect());
    let [mut spreads, mut hots, mut vote_limits, mut posted, mut post_limits] = [const { Vec::new() }; 5];
    for round in 1..=effort.rounds {
        eprintln!("Writing, {round} of {}", effort.rounds);
        let vary = [(1, "ARRAY[:me]"), (4, "ARRAY[:post]"), (5, "ARRAY[md5(:me::TEXT)::UUID]")];
        spreads.push(spread.run(effort.seconds).await.per_second);
        vote_limits.push(pgbench::run(&server, &vote_statement, &vary, effort.seconds).await);
        hots.push(hot.run(effort.seconds).await.per_second);
        posted.push(posts.run(effort.seconds).await.per_second);
        post_limits.push(
            pgbench::run(&server, &post_statement, &[(1, ":me"), (3, "md5(:me::TEXT)::UUID")], effort.seconds).await,
        );
    }
    let spread = median(spreads);
    table.add("votes; pgbench with their statement", [spread, median(vote_limits)], "/s", Goal::AtLeast(0.5));
    table.add("posts; pgbench with their statement", [median(posted), median(post_limits)], "/s", Goal::AtLeast(0.5));
    table.add("64 voters at one post; at many", [median(hots), spread], "/s", Goal::AtLeast(0.5));
    server
}

/// Returns a load of everybody who votes, each for another post.
pub(crate) fn spread(server: &SeededServer) -> Load {
    load(server, votes(server, |person| 1 + person * 17))
}

fn load(server: &SeededServer, requests: Vec<Request<'_>>) -> Load {
    Load::new(&server.server.address(), VOTERS, requests)
}

/// Returns requests by which everybody votes for a post, and then takes the vote back.
fn votes(server: &SeededServer, post: impl Fn(i32) -> i32) -> Vec<Request<'_>> {
    let mut requests = Vec::new();
    for direction in [1, 0] {
        for (person, token) in (0..).zip(&server.tokens) {
            let body = Some(ballot(post(person), direction));
            requests.push(Request { method: "POST", path: "/vote/".to_owned(), token, body });
        }
    }
    requests
}

fn ballot(post: i32, direction: i32) -> Value {
    json!({ "post_id": post, "dir": direction })
}
