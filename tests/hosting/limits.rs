//! Tests the rate limits, as a guesser, a person who mistypes, and an office behind one address meet them.

use std::time::Duration;

use hearth_tests::{Answer, Api, Server, ServerCommand, TestDir, send, unique_email};
use reqwest::Method;
use serde_json::json;

const WRONG: &str = "not the password";

/// A server that limits rates, as servers do unless they are told otherwise.
pub(crate) fn limited(test_dir: &TestDir) -> ServerCommand {
    ServerCommand::on(test_dir.data_dir()).env("HEARTH_RATE_LIMIT", "on")
}

/// A login through a proxy on this computer, which says this of whom it calls for.
async fn login_through(server: &Server, forwarded: &[&str]) -> u16 {
    let mut request = server.api().request(Method::POST, "/login");
    for line in forwarded {
        request = request.header("X-Forwarded-For", *line);
    }
    send(request.form(&[("username", unique_email().as_str()), ("password", WRONG)])).await.status
}

async fn sign_up(api: &Api, email: &str) -> Answer {
    api.post("/users/", None, &json!({ "email": email, "password": "correct horse" })).await
}

/// Fails unless this says when to try again, in one way.
#[track_caller]
pub(crate) fn refused(answer: Answer) -> u64 {
    let seconds = answer.header("retry-after").parse().unwrap();
    answer.expect_detail(429, &format!("Too many attempts. Try again in {seconds} seconds."));
    seconds
}

#[tokio::test]
async fn stops_password_guessing_without_harming_others() {
    let test_dir = TestDir::new();
    let server = limited(&test_dir).start().await;
    let (api, ada) = (server.api(), server.user().await);
    let mut office = Vec::new();
    for _ in 0..20 {
        office.push(server.user().await);
    }
    for _ in 0..5 {
        api.login(&ada.email, WRONG).await.expect_detail(403, "Invalid Credentials");
    }
    let _ = api.login(&ada.email, &ada.password).await.expect(200);

    // Under whichever spelling of the address.
    let (local, domain) = ada.email.split_once('@').unwrap();
    let shouted = format!("{local}@{}", domain.to_uppercase());
    let mut guesses = 0;
    while api.login(&shouted, WRONG).await.status == 403 {
        guesses += 1;
        assert!(guesses < 10, "nobody stops the guesser");
    }

    // Also when the guess is right. Who is signed in already goes on.
    refused(api.login(&ada.email, &ada.password).await);
    ada.post("Still here").await;
    for user in &office {
        let _ = api.login(&user.email, &user.password).await.expect(200);
    }
    assert!(!server.stderr().contains(local), "the log names an account: {}", server.stderr());
}

#[tokio::test]
async fn limits_unknown_accounts_like_known_ones() {
    let test_dir = TestDir::new();
    let server = limited(&test_dir).env("HEARTH_RATE_LIMIT_ACCOUNT", "2/1h").start().await;
    let nobody = unique_email();
    for _ in 0..2 {
        let _ = server.api().login(&nobody, WRONG).await.expect(403);
    }
    refused(server.api().login(&nobody, WRONG).await);
}

#[tokio::test]
async fn allows_a_retry_after_retry_after() {
    let test_dir = TestDir::new();
    let server = limited(&test_dir).env("HEARTH_RATE_LIMIT_ACCOUNT", "1/2s").start().await;
    let (api, user) = (server.api(), server.user().await);
    let mut answer = api.login(&user.email, WRONG).await;
    while answer.status != 429 {
        answer = api.login(&user.email, WRONG).await;
    }
    let seconds = refused(answer);
    assert!((1..=3).contains(&seconds), "{seconds}");
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    let _ = api.login(&user.email, &user.password).await.expect(200);
}

