//! Tests a clock that was ahead, and is put right.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hearth_tests::{Database, ServerCommand, TestDir};
use jsonwebtoken::{EncodingKey, Header};
use serde_json::json;

use crate::SECRET;

#[tokio::test]
async fn a_fresh_token_works_whatever_the_clock_was() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server_command = ServerCommand::without_data_dir().env("SECRET_KEY", SECRET).env("HOME", home.path());
    let server = server_command.env("DATABASE_URL", database.url()).start().await;
    let (api, user) = (server.api(), server.user().await);
    // The password was changed while the clock was ahead by a month.
    database.execute("UPDATE users SET sessions_since = now() + INTERVAL '30 days'").await;
    let _ = api.get("/me", Some(&user.token)).await.expect(401);
    let login = async |password: &str| {
        let token = api.login(&user.email, password).await.expect(200).json();
        token["access_token"].as_str().unwrap().to_owned()
    };
    let fresh = login(&user.password).await;
    let _ = api.get("/me", Some(&fresh)).await.expect(200);

    // A change of it still ends what was issued before, and nothing else.
    let change = json!({ "current_password": user.password, "new_password": "battery staple" });
    let changed = api.put("/me/password", Some(&fresh), &change).await.expect(200).json();
    let changed = changed["access_token"].as_str().unwrap();
    let _ = api.get("/me", Some(&fresh)).await.expect(401);
    let _ = api.get("/me", Some(changed)).await.expect(200);
    let _ = api.get("/me", Some(&login("battery staple").await)).await.expect(200);
    let _ = api.get("/posts/", Some(changed)).await.expect(200);
}

/// Checks that a token from while the clock was ahead is older than a change of the password after it was put right.
#[tokio::test]
async fn password_change_ends_tokens_from_the_future() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server_command = ServerCommand::without_data_dir().env("SECRET_KEY", SECRET).env("HOME", home.path());
    let server = server_command.env("DATABASE_URL", database.url()).start().await;
    let (api, user) = (server.api(), server.user().await);
    let month = Duration::from_hours(30 * 24);
    let ahead = SystemTime::now().duration_since(UNIX_EPOCH).unwrap() + month;
    let claims = json!({ "user_id": user.id, "exp": (ahead + month).as_secs(), "issued": u64::try_from(ahead.as_micros()).unwrap() });
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    let ahead = &jsonwebtoken::encode(&Header::default(), &claims, &key).unwrap();
    let change = json!({ "current_password": user.password, "new_password": "battery staple" });
    let changed = api.put("/me/password", Some(ahead), &change).await.expect(200).json();
    let _ = api.get("/me", Some(ahead)).await.expect(401);
    let _ = api.get("/me", changed["access_token"].as_str()).await.expect(200);
    let login = api.login(&user.email, "battery staple").await.expect(200).json();
    let _ = api.get("/me", login["access_token"].as_str()).await.expect(200);
}
