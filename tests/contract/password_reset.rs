//! Tests links with which a forgotten password is set anew.

use hearth_tests::{Answer, User};
use serde_json::json;

use crate::{TestContext, moderation::with_role, shape::places};

crate::trials![
    a_link_sets_a_password_once_and_ends_sessions,
    a_newer_link_takes_the_place_of_an_earlier_one,
    an_old_link_does_not_work,
    a_new_password_ends_the_link,
    a_link_takes_fit_passwords_alone,
    without_mail_nobody_is_sent_a_link,
    the_page_of_a_link_holds_nothing_foreign,
];

const INVALID: &str = "This link does not work: it was used, or it is older than an hour.";

/// Makes a link for somebody; returns its secret.
async fn link(context: &TestContext, administrator: &User, user: &User) -> String {
    let path = format!("/moderation/people/{}/reset-link", user.id);
    let made = context.api.post(&path, Some(&administrator.token), &json!({})).await.expect(201).json();
    let (page, secret) = made["link"].as_str().unwrap().split_once('#').unwrap();
    assert_eq!(page, "/password-reset/page");
    secret.to_owned()
}

async fn redeem(context: &TestContext, token: &str, password: &str) -> Answer {
    let body = json!({ "token": token, "new_password": password });
    context.api.put("/password-reset", None, &body).await
}

async fn a_link_sets_a_password_once_and_ends_sessions(context: TestContext) {
    let (administrator, ada) = (with_role(&context, "administrator").await, context.user().await);
    let secret = link(&context, &administrator, &ada).await;
    // In the database there is none.
    let kept: Vec<u8> = sqlx::query_scalar("SELECT digest FROM hearth_password_resets WHERE user_id = $1")
        .bind(ada.id)
        .fetch_one(&context.database().await)
        .await
        .unwrap();
    assert!(kept.len() == 32 && kept != secret.as_bytes());
    let tries = (0..4).map(|number| redeem(&context, &secret, if number < 4 { "a new beginning" } else { "" }));
    let mut statuses: Vec<_> = futures_util::future::join_all(tries).await.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 403, 403, 403]);
    context.api.get("/me", Some(&ada.token)).await.expect_detail(401, "Could not validate credentials");
    context.api.login(&ada.email, &ada.password).await.expect_detail(403, "Invalid Credentials");
    let _ = context.api.login(&ada.email, "a new beginning").await.expect(200);
    redeem(&context, &secret, "another one").await.expect_detail(403, INVALID);
    let log = context.api.get("/moderation/log?limit=100", Some(&administrator.token)).await.expect(200).json();
    let entry = log.as_array().unwrap().iter().find(|entry| entry["user_id"] == ada.id).unwrap();
    assert_eq!((&entry["action"], &entry["actor"]), (&json!("reset-link"), &json!(administrator.email)));
    assert!(!log.to_string().contains(&secret));
}

async fn a_newer_link_takes_the_place_of_an_earlier_one(context: TestContext) {
    let (administrator, ada) = (with_role(&context, "administrator").await, context.user().await);
    let first = link(&context, &administrator, &ada).await;
    let second = link(&context, &administrator, &ada).await;
    redeem(&context, &first, "a new beginning").await.expect_detail(403, INVALID);
    let _ = redeem(&context, &second, "a new beginning").await.expect(204);
}

async fn an_old_link_does_not_work(context: TestContext) {
    let (administrator, ada) = (with_role(&context, "administrator").await, context.user().await);
    let secret = link(&context, &administrator, &ada).await;
    let hour = "UPDATE hearth_password_resets SET expires_at = expires_at - INTERVAL '1 hour' WHERE user_id = $1";
    sqlx::query(hour).bind(ada.id).execute(&context.database().await).await.unwrap();
    redeem(&context, &secret, "a new beginning").await.expect_detail(403, INVALID);
    redeem(&context, "", "a new beginning").await.expect_detail(403, INVALID);
    redeem(&context, &"0".repeat(32), "a new beginning").await.expect_detail(403, INVALID);
    let _ = context.api.login(&ada.email, &ada.password).await.expect(200);
}

async fn a_new_password_ends_the_link(context: TestContext) {
    let (administrator, ada) = (with_role(&context, "administrator").await, context.user().await);
    let secret = link(&context, &administrator, &ada).await;
    let change = json!({ "current_password": ada.password, "new_password": "remembered after all" });
    let _ = context.api.put("/me/password", Some(&ada.token), &change).await.expect(200);
    redeem(&context, &secret, "a new beginning").await.expect_detail(403, INVALID);
}

async fn a_link_takes_fit_passwords_alone(context: TestContext) {
    let (administrator, ada) = (with_role(&context, "administrator").await, context.user().await);
    let secret = link(&context, &administrator, &ada).await;
    for (password, kind) in [("tiny", "string_too_short"), (&"ä".repeat(37), "string_too_long")] {
        let refused = redeem(&context, &secret, password).await.expect(422);
        assert_eq!(places(&refused.detail()), [format!("body.new_password: {kind}")]);
        assert!(!refused.detail().to_string().contains(&secret) && !refused.detail().to_string().contains(password));
    }
    let missing = context.api.put("/password-reset", None, &json!({ "token": secret })).await.expect(422);
    assert!(!missing.detail().to_string().contains(&secret), "a secret is not repeated");
    let _ = redeem(&context, &secret, "a new beginning").await.expect(204);
}

async fn without_mail_nobody_is_sent_a_link(context: TestContext) {
    let refused = context.api.post("/password-reset", None, &json!({ "email": "ada@example.com" })).await.expect(403);
    assert!(refused.detail().as_str().unwrap().starts_with("This server sends no emails."));
    let told = context.api.get("/capabilities", None).await.expect(200).json();
    let names = told["capabilities"].as_array().unwrap();
    assert!(names.contains(&json!("password-reset")) && !names.contains(&json!("password-reset-email")));
    assert_eq!(told["sign_up"], "open");
}

async fn the_page_of_a_link_holds_nothing_foreign(context: TestContext) {
    let page = context.api.get("/password-reset/page", None).await.expect(200);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.header("content-security-policy").contains("script-src 'self'"));
    assert_eq!((page.header("referrer-policy"), page.header("cache-control")), ("no-referrer", "no-store"));
    let html = String::from_utf8(page.body).unwrap();
    assert!(!html.contains("http://") && !html.contains("https://"));
    assert!(html.contains(r#"<script src="page.js">"#));
    let _ = context.api.get("/password-reset/page.js", None).await.expect(200);
}
