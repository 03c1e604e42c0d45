//! Tests that strangers who guess a password are stopped, and do not lock its owner out.

use futures_util::future::join_all;
use hearth_tests::{Answer, Server, ServerCommand, TestDir, User, send, unique_email};
use reqwest::Method;
use serde_json::json;

const WRONG: &str = "not the password";
const HOME: &str = "203.0.113.7";

/// A server behind a proxy on this computer, which says for whom it calls.
async fn behind_proxy(test_dir: &TestDir) -> Server {
    let server_command = ServerCommand::on(test_dir.data_dir()).env("HEARTH_RATE_LIMIT", "on");
    server_command.env("HEARTH_TRUSTED_PROXIES", "127.0.0.1").start().await
}

async fn login_from(server: &Server, client: &str, email: &str, password: &str) -> Answer {
    let request = server.api().request(Method::POST, "/login").header("X-Forwarded-For", client);
    send(request.form(&[("username", email), ("password", password)])).await
}

/// An address that nobody else guesses from.
fn stranger(number: usize) -> String {
    format!("198.51.{}.{}", 100 + number / 200, number % 200)
}

/// Guesses from a new address each time, until that is refused; returns how often it was not.
async fn guess(server: &Server, email: &str) -> usize {
    for number in 0..50 {
        match login_from(server, &stranger(number), email, WRONG).await.status {
            403 => {}
            429 => return number,
            other => panic!("{other}"),
        }
    }
    panic!("nobody stops the guessers");
}

#[tokio::test]
async fn strangers_do_not_lock_the_owner_out() {
    let test_dir = TestDir::new();
    let server = behind_proxy(&test_dir).await;
    let ada = server.user().await;
    let _ = login_from(&server, HOME, &ada.email, &ada.password).await.expect(200);
    assert_eq!(guess(&server, &ada.email).await, 10);

    for _ in 0..30 {
        let _ = login_from(&server, HOME, &ada.email, &ada.password).await.expect(200);
        assert_eq!(login_from(&server, &stranger(99), &ada.email, WRONG).await.status, 429);
    }
    // Not even the right password, from where nobody ever gave it.
    let refused = login_from(&server, "203.0.113.8", &ada.email, &ada.password).await.expect(429);
    assert!(refused.header("retry-after").parse::<u64>().unwrap() <= 90);

    // The known address is no way to guess on: it has as many guesses as all others together.
    let guesses = (0..50).map(|_| login_from(&server, HOME, &ada.email, WRONG));
    let statuses: Vec<_> = join_all(guesses).await.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 403).count(), 10, "{statuses:?}");
    assert_eq!(login_from(&server, HOME, &ada.email, &ada.password).await.status, 429);
}

#[tokio::test]
async fn right_passwords_do_not_count() {
    let test_dir = TestDir::new();
    let server = behind_proxy(&test_dir).await;
    let ada = server.user().await;
    for number in 0..30 {
        let _ = login_from(&server, &stranger(number), &ada.email, &ada.password).await.expect(200);
    }
    let token = Some(ada.token.as_str());
    let mut token_of_last = None;
    for number in 0..30 {
        let (current, new) =
            if number % 2 == 0 { (&*ada.password, "battery staple") } else { ("battery staple", &*ada.password) };
        let change = json!({ "current_password": current, "new_password": new });
        let answer = server.api().put("/me/password", token_of_last.as_deref().or(token), &change).await.expect(200);
        token_of_last = answer.json()["access_token"].as_str().map(str::to_owned);
    }
    // Nor do those that were not compared, and the strangers still have all their guesses.
    assert_eq!(guess(&server, &ada.email).await, 10);
}

#[tokio::test]
async fn an_account_knows_its_own_addresses_alone() {
    let test_dir = TestDir::new();
    let server = behind_proxy(&test_dir).await;
    let (ada, bob) = (server.user().await, server.user().await);
    let _ = login_from(&server, HOME, &bob.email, &bob.password).await.expect(200);
    assert_eq!(guess(&server, &ada.email).await, 10);
    // Bob's house is a stranger to Ada.
    assert_eq!(login_from(&server, HOME, &ada.email, WRONG).await.status, 429);
    let _ = login_from(&server, HOME, &bob.email, &bob.password).await.expect(200);
    // And there is no difference to who has no account.
    let nobody = unique_email();
    assert_eq!(guess(&server, &nobody).await, 10);
    let (of_ada, of_nobody) = (
        login_from(&server, "203.0.113.9", &ada.email, WRONG).await,
        login_from(&server, "203.0.113.9", &nobody, WRONG).await,
    );
    assert_eq!((of_ada.status, of_nobody.status), (429, 429));
    let _ = User::sign_up(&server.address()).await;
}
