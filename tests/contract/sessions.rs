//! Tests `/me/sessions`: where one is signed in.

use std::time::Duration;

use hearth_client::Event;
use hearth_tests::{User, send};
use reqwest::{Method, header};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::{TestContext, shape, tokens};

crate::trials![
    lists_where_the_account_is_signed_in,
    an_ended_session_is_refused_everywhere,
    all_others_end_at_once,
    signing_out_ends_the_current_session,
    sessions_of_others_do_not_exist,
    tokens_of_other_backends_are_in_no_list,
    a_token_belongs_to_its_own_session,
    a_changed_password_leaves_one_session,
    streams_of_events_end_with_their_session,
];

const BAD: &str = "Could not validate credentials";

/// Signs a user in once more, with a client of this name.
async fn login(context: &TestContext, user: &User, client: &[u8]) -> String {
    let form = [("username", &user.email), ("password", &user.password)];
    let request = context.api.request(Method::POST, "/login").form(&form);
    let name = header::HeaderValue::from_bytes(client).unwrap();
    let token = send(request.header(header::USER_AGENT, name)).await.expect(200).json();
    token["access_token"].as_str().unwrap().to_owned()
}

async fn list(context: &TestContext, token: &str) -> Vec<Value> {
    context.api.get("/me/sessions", Some(token)).await.expect(200).json().as_array().unwrap().clone()
}

/// The id of the session that a token names.
fn session(token: &str) -> String {
    tokens::claims(token)["session"].as_str().unwrap().to_owned()
}

async fn end(context: &TestContext, token: &str, id: &str) -> hearth_tests::Answer {
    context.api.delete(&format!("/me/sessions/{id}"), Some(token)).await
}

async fn lists_where_the_account_is_signed_in(context: TestContext) {
    let user = context.user().await;
    let hostile = "Rook/1.0 (\u{202e}Board\u{200b}; \u{e9}t\u{e9})";
    let token = login(&context, &user, hostile.as_bytes()).await;
    let silent = context.api.login(&user.email, &user.password).await.expect(200).json();
    let sessions = list(&context, &token).await;
    assert_eq!(sessions.len(), 3);
    for session in &sessions {
        shape::keys(session, &["id", "created_at", "last_seen_at", "device", "address", "current"]);
        shape::time(&session["created_at"]);
        shape::time(&session["last_seen_at"]);
        assert_eq!(session["address"], "127.0.0.1");
    }
    let current: Vec<_> = sessions.iter().map(|session| session["current"].as_bool().unwrap()).collect();
    assert_eq!(current, [true, false, false]);
    assert_eq!(sessions[0]["id"], session(&token));
    assert_eq!(sessions[0]["device"], "Rook/1.0 ( Board ; été)");
    let silent = session(silent["access_token"].as_str().unwrap());
    let silent = sessions.iter().find(|session| session["id"] == silent).unwrap();
    assert_eq!(silent["device"], Value::Null);
    context.api.get("/me/sessions", None).await.expect_detail(401, "Not authenticated");
}

async fn an_ended_session_is_refused_everywhere(context: TestContext) {
    let user = context.user().await;
    let elsewhere = login(&context, &user, b"Elsewhere").await;
    let paths = ["/me", "/me/sessions", "/posts/", "/posts/?sort=hot", "/posts/1", "/events", "/me/drafts"];
    // A page of the feed is in the cache, too.
    let _ = context.api.get("/posts/", Some(&elsewhere)).await.expect(200);
    assert!(end(&context, &user.token, &session(&elsewhere)).await.expect(204).body.is_empty());
    for path in paths {
        context.api.get(path, Some(&elsewhere)).await.expect_detail(401, BAD);
    }
    for dir in [1, 0] {
        let vote = context.api.post("/vote/", Some(&elsewhere), &json!({ "post_id": 1, "dir": dir })).await;
        vote.expect_detail(401, BAD);
    }
    let post = json!({ "title": "Late", "content": "" });
    context.api.post("/posts/", Some(&elsewhere), &post).await.expect_detail(401, BAD);
    context.api.put("/posts/1", Some(&elsewhere), &post).await.expect_detail(401, BAD);
    context.api.delete("/posts/1", Some(&elsewhere)).await.expect_detail(401, BAD);
    context.api.delete("/me/sessions", Some(&elsewhere)).await.expect_detail(401, BAD);
    end(&context, &elsewhere, &session(&user.token)).await.expect_detail(401, BAD);
    let password = json!({ "current_password": user.password, "new_password": "a better password" });
    context.api.put("/me/password", Some(&elsewhere), &password).await.expect_detail(401, BAD);

    assert_eq!(list(&context, &user.token).await.len(), 1);
    end(&context, &user.token, &session(&elsewhere)).await.expect_detail(404, "Session does not exist");
}

