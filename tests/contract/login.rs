//! Tests `POST /login`.

use hearth_tests::{send, unique_email};
use reqwest::{Method, header};
use serde_json::json;

use crate::{
    TestContext,
    shape::{self, places},
    tokens::claims,
};

crate::trials![
    a_password_is_traded_for_a_token,
    a_multipart_form_will_do,
    what_does_not_match_is_refused_in_the_same_words,
    what_is_missing_is_named,
    a_form_is_asked_for,
];

async fn a_password_is_traded_for_a_token(context: TestContext) {
    let user = context.user().await;
    let token = context.api.login(&user.email, &user.password).await.expect(200).json();
    shape::keys(&token, &["access_token", "token_type"]);
    assert_eq!(token["token_type"], "bearer");
    let claims = claims(token["access_token"].as_str().unwrap());
    assert_eq!(claims["user_id"], user.id);
    assert!(claims["exp"].is_u64(), "{claims}");
}

async fn a_multipart_form_will_do(context: TestContext) {
    let user = context.user().await;
    let part = |name: &str, value: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = format!("{}{}--edge--\r\n", part("username", &user.email), part("password", &user.password));
    let request = context.api.request(Method::POST, "/login").body(body.clone());
    let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    let _ = send(request).await.expect(200);

    for (kind, body, detail) in [
        ("multipart/form-data", body.as_str(), "Missing boundary in multipart."),
        ("multipart/form-data; boundary=edge", &body[..body.len() / 2], "Invalid multipart data."),
        ("multipart/form-data; boundary=edge", "no parts", "Invalid multipart data."),
    ] {
        let request = context.api.request(Method::POST, "/login").header(header::CONTENT_TYPE, kind);
        send(request.body(body.to_owned())).await.expect_detail(400, detail);
    }
}

async fn what_does_not_match_is_refused_in_the_same_words(context: TestContext) {
    let user = context.user().await;
    let long = "x".repeat(8_000);
    for (email, password) in [
        (user.email.as_str(), "wrong password"),
        (&user.email, &user.password.to_uppercase()),
        (&unique_email(), &user.password),
        ("no address", "wrong password"),
        (&long, &long),
    ] {
        context.api.login(email, password).await.expect_detail(403, "Invalid Credentials");
    }
    // The case of an address plays no part where it leads to one account.
    let _ = context.api.login(&user.email.to_uppercase(), &user.password).await.expect(200);
}

async fn what_is_missing_is_named(context: TestContext) {
    type Case = (&'static [(&'static str, &'static str)], &'static [&'static str]);
    let cases: [Case; 6] = [
        (&[], &["body.username: missing", "body.password: missing"]),
        (&[("username", "ada@example.com")], &["body.password: missing"]),
        (&[("username", ""), ("password", "x")], &["body.username: missing"]),
        (&[("username", "a\0"), ("password", "x")], &["body.username: value_error"]),
        (&[("username", "a"), ("password", "x\0")], &["body.password: value_error"]),
        (
            &[("username", "a"), ("password", "x"), ("grant_type", "code")],
            &["body.grant_type: string_pattern_mismatch"],
        ),
    ];
    for (form, expected) in cases {
        let answer = send(context.api.request(Method::POST, "/login").form(form)).await.expect(422);
        assert_eq!(places(&answer.detail()), expected, "{form:?}");
    }
}

async fn a_form_is_asked_for(context: TestContext) {
    let user = context.user().await;
    let body = json!({ "username": user.email, "password": user.password });
    let answer = context.api.post("/login", None, &body).await.expect(422);
    assert_eq!(places(&answer.detail()), ["body.username: missing", "body.password: missing"]);
}
