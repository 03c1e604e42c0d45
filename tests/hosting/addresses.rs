//! Tests who sees users' email addresses, and how fast they can be collected.

use hearth_tests::{Answer, Api, Server, ServerCommand, TestDir, User, send};
use reqwest::{Method, header};
use serde_json::{Value, json};

async fn hiding(test_dir: &TestDir) -> Server {
    ServerCommand::on(test_dir.data_dir()).env("HEARTH_PUBLIC_EMAILS", "off").start().await
}

fn hidden(user: &User) -> String {
    format!("user-{}@hidden.example", user.id)
}

/// The authors' addresses in a list of posts, the newest first.
fn authors(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|entry| entry["Post"]["owner"]["email"].as_str().unwrap()).collect()
}

async fn look_up(api: &Api, client: &str, token: Option<&str>, id: i32) -> Answer {
    let request = api.request(Method::GET, &format!("/users/{id}")).header("X-Forwarded-For", client);
    send(token.into_iter().fold(request, reqwest::RequestBuilder::bearer_auth)).await
}

#[tokio::test]
async fn hidden_addresses_are_seen_by_their_owners_alone() {
    let test_dir = TestDir::new();
    let server = hiding(&test_dir).await;
    let api = server.api();
    let (ada, bob, eve) = (server.user().await, server.user().await, server.user().await);
    // What looks like the field in JSON is text.
    let content = format!(r#"","owner":{{"id":{0},"email":"user-{0}@hidden.example"}}"#, ada.id);
    let of_ada = ada.publish("Ada's", &content).await;
    let of_bob = bob.post("Bob's").await;
    ada.vote_for(of_bob).await;
    eve.vote_for(of_bob).await;

    let (hidden_ada, hidden_bob, hidden_eve) = (hidden(&ada), hidden(&bob), hidden(&eve));
    // Each page afresh and from the cache, whoever read it first.
    for round in 0..2 {
        for sort in ["new", "top", "hot"] {
            for (reader, of_ada_seen, of_bob_seen) in
                [(&ada, &ada.email, &hidden_bob), (&bob, &hidden_ada, &bob.email), (&eve, &hidden_ada, &hidden_bob)]
            {
                let page = api.get(&format!("/posts/?sort={sort}"), Some(&reader.token)).await.expect(200).json();
                let post = |id| page.as_array().unwrap().iter().find(|entry| entry["Post"]["id"] == id).unwrap();
                assert_eq!(post(of_ada)["Post"]["owner"]["email"], **of_ada_seen, "{sort} {round}");
                assert_eq!(post(of_bob)["Post"]["owner"]["email"], **of_bob_seen, "{sort} {round}");
                assert_eq!(post(of_ada)["Post"]["content"], content);
            }
        }
    }
    for (reader, seen) in [(&ada, &ada.email), (&bob, &hidden_ada)] {
        let token = Some(reader.token.as_str());
        assert_eq!(api.get(&format!("/posts/{of_ada}"), token).await.json()["owner"]["email"], **seen);
        let posts = api.get(&format!("/users/{}/posts", ada.id), token).await.json();
        assert_eq!(authors(&posts), [seen]);
        assert_eq!(api.get(&format!("/users/{}", ada.id), token).await.json()["email"], **seen);
        assert_eq!(api.get("/me", token).await.json()["email"], reader.email);
    }
    assert_eq!(api.get(&format!("/users/{}", ada.id), None).await.json()["email"], *hidden_ada);
    let voters = api.get(&format!("/posts/{of_bob}/votes"), Some(&bob.token)).await.json();
    let voters: Vec<_> = voters.as_array().unwrap().iter().map(|voter| voter["email"].as_str().unwrap()).collect();
    assert_eq!(voters, [&hidden_ada, &hidden_eve]);

    // What one writes is one's own.
    let post = json!({ "title": "Ada's", "content": "c", "published": false });
    let changed = api.put(&format!("/posts/{of_ada}"), Some(&ada.token), &post).await.json();
    assert_eq!(changed["owner"]["email"], ada.email);
    assert_eq!(authors(&api.get("/me/drafts", Some(&ada.token)).await.json()), [&ada.email]);
}

#[tokio::test]
async fn a_page_of_another_reader_is_not_taken_for_ones_own() {
    let test_dir = TestDir::new();
    let server = hiding(&test_dir).await;
    let (ada, bob) = (server.user().await, server.user().await);
    ada.post("Ada's").await;
    let page = server.api().get("/posts/", Some(&ada.token)).await.expect(200);
    let ask = async |user: &User| {
        let request = server.api().request(Method::GET, "/posts/").bearer_auth(&user.token);
        send(request.header(header::IF_NONE_MATCH, page.header("etag"))).await
    };
    assert_eq!(ask(&ada).await.status, 304);
    assert_eq!(authors(&ask(&bob).await.expect(200).json()), [hidden(&ada)]);
}

/// Checks that a session that has ended opens no address, which needs no session otherwise.
#[tokio::test]
async fn an_ended_session_sees_what_a_stranger_sees() {
    let test_dir = TestDir::new();
    let server = hiding(&test_dir).await;
    let (api, ada) = (server.api(), server.user().await);
    let change = json!({ "current_password": ada.password, "new_password": "battery staple" });
    let _ = api.put("/me/password", Some(&ada.token), &change).await.expect(200);
    let found = api.get(&format!("/users/{}", ada.id), Some(&ada.token)).await.expect(200).json();
    assert_eq!(found["email"], hidden(&ada));
}

#[tokio::test]
async fn addresses_are_public_unless_the_owner_hides_them() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let (ada, bob) = (server.user().await, server.user().await);
    ada.post("Ada's").await;
    for _ in 0..2 {
        assert_eq!(authors(&server.api().get("/posts/", Some(&bob.token)).await.json()), [&ada.email]);
    }
    assert_eq!(server.api().get(&format!("/users/{}", ada.id), None).await.json()["email"], ada.email);
}

