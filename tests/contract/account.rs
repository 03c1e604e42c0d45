//! Tests `/me`: one's own account.

use hearth_tests::{Answer, User, send};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    TestContext,
    shape::{self, places},
};

crate::trials![
    returns_the_own_account,
    a_phone_number_is_set_and_removed,
    refuses_invalid_phone_numbers,
    a_display_name_is_seen_by_others,
    refuses_invalid_display_names,
    a_changed_password_ends_every_other_session,
    password_change_ends_tokens_of_other_backends,
    changing_a_password_needs_the_old_one,
    a_new_password_follows_the_rules_of_sign_up,
    a_deleted_account_takes_everything_along,
    deleting_an_account_needs_its_password,
    one_of_many_simultaneous_changes_wins,
];

async fn patch(context: &TestContext, user: &User, body: &Value) -> Answer {
    send(context.api.request(Method::PATCH, "/me").bearer_auth(&user.token).json(body)).await
}

async fn change_password(context: &TestContext, user: &User, current: &str, new: &str) -> Answer {
    let body = json!({ "current_password": current, "new_password": new });
    context.api.put("/me/password", Some(&user.token), &body).await
}

async fn returns_the_own_account(context: TestContext) {
    let user = context.user().await;
    let me = context.api.get("/me", Some(&user.token)).await.expect(200).json();
    shape::keys(&me, &["id", "email", "created_at", "phone_number", "display_name"]);
    assert_eq!((&me["id"], &me["email"]), (&user.id.into(), &user.email.as_str().into()));
    assert_eq!(me["phone_number"], Value::Null);
    shape::time(&me["created_at"]);
    context.api.get("/me", None).await.expect_detail(401, "Not authenticated");
}

async fn a_phone_number_is_set_and_removed(context: TestContext) {
    let user = context.user().await;
    for number in [json!("+49 (30) 1234-567"), Value::Null] {
        let account = patch(&context, &user, &json!({ "phone_number": number })).await.expect(200).json();
        assert_eq!(account["phone_number"], number);
        assert_eq!(context.api.get("/me", Some(&user.token)).await.json(), account);
    }
    let shown = context.api.get(&format!("/users/{}", user.id), None).await.expect(200).json();
    shape::user(&shown, user.id, &user.email);
}

async fn refuses_invalid_phone_numbers(context: TestContext) {
    let user = context.user().await;
    for (body, place) in [
        (json!({}), "missing"),
        (json!({ "phone_number": 110 }), "string_type"),
        (json!({ "phone_number": "call me" }), "value_error"),
        (json!({ "phone_number": "1\u{0}1" }), "value_error"),
        (json!({ "phone_number": "" }), "value_error"),
        (json!({ "phone_number": "1".repeat(33) }), "value_error"),
    ] {
        let answer = patch(&context, &user, &body).await.expect(422);
        assert_eq!(places(&answer.detail()), [format!("body.phone_number: {place}")], "{body}");
    }
}

async fn a_display_name_is_seen_by_others(context: TestContext) {
    let (ada, reader) = (context.user().await, context.user().await);
    let post = json!({ "title": "Notes", "content": "On the engine" });
    let post = context.api.post("/posts/", Some(&ada.token), &post).await.expect(201).json()["id"].clone();
    let list = |query: &'static str| {
        let (context, token) = (&context, reader.token.clone());
        async move { context.api.get(query, Some(&token)).await.expect(200).json() }
    };
    let feed = list("/posts/").await;
    assert_eq!(feed[0]["Post"]["owner"].get("display_name"), None, "a field that other clients do not know");

    let account = patch(&context, &ada, &json!({ "display_name": " Ada  Lovelace " })).await.expect(200).json();
    assert_eq!((&account["display_name"], &account["phone_number"]), (&json!("Ada Lovelace"), &Value::Null));
    assert_eq!(context.api.get("/me", Some(&ada.token)).await.json(), account);
    // A page that was kept for others tells it at once.
    let named = list("/posts/").await;
    let vote = context.api.post("/vote/", Some(&ada.token), &json!({ "post_id": post, "dir": 1 })).await;
    let _ = vote.expect(201);
    let voters = context.api.get(&format!("/posts/{post}/votes"), Some(&ada.token)).await.expect(200).json();
    let shown = context.api.get(&format!("/posts/{post}"), Some(&reader.token)).await.expect(200).json();
    let user = context.api.get(&format!("/users/{}", ada.id), None).await.expect(200).json();
    let written = context.api.post("/posts/", Some(&ada.token), &json!({ "title": "More", "content": "" })).await;
    for owner in [&named[0]["Post"]["owner"], &voters[0], &shown["owner"], &user, &written.expect(201).json()["owner"]]
    {
        assert_eq!(owner["display_name"], "Ada Lovelace");
        assert_eq!(owner["email"], ada.email);
    }

    let both = json!({ "display_name": null, "phone_number": "110" });
    let account = patch(&context, &ada, &both).await.expect(200).json();
    assert_eq!((&account["display_name"], &account["phone_number"]), (&Value::Null, &json!("110")));
    assert_eq!(list("/posts/").await[1]["Post"]["owner"].get("display_name"), None);
}