async fn all_others_end_at_once(context: TestContext) {
    let user = context.user().await;
    let elsewhere = login(&context, &user, b"Elsewhere").await;
    let other = context.user().await;
    let foreign = context.sign(&json!({ "user_id": user.id, "exp": tokens::now() + 600 }));
    let _ = context.api.get("/me", Some(&foreign)).await.expect(200);
    for _ in 0..2 {
        let _ = context.api.delete("/me/sessions", Some(&user.token)).await.expect(204);
        for ended in [&elsewhere, &foreign] {
            context.api.get("/me", Some(ended)).await.expect_detail(401, BAD);
            let vote = context.api.post("/vote/", Some(ended), &json!({ "post_id": 1, "dir": 1 })).await;
            vote.expect_detail(401, BAD);
        }
        assert_eq!(list(&context, &user.token).await.len(), 1);
    }
    let _ = context.api.get("/me", Some(&other.token)).await.expect(200);
    let _ = context.api.get("/me", Some(&login(&context, &user, b"Again").await)).await.expect(200);
}

async fn signing_out_ends_the_current_session(context: TestContext) {
    let user = context.user().await;
    let elsewhere = login(&context, &user, b"Elsewhere").await;
    let _ = end(&context, &elsewhere, "current").await.expect(204);
    end(&context, &elsewhere, "current").await.expect_detail(401, BAD);
    let _ = context.api.get("/me", Some(&user.token)).await.expect(200);
}

async fn sessions_of_others_do_not_exist(context: TestContext) {
    let (user, other) = (context.user().await, context.user().await);
    let unknown = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    for id in [&session(&other.token), unknown, "00000000-0000-0000-0000-000000000000"] {
        end(&context, &user.token, id).await.expect_detail(404, "Session does not exist");
    }
    for id in ["1", "%ff", "%00", "currently", "3f2504e0-4f89-41d3-9a0c-0305e82c33011"] {
        let answer = end(&context, &user.token, id).await.expect(422);
        assert_eq!(shape::places(&answer.detail()), ["path.id: uuid_parsing"]);
    }
    let _ = context.api.get("/me", Some(&other.token)).await.expect(200);
}

async fn tokens_of_other_backends_are_in_no_list(context: TestContext) {
    let user = context.user().await;
    let foreign = context.sign(&json!({ "user_id": user.id, "exp": tokens::now() + 600 }));
    let sessions = list(&context, &foreign).await;
    assert_eq!((sessions.len(), &sessions[0]["current"]), (1, &json!(false)));
    end(&context, &foreign, "current").await.expect_detail(404, "Session does not exist");
    let _ = context.api.delete("/me/sessions", Some(&foreign)).await.expect(204);
    context.api.get("/me", Some(&user.token)).await.expect_detail(401, BAD);
    assert!(list(&context, &foreign).await.is_empty());
}

async fn a_token_belongs_to_its_own_session(context: TestContext) {
    let (user, other) = (context.user().await, context.user().await);
    let claims = tokens::claims(&user.token);
    for wrong in [json!(session(&other.token)), json!("3f2504e0-4f89-41d3-9a0c-0305e82c3301"), json!(""), json!(7)] {
        let mut claims = claims.clone();
        claims["session"] = wrong;
        context.api.get("/me", Some(&context.sign(&claims))).await.expect_detail(401, BAD);
    }
    let _ = context.api.get("/me", Some(&context.sign(&claims))).await.expect(200);
}

async fn a_changed_password_leaves_one_session(context: TestContext) {
    let user = context.user().await;
    let _ = login(&context, &user, b"Elsewhere").await;
    let change = json!({ "current_password": user.password, "new_password": "a better password" });
    let request = context.api.request(Method::PUT, "/me/password").bearer_auth(&user.token).json(&change);
    let token = send(request.header(header::USER_AGENT, "Rook/1.1")).await.expect(200).json();
    let sessions = list(&context, token["access_token"].as_str().unwrap()).await;
    assert_eq!(sessions.len(), 1);
    assert_eq!((&sessions[0]["current"], &sessions[0]["device"]), (&json!(true), &json!("Rook/1.1")));
}

/// Ends sessions in each way; a stream without news would go on for seconds.
async fn streams_of_events_end_with_their_session(context: TestContext) {
    for way in ["one", "others", "password"] {
        let user = context.user().await;
        let elsewhere = login(&context, &user, b"Elsewhere").await;
        let mut events = user.client.with_token(&elsewhere).events();
        assert_eq!(events.next().await.unwrap(), Event::Reset);
        let post = user.post("A beginning").await;
        while !matches!(events.next().await.unwrap(), Event::Created(created) if created.post_id == post) {}
        let _ = match way {
            "one" => end(&context, &user.token, &session(&elsewhere)).await.expect(204),
            "others" => context.api.delete("/me/sessions", Some(&user.token)).await.expect(204),
            _ => {
                let change = json!({ "current_password": user.password, "new_password": "a better password" });
                context.api.put("/me/password", Some(&user.token), &change).await.expect(200)
            }
        };
        let ended = async { while events.next().await.is_ok() {} };
        timeout(Duration::from_secs(5), ended).await.unwrap_or_else(|_| panic!("the stream goes on: {way}"));
    }
}