#[tokio::test]
async fn looking_users_up_is_limited() {
    let test_dir = TestDir::new();
    let server_command = ServerCommand::on(test_dir.data_dir()).env("HEARTH_RATE_LIMIT", "on");
    let server_command = server_command.env("HEARTH_TRUSTED_PROXIES", "127.0.0.1");
    let server = server_command.env("HEARTH_USER_LOOKUP_LIMIT", "3/1h").start().await;
    let (api, ada, bob) = (server.api(), server.user().await, server.user().await);
    let home = "203.0.113.7";
    for id in [ada.id, bob.id, 4711] {
        let _ = look_up(&api, home, None, id).await;
    }
    for token in [None, Some("nonsense")] {
        let refused = look_up(&api, home, token, ada.id).await.expect(429);
        assert!((1..=1201).contains(&refused.header("retry-after").parse().unwrap()));
    }
    // Another's, and those with an account are counted apart, wherever they are.
    let _ = look_up(&api, "203.0.113.8", None, ada.id).await.expect(200);
    for client in [home, "203.0.113.9", home] {
        let _ = look_up(&api, client, Some(&ada.token), bob.id).await.expect(200);
    }
    let _ = look_up(&api, "203.0.113.10", Some(&ada.token), bob.id).await.expect(429);
    let _ = look_up(&api, home, Some(&bob.token), ada.id).await.expect(200);
}

#[tokio::test]
async fn the_usual_limit_leaves_room_for_a_page_of_people() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).env("HEARTH_RATE_LIMIT", "on").start().await;
    let (api, ada) = (server.api(), server.user().await);
    let path = format!("/users/{}", ada.id);
    for _ in 0..60 {
        let _ = api.get(&path, None).await.expect(200);
    }
    let mut tries = 0;
    while api.get(&path, None).await.status == 200 {
        tries += 1;
        assert!(tries < 100, "nobody stops who collects addresses");
    }
}

#[tokio::test]
async fn people_are_not_found_by_hidden_addresses() {
    let test_dir = TestDir::new();
    let server = hiding(&test_dir).await;
    let api = server.api();
    let (ada, eve) = (server.user().await, server.user().await);
    let local = ada.email.split('@').next().unwrap();
    for text in [ada.email.as_str(), local, &local[1..]] {
        let found = async |reader: &User| {
            let request = api.request(Method::GET, "/users/").query(&[("search", text)]).bearer_auth(&reader.token);
            let found = send(request).await.expect(200).json();
            found.as_array().unwrap().iter().any(|person| person["id"] == ada.id)
        };
        assert!(!found(&eve).await, "{text}");
        assert!(found(&ada).await, "one's own: {text}");
    }
}
