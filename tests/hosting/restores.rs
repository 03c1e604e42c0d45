//! Tests a database that a backup brought back: ids of accounts made since then are given out once more.

use hearth_tests::{Database, Server, TestDir, User};
use jsonwebtoken::{EncodingKey, Header};
use serde_json::json;

use crate::{SECRET, server_on};

/// Takes back every account of the id `first` and later, and the ids too, as a restored backup does.
async fn restore(database: &Database, first: i32) {
    database
        .execute(&format!("DELETE FROM users WHERE id >= {first}; SELECT setval('users_id_seq', {first}, FALSE)"))
        .await;
}

/// The statuses of what asks who is calling, each in a statement of its own.
async fn statuses(server: &Server, token: &str, post: i32) -> Vec<u16> {
    let (api, token) = (server.api(), Some(token));
    let text = json!({ "title": "By whom?", "content": "c" });
    vec![
        api.get("/me", token).await.status,
        api.get("/posts/", token).await.status,
        // From the cache.
        api.get("/posts/", token).await.status,
        api.get(&format!("/posts/{post}"), token).await.status,
        api.post("/posts/", token, &text).await.status,
        api.post("/vote/", token, &json!({ "post_id": post, "dir": 1 })).await.status,
    ]
}

#[tokio::test]
async fn a_token_from_before_does_not_open_the_next_account_of_its_id() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    let ada = server.user().await;
    let post = ada.post("There all along").await;

    let gone = server.user().await;
    assert_eq!(statuses(&server, &gone.token, post).await, [200, 200, 200, 200, 201, 201]);
    restore(&database, gone.id).await;
    let next = server.user().await;
    assert_eq!(next.id, gone.id);
    assert_eq!(statuses(&server, &gone.token, post).await, [401; 6]);
    assert_eq!(statuses(&server, &next.token, post).await, [200, 200, 200, 200, 201, 201]);
    assert_eq!(statuses(&server, &ada.token, post).await, [200, 200, 200, 200, 201, 201]);

    // Nor one that another program made.
    restore(&database, next.id).await;
    database.execute("INSERT INTO users (email, password) VALUES ('made@example.com', '')").await;
    assert_eq!(statuses(&server, &next.token, post).await, [401; 6]);
}

/// Checks that a new account takes the tokens that it gets, whatever the clock was, and those of other backends, which do not
/// say when they were issued.
#[tokio::test]
async fn a_new_account_takes_its_own_tokens() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    for _ in 0..20 {
        let user = server.user().await;
        let _ = server.api().get("/me", Some(&user.token)).await.expect(200);
    }

    let user = server.user().await;
    let soon = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() + 60;
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    let undated = jsonwebtoken::encode(&Header::default(), &json!({ "user_id": user.id, "exp": soon }), &key).unwrap();
    let _ = server.api().get("/me", Some(&undated)).await.expect(200);

    // The clock was ahead at the sign-up, and is put right.
    database.execute("UPDATE users SET created_at = now() + INTERVAL '30 days'").await;
    let login = async |password: &str| {
        let answer = server.api().login(&user.email, password).await.expect(200).json();
        answer["access_token"].as_str().unwrap().to_owned()
    };
    let fresh = login(&user.password).await;
    let _ = server.api().get("/me", Some(&fresh)).await.expect(200);
    let change = json!({ "current_password": user.password, "new_password": "battery staple" });
    let changed = server.api().put("/me/password", Some(&fresh), &change).await.expect(200).json();
    let _ = server.api().get("/me", changed["access_token"].as_str()).await.expect(200);
    let _ = server.api().get("/me", Some(&fresh)).await.expect(401);
    let _ = server.api().get("/me", Some(&login("battery staple").await)).await.expect(200);
    let _ = User::sign_up(&server.address()).await.post("After all").await;
}
