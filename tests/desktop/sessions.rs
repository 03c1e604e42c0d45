//! Tests in the real window where an account is signed in: what is ended here ends there, and what is ended there is told here.

use hearth_tests::{Api, CONDITION_TIMEOUT, DesktopSession, Server, ServerCommand, TestDir, Window, send};
use reqwest::{Method, header};
use serde_json::json;
use thirtyfour::prelude::By;

/// The account of the window.
const EMAIL: &str = "ada@example.com";
const PASSWORD: &str = "correct horse";

/// A window that is signed in to a hosted server.
async fn signed_in(desktop: &mut DesktopSession, test_dir: &TestDir) -> (Window, Server) {
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let window = desktop.open().await;
    window.connect_to(&server.address()).await;
    window.sign_up().await;
    window.see("Nothing here yet").await;
    (window, server)
}

/// Signs in to the window's account from elsewhere.
async fn elsewhere(api: &Api) -> String {
    let request = api.request(Method::POST, "/login").form(&[("username", EMAIL), ("password", PASSWORD)]);
    let token = send(request.header(header::USER_AGENT, "Elsewhere/1.0")).await.expect(200).json();
    token["access_token"].as_str().unwrap().to_owned()
}

async fn devices(api: &Api, token: &str) -> Vec<String> {
    let sessions = api.get("/me/sessions", Some(token)).await.expect(200).json();
    let device = |session: &serde_json::Value| session["device"].as_str().unwrap().to_owned();
    sessions.as_array().unwrap().iter().map(device).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn signs_other_devices_out_and_itself() {
    let (test_dir, mut desktop) = (TestDir::new(), DesktopSession::new());
    let (window, server) = signed_in(&mut desktop, &test_dir).await;
    let api = server.api();
    let (first, second) = (elsewhere(&api).await, elsewhere(&api).await);
    window.press("Settings").await;
    window.see("This device").await;
    window.press("Sign out Elsewhere/1.0").await;
    window.see("That device is signed out.").await;
    let statuses = async || {
        let status = async |token: &str| api.get("/me", Some(token)).await.status;
        [status(&first).await, status(&second).await]
    };
    assert_eq!(statuses().await.iter().filter(|status| **status == 401).count(), 1);
    window.press("Sign out everywhere else…").await;
    window.press("Sign out everywhere else").await;
    window.see("You are signed out everywhere else.").await;
    assert_eq!(statuses().await, [401, 401]);
    window.press("Close").await;

    let last = elsewhere(&api).await;
    let listed = devices(&api, &last).await;
    assert!(listed.len() == 2 && listed[1].starts_with("Hearth/"), "{listed:?}");
    window.sign_out().await;
    window.see("Sign in to Hearth").await;
    let deadline = std::time::Instant::now() + CONDITION_TIMEOUT;
    while devices(&api, &last).await.len() > 1 {
        assert!(std::time::Instant::now() < deadline, "the session of the window goes on");
    }
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tells_that_the_password_was_changed_elsewhere() {
    let (test_dir, mut desktop) = (TestDir::new(), DesktopSession::new());
    let (window, server) = signed_in(&mut desktop, &test_dir).await;
    window.begin_post("Half a thought").await;
    let token = elsewhere(&server.api()).await;
    let change = json!({ "current_password": PASSWORD, "new_password": "a better password" });
    let _ = server.api().put("/me/password", Some(&token), &change).await.expect(200);
    window.see("You were signed out").await;
    window.sign_in(EMAIL, "a better password").await;
    let title = window.find(By::Name("title")).await.prop("value").await.unwrap();
    assert_eq!(title.as_deref(), Some("Half a thought"));
    desktop.close(window).await;
}