#[tokio::test]
async fn limits_password_confirmation_apart_from_login() {
    let test_dir = TestDir::new();
    let server = limited(&test_dir).env("HEARTH_RATE_LIMIT_ACCOUNT", "3/1h").start().await;
    let (api, user) = (server.api(), server.user().await);
    let token = Some(user.token.as_str());
    // Somebody from outside is at it.
    while api.login(&user.email, WRONG).await.status != 429 {}

    let change = json!({ "current_password": WRONG, "new_password": "battery staple" });
    for _ in 0..2 {
        let _ = api.put("/me/password", token, &change).await.expect(403);
    }
    let _ = api.post("/me/delete", token, &json!({ "password": WRONG })).await.expect(403);
    refused(api.put("/me/password", token, &change).await);
    refused(api.post("/me/delete", token, &json!({ "password": user.password })).await);
    let _ = api.get("/me", token).await.expect(200);
}

#[tokio::test]
async fn sign_ups_are_limited_and_mistakes_in_them_are_not() {
    let test_dir = TestDir::new();
    let server = limited(&test_dir).env("HEARTH_RATE_LIMIT_SIGN_UP", "2/1h").start().await;
    let api = server.api();
    for _ in 0..5 {
        let _ = sign_up(&api, "no address").await.expect(422);
    }
    let email = unique_email();
    let _ = sign_up(&api, &email).await.expect(201);
    // Asking who has an account is what this limits, too.
    let _ = sign_up(&api, &email).await.expect(409);
    refused(sign_up(&api, &unique_email()).await);
    let _ = api.login(&email, "correct horse").await.expect(200);
}

#[tokio::test]
async fn counts_clients_apart_behind_a_trusted_proxy() {
    let test_dir = TestDir::new();
    let server_command = limited(&test_dir).env("HEARTH_RATE_LIMIT_LOGIN", "2/1h");
    let server = server_command.env("HEARTH_TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.1,fd00::/8").start().await;
    for client in ["203.0.113.1", "203.0.113.2", "2001:db8:0:1::1"] {
        for _ in 0..2 {
            assert_eq!(login_through(&server, &[client]).await, 403, "{client}");
        }
        assert_eq!(login_through(&server, &[client]).await, 429, "{client}");
    }
    // What the client wrote before the proxy did, and another proxy in between.
    for forged in [&["1.1.1.1, 203.0.113.1"][..], &["1.1.1.1", "203.0.113.1"], &["203.0.113.1:99, 10.1.1.1"]] {
        assert_eq!(login_through(&server, forged).await, 429, "{forged:?}");
    }
    // Whoever has a network of IPv6 has all of its addresses.
    assert_eq!(login_through(&server, &["2001:db8:0:1:ffff::2"]).await, 429);
    assert_eq!(login_through(&server, &["2001:db8:0:2::1"]).await, 403);
    // What cannot be read counts as the proxy's own.
    assert_eq!(login_through(&server, &["203.0.113.9, nonsense"]).await, 403);
    assert_eq!(login_through(&server, &["\u{e4}"]).await, 403);
    assert_eq!(login_through(&server, &["203.0.113.8, "]).await, 429);
    assert_eq!(login_through(&server, &[]).await, 429);
}

#[tokio::test]
async fn ignores_and_reports_an_untrusted_proxy() {
    let test_dir = TestDir::new();
    let server_command = limited(&test_dir).env("HEARTH_RATE_LIMIT_LOGIN", "2/1h");
    let server = server_command.env("HEARTH_TRUSTED_PROXIES", "192.0.2.0/24").start().await;
    for client in ["203.0.113.1", "192.0.2.1"] {
        assert_eq!(login_through(&server, &[client]).await, 403);
    }
    assert_eq!(login_through(&server, &["203.0.113.3"]).await, 429);
    assert_eq!(server.stderr().matches("HEARTH_TRUSTED_PROXIES").count(), 1, "{}", server.stderr());
}

#[tokio::test]
async fn rate_limits_can_be_turned_off() {
    let test_dir = TestDir::new();
    let server_command = limited(&test_dir).env("HEARTH_RATE_LIMIT_LOGIN", "1/1h").env("HEARTH_RATE_LIMIT", "off");
    let server = server_command.start().await;
    for _ in 0..5 {
        assert_eq!(login_through(&server, &[]).await, 403);
    }
}