async fn refuses_invalid_display_names(context: TestContext) {
    let user = context.user().await;
    for (name, place) in [
        (json!(7), "string_type"),
        (json!(""), "value_error"),
        (json!("x".repeat(51)), "value_error"),
        (json!("grace@example.com"), "value_error"),
        (json!("Ada\u{202e}ecalevoL"), "value_error"),
        (json!("A\u{0}da"), "value_error"),
    ] {
        let answer = patch(&context, &user, &json!({ "display_name": name })).await.expect(422);
        assert_eq!(places(&answer.detail()), [format!("body.display_name: {place}")], "{name}");
    }
}

async fn a_changed_password_ends_every_other_session(context: TestContext) {
    let user = context.user().await;
    let elsewhere = context.api.login(&user.email, &user.password).await.expect(200).json();
    let answer = change_password(&context, &user, &user.password, "a better password").await.expect(200).json();
    shape::keys(&answer, &["access_token", "token_type"]);
    for ended in [&user.token, elsewhere["access_token"].as_str().unwrap()] {
        for path in ["/me", "/posts/", "/posts/1", "/events", "/me/drafts"] {
            context.api.get(path, Some(ended)).await.expect_detail(401, "Could not validate credentials");
        }
        let vote = context.api.post("/vote/", Some(ended), &json!({ "post_id": 1, "dir": 1 })).await;
        vote.expect_detail(401, "Could not validate credentials");
        let post = context.api.post("/posts/", Some(ended), &json!({ "title": "Late", "content": "" })).await;
        post.expect_detail(401, "Could not validate credentials");
    }
    let _ = context.api.get("/me", answer["access_token"].as_str()).await.expect(200);
    context.api.login(&user.email, &user.password).await.expect_detail(403, "Invalid Credentials");
    let again = context.api.login(&user.email, "a better password").await.expect(200).json();
    let _ = context.api.get("/me", again["access_token"].as_str()).await.expect(200);
}

async fn password_change_ends_tokens_of_other_backends(context: TestContext) {
    let user = context.user().await;
    // The server's sessions last 30 days; one that ends in 10 minutes was given out 30 days ago but for these.
    let old = context.sign(&json!({ "user_id": user.id, "exp": crate::tokens::now() + 600 }));
    let _ = context.api.get("/me", Some(&old)).await.expect(200);
    let _ = change_password(&context, &user, &user.password, "a better password").await.expect(200);
    context.api.get("/me", Some(&old)).await.expect_detail(401, "Could not validate credentials");
    let new = context.sign(&json!({ "user_id": user.id, "exp": crate::tokens::now() + 30 * 24 * 3600 + 5 }));
    let _ = context.api.get("/me", Some(&new)).await.expect(200);
}

async fn changing_a_password_needs_the_old_one(context: TestContext) {
    let user = context.user().await;
    let answer = change_password(&context, &user, "a guess", "a better password").await;
    answer.expect_detail(403, "Invalid Credentials");
    let _ = context.api.get("/me", Some(&user.token)).await.expect(200);
    let _ = context.api.login(&user.email, &user.password).await.expect(200);
}

async fn a_new_password_follows_the_rules_of_sign_up(context: TestContext) {
    let user = context.user().await;
    for (password, kind) in [("tiny", "string_too_short"), (&"ä".repeat(37), "string_too_long")] {
        let answer = change_password(&context, &user, &user.password, password).await.expect(422);
        assert_eq!(places(&answer.detail()), [format!("body.new_password: {kind}")]);
        assert!(!answer.detail().to_string().contains(password), "a password is not repeated");
    }
    let missing = context.api.put("/me/password", Some(&user.token), &json!({ "current_password": "x" })).await;
    assert_eq!(places(&missing.expect(422).detail()), ["body.new_password: missing"]);
}

async fn a_deleted_account_takes_everything_along(context: TestContext) {
    let (user, other) = (context.user().await, context.user().await);
    let (mine, others) = (user.post("Narwhal").await, other.post("Narwhal, too").await);
    let _ = context.api.post("/vote/", Some(&user.token), &json!({ "post_id": others, "dir": 1 })).await.expect(201);
    let gone =
        context.api.post("/me/delete", Some(&user.token), &json!({ "password": user.password })).await.expect(204);
    assert!(gone.body.is_empty());
    context.api.get("/me", Some(&user.token)).await.expect_detail(401, "Could not validate credentials");
    context.api.login(&user.email, &user.password).await.expect_detail(403, "Invalid Credentials");
    let gone = format!("Post with the id:{mine} was not found");
    context.api.get(&format!("/posts/{mine}"), Some(&other.token)).await.expect_detail(404, &gone);
    let left = context.api.get(&format!("/posts/{others}"), Some(&other.token)).await.expect(200).json();
    assert_eq!(left["vote"], 0);
    let _ = User::sign_up_as(context.api.base(), &user.email).await;
}

async fn deleting_an_account_needs_its_password(context: TestContext) {
    let user = context.user().await;
    let answer = context.api.post("/me/delete", Some(&user.token), &json!({ "password": "a guess" })).await;
    answer.expect_detail(403, "Invalid Credentials");
    let answer = context.api.post("/me/delete", Some(&user.token), &json!({})).await.expect(422);
    assert_eq!(places(&answer.detail()), ["body.password: missing"]);
    let _ = context.api.get("/me", Some(&user.token)).await.expect(200);
}

async fn one_of_many_simultaneous_changes_wins(context: TestContext) {
    let user = context.user().await;
    let change = async |number: u32| {
        change_password(&context, &user, &user.password, &format!("a better password {number}")).await.status
    };
    let statuses = futures_util::future::join_all((0..8).map(change)).await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 200 | 401 | 403)), "{statuses:?}");
}
