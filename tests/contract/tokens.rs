//! Tests `Authorization: Bearer`.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hearth_tests::{Answer, send};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::{Method, header};
use serde_json::{Value, json};
use sqlx::Connection;

use crate::{TestContext, shape::places};

crate::trials![
    what_needs_a_user_refuses_nobody,
    what_is_wrong_is_told_in_the_order_of_fastapi,
    the_scheme_is_read_in_any_case,
    accepts_tokens_of_backends_with_the_same_key,
    a_forged_token_is_refused,
    a_token_without_its_claims_is_refused,
    a_token_that_is_over_is_refused,
    the_token_of_a_deleted_user_is_refused,
];

const NOBODY: &str = "Not authenticated";
const BAD: &str = "Could not validate credentials";

/// Decodes the claims of a token, unchecked.
pub(crate) fn claims(token: &str) -> Value {
    let claims = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice(&claims).unwrap()
}

pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

pub(crate) fn sign(key: &str, algorithm: Algorithm, claims: &Value) -> String {
    jsonwebtoken::encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(key.as_bytes())).unwrap()
}

/// Sends a request with this `Authorization`.
async fn ask(context: &TestContext, authorization: &str) -> Answer {
    send(context.api.request(Method::GET, "/posts/").header(header::AUTHORIZATION, authorization)).await
}

#[track_caller]
fn refused(answer: Answer, detail: &str) {
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    answer.expect_detail(401, detail);
}

async fn what_needs_a_user_refuses_nobody(context: TestContext) {
    let post = json!({ "title": "t", "content": "c" });
    let vote = json!({ "post_id": 1, "dir": 1 });
    for (method, path, body) in [
        (Method::GET, "/posts/", None),
        (Method::POST, "/posts/", Some(&post)),
        (Method::GET, "/posts/1", None),
        (Method::PUT, "/posts/1", Some(&post)),
        (Method::DELETE, "/posts/1", None),
        (Method::POST, "/vote/", Some(&vote)),
    ] {
        let request = || match body {
            Some(body) => context.api.request(method.clone(), path).json(body),
            None => context.api.request(method.clone(), path),
        };
        refused(send(request()).await, NOBODY);
        refused(send(request().bearer_auth("nonsense")).await, BAD);
    }
    for authorization in ["", "Basic YTpi", "Token abc", "Bearerabc"] {
        refused(ask(&context, authorization).await, NOBODY);
    }
    for authorization in ["Bearer", "Bearer ", "Bearer a b", "Bearer ..", "Bearer a.b.c", "bearer \u{e4}"] {
        let answer = ask(&context, authorization).await;
        assert_eq!(answer.header("www-authenticate"), "Bearer", "{authorization}");
        assert_eq!(answer.status, 401, "{authorization}");
    }
}

async fn what_is_wrong_is_told_in_the_order_of_fastapi(context: TestContext) {
    let user = context.user().await;
    let put = async |authorization: Option<&str>, body: &'static str| {
        let request = context.api.request(Method::PUT, "/posts/first").header(header::CONTENT_TYPE, "application/json");
        let request = authorization.into_iter().fold(request, reqwest::RequestBuilder::bearer_auth);
        send(request.body(body)).await
    };
    let malformed = put(None, "{").await.expect(422);
    assert_eq!(places(&malformed.detail()), ["body.1: json_invalid"]);
    refused(put(None, "{}").await, NOBODY);
    refused(put(Some("nonsense"), "{}").await, BAD);
    let both = put(Some(&user.token), r#"{"title": 1, "content": "c"}"#).await.expect(422);
    assert_eq!(places(&both.detail()), ["path.id: int_parsing", "body.title: string_type"]);
}

async fn the_scheme_is_read_in_any_case(context: TestContext) {
    let user = context.user().await;
    for scheme in ["Bearer", "bearer", "BEARER", "bEaReR"] {
        let _ = ask(&context, &format!("{scheme} {}", user.token)).await.expect(200);
    }
}

async fn accepts_tokens_of_backends_with_the_same_key(context: TestContext) {
    let user = context.user().await;
    for claims in [
        json!({ "user_id": user.id, "exp": now() + 60 }),
        json!({ "user_id": user.id, "exp": now() + 60, "iat": now(), "aud": "app", "iss": "them" }),
    ] {
        let token = sign(&context.secret, Algorithm::HS256, &claims);
        let _ = ask(&context, &format!("Bearer {token}")).await.expect(200);
    }
}

async fn a_forged_token_is_refused(context: TestContext) {
    let (user, other) = (context.user().await, context.user().await);
    let claims = json!({ "user_id": user.id, "exp": now() + 60 });
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let none = part(&json!({ "alg": "none", "typ": "JWT" }));
    let signature = user.token.rsplit('.').next().unwrap();
    let (head, rest) = other.token.split_once('.').unwrap();
    let swapped = format!("{head}.{}.{}", part(&claims), rest.split_once('.').unwrap().1);
    for token in [
        sign("another key that is long enough for HS256", Algorithm::HS256, &claims),
        sign("", Algorithm::HS256, &claims),
        sign(&context.secret, Algorithm::HS384, &claims),
        sign(&context.secret, Algorithm::HS512, &claims),
        format!("{none}.{}.", part(&claims)),
        format!("{none}.{}.{signature}", part(&claims)),
        swapped,
        user.token.trim_end_matches(|c: char| c != '.').to_owned(),
    ] {
        refused(ask(&context, &format!("Bearer {token}")).await, BAD);
    }
}

async fn a_token_without_its_claims_is_refused(context: TestContext) {
    let user = context.user().await;
    for claims in [
        json!({}),
        json!({ "user_id": user.id }),
        json!({ "exp": now() + 60 }),
        json!({ "user_id": null, "exp": now() + 60 }),
        json!({ "user_id": 1_i64 << 40, "exp": now() + 60 }),
        json!({ "user_id": [user.id], "exp": now() + 60 }),
        json!({ "user_id": user.id, "exp": "never" }),
    ] {
        let token = sign(&context.secret, Algorithm::HS256, &claims);
        refused(ask(&context, &format!("Bearer {token}")).await, BAD);
    }
}

async fn a_token_that_is_over_is_refused(context: TestContext) {
    let user = context.user().await;
    for ago in [1, 60, 1_000_000] {
        let token = sign(&context.secret, Algorithm::HS256, &json!({ "user_id": user.id, "exp": now() - ago }));
        refused(ask(&context, &format!("Bearer {token}")).await, BAD);
    }
}

async fn the_token_of_a_deleted_user_is_refused(context: TestContext) {
    let (user, witness) = (context.user().await, context.user().await);
    let post = user.post("Written before leaving").await;
    let mut database = sqlx::PgConnection::connect_with(&context.database).await.unwrap();
    sqlx::query("DELETE FROM users WHERE id = $1").bind(user.id).execute(&mut database).await.unwrap();

    refused(ask(&context, &format!("Bearer {}", user.token)).await, BAD);
    let vote = json!({ "post_id": post, "dir": 1 });
    refused(context.api.post("/vote/", Some(&user.token), &vote).await, BAD);
    // Their posts went with them.
    let gone = context.api.get(&format!("/posts/{post}"), Some(&witness.token)).await;
    gone.expect_detail(404, &format!("Post with the id:{post} was not found"));
}
