//! Tests which new passwords are refused, and that a password is the same however a keyboard sends its letters.

use hearth_tests::{Answer, Api, Server, ServerCommand, TestDir, User, unique_email};
use serde_json::json;
use sqlx::{Connection, PgConnection};

/// An é as one character, and as two.
const COMPOSED: &str = "caf\u{e9} au lait";
const DECOMPOSED: &str = "cafe\u{301} au lait";

async fn strict(test_dir: &TestDir) -> Server {
    ServerCommand::on(test_dir.data_dir()).env("HEARTH_PASSWORD_COMMON", "refuse").start().await
}

async fn sign_up(api: &Api, email: &str, password: &str) -> Answer {
    api.post("/users/", None, &json!({ "email": email, "password": password })).await
}

/// What another backend stored for `DECOMPOSED`.
const HASH: &str = "$2b$04$H89dC7SsrJ9zZiSnp0Q.A.w5r6GbwQ2riW4AYZ38ZSQinP6o0skla";

/// Fails unless this refuses the field, in one sentence and without the password.
#[track_caller]
fn refused(answer: Answer, field: &str, password: &str) {
    let detail = answer.expect(422).detail();
    let place = &detail.as_array().unwrap()[0];
    assert_eq!(place["loc"], json!(["body", field]));
    assert_eq!(place["type"], "value_error");
    assert!(place["msg"].as_str().unwrap().ends_with("Choose another one."), "{detail}");
    assert!(!detail.to_string().contains(password), "{detail}");
}

#[tokio::test]
async fn common_passwords_are_refused() {
    let test_dir = TestDir::new();
    let server = strict(&test_dir).await;
    let api = server.api();
    for password in ["password123", "PASSWORD123", "1234567890", "qwertyuiop", "iloveyou"] {
        refused(sign_up(&api, &unique_email(), password).await, "password", password);
    }
    for password in ["ada.lovelace", "Ada.Lovelace", "ada.lovelace@example.com"] {
        refused(sign_up(&api, "Ada.Lovelace@example.com", password).await, "password", password);
    }
    let _ = sign_up(&api, "Ada.Lovelace@example.com", "ada.lovelace!").await.expect(201);

    let user = User::sign_up(&server.address()).await;
    let name = user.email.split_once('@').unwrap().0;
    for password in ["Password123", name] {
        let change = json!({ "current_password": user.password, "new_password": password });
        let answer = api.put("/me/password", Some(&user.token), &change).await;
        refused(answer, "new_password", password);
    }
    let _ = api.login(&user.email, &user.password).await.expect(200);
}

#[tokio::test]
async fn common_passwords_are_allowed_by_default_and_old_ones_stay() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let email = unique_email();
    let _ = sign_up(&server.api(), &email, "password123").await.expect(201);
    assert!(server.stop().await.status.success());
    let server = strict(&test_dir).await;
    let _ = server.api().login(&email, "password123").await.expect(200);
}

#[tokio::test]
async fn forms_of_unicode_are_one_password() {
    let test_dir = TestDir::new();
    let server = strict(&test_dir).await;
    let api = server.api();
    let (composed, decomposed) = (unique_email(), unique_email());
    let _ = sign_up(&api, &composed, COMPOSED).await.expect(201);
    let _ = sign_up(&api, &decomposed, DECOMPOSED).await.expect(201);
    for email in [&composed, &decomposed] {
        for password in [COMPOSED, DECOMPOSED] {
            let login = api.login(email, password).await.expect(200).json();
            let change = json!({ "current_password": password, "new_password": DECOMPOSED });
            let _ = api.put("/me/password", login["access_token"].as_str(), &change).await.expect(200);
        }
        let _ = api.login(email, "cafe au lait").await.expect(403);
    }

    // One that was hashed as it was typed.
    let mut database = PgConnection::connect_with(&server.database()).await.unwrap();
    let insert = sqlx::query("INSERT INTO users (email, password) VALUES ('old@example.com', $1)").bind(HASH);
    insert.execute(&mut database).await.unwrap();
    let _ = api.login("old@example.com", DECOMPOSED).await.expect(200);
    let _ = api.login("old@example.com", COMPOSED).await.expect(403);
}
