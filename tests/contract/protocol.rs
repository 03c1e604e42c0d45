//! Tests what holds for every path: both spellings, errors, bodies, and that no request makes the server fail.

use hearth_tests::send;
use reqwest::{Method, header};
use serde_json::json;

use crate::{
    TestContext,
    shape::{self, places},
};

crate::trials![
    the_root_says_welcome,
    a_slash_at_the_end_makes_no_difference,
    an_unknown_path_is_not_found,
    a_wrong_method_is_not_allowed,
    a_body_over_a_mebibyte_is_too_large,
    small_bodies_are_enough_for_all_but_posts,
    without_a_token_no_field_is_looked_at,
    a_refusal_is_seen_behind_a_large_body,
    a_body_of_another_type_is_no_object,
    malformed_json_is_named_with_its_place,
    a_refusal_repeats_no_more_than_anybody_reads,
    fields_that_nobody_asked_for_cost_nothing,
    nothing_a_client_sends_makes_the_server_fail,
];

async fn the_root_says_welcome(context: TestContext) {
    let answer = context.api.get("/", None).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.json(), json!({ "message": "Welcome to the Social Media App" }));
}

async fn a_slash_at_the_end_makes_no_difference(context: TestContext) {
    let user = context.user().await;
    let post = user.post("Slashed").await;
    let token = Some(user.token.as_str());
    let body = json!({ "title": "Slashed", "content": "c" });
    for slash in ["", "/"] {
        let _ = context.api.get(&format!("/users/{}{slash}", user.id), None).await.expect(200);
        let _ = context.api.get(&format!("/posts{slash}"), token).await.expect(200);
        let _ = context.api.get(&format!("/posts{slash}?limit=1"), token).await.expect(200);
        let _ = context.api.post(&format!("/posts{slash}"), token, &body).await.expect(201);
        let _ = context.api.get(&format!("/posts/{post}{slash}"), token).await.expect(200);
        let _ = context.api.put(&format!("/posts/{post}{slash}"), token, &body).await.expect(200);
        let vote = json!({ "post_id": post, "dir": i32::from(slash.is_empty()) });
        let _ = context.api.post(&format!("/vote{slash}"), token, &vote).await.expect(201);
        let account = json!({ "email": hearth_tests::unique_email(), "password": "password123" });
        let _ = context.api.post(&format!("/users{slash}"), None, &account).await.expect(201);
        let form = [("username", &user.email), ("password", &user.password)];
        let _ = send(context.api.request(Method::POST, &format!("/login{slash}")).form(&form)).await.expect(200);
        let other = user.post("To delete").await;
        let _ = context.api.delete(&format!("/posts/{other}{slash}"), token).await.expect(204);
    }
}

async fn an_unknown_path_is_not_found(context: TestContext) {
    for path in ["/nowhere", "/users/1/friends", "/posts/1/2", "/POSTS/", "/votes/", "/%00", "/..%2f..%2fetc/passwd"] {
        let answer = context.api.get(path, None).await;
        assert_eq!(answer.header("content-type"), "application/json", "{path}");
        answer.expect_detail(404, "Not Found");
    }
}

async fn a_wrong_method_is_not_allowed(context: TestContext) {
    for (method, path) in [
        (Method::POST, "/"),
        (Method::DELETE, "/users/1"),
        (Method::GET, "/login"),
        (Method::DELETE, "/posts/"),
        (Method::POST, "/posts/1"),
        (Method::PATCH, "/posts/1"),
        (Method::GET, "/vote/"),
    ] {
        let answer = send(context.api.request(method.clone(), path)).await;
        assert!(!answer.header("allow").is_empty(), "{method} {path}: {answer:?}");
        answer.expect_detail(405, "Method Not Allowed");
    }
}

async fn a_body_over_a_mebibyte_is_too_large(context: TestContext) {
    let user = context.user().await;
    let sized = |bytes: usize| {
        let post = json!({ "title": "Big", "content": "" }).to_string();
        format!("{post}{}", " ".repeat(bytes - post.len()))
    };
    for (bytes, status) in [(1 << 20, 201), ((1 << 20) + 1, 413), (8 << 20, 413)] {
        let request = context.api.request(Method::POST, "/posts/").bearer_auth(&user.token);
        let request = request.header(header::CONTENT_TYPE, "application/json").body(sized(bytes));
        let answer = send(request).await.expect(status);
        assert_eq!(answer.json()["detail"].is_string(), status == 413, "{bytes}");
    }
    for (bytes, status) in [((16 << 10) - "username=&password=x".len(), 403), (16 << 10, 413), (2 << 20, 413)] {
        let form = [("username", "x".repeat(bytes)), ("password", "x".to_owned())];
        let _ = send(context.api.request(Method::POST, "/login").form(&form)).await.expect(status);
    }
}

async fn small_bodies_are_enough_for_all_but_posts(context: TestContext) {
    let user = context.user().await;
    let padded = |bytes: usize| format!("{{}}{}", " ".repeat(bytes - 2));
    for (method, path) in [
        (Method::POST, "/users/"),
        (Method::POST, "/vote/"),
        (Method::PATCH, "/me"),
        (Method::PUT, "/me/password"),
        (Method::POST, "/me/delete"),
    ] {
        for (bytes, status) in [(16 << 10, 422), ((16 << 10) + 1, 413)] {
            let request = context.api.request(method.clone(), path).bearer_auth(&user.token);
            let request = request.header(header::CONTENT_TYPE, "application/json").body(padded(bytes));
            assert_eq!(send(request).await.status, status, "{path}, {bytes} bytes");
        }
    }
}

async fn without_a_token_no_field_is_looked_at(context: TestContext) {
    // Each is an object when it is read as fields are; only its syntax is looked at here.
    let body = format!("[{}0]", r#"{"":0},"#.repeat(100_000));
    for path in ["/posts/", "/vote/"] {
        for (body, status) in [("[", 422), ("[]", 401)] {
            let request = context.api.request(Method::POST, path).header(header::CONTENT_TYPE, "application/json");
            assert_eq!(send(request.body(body)).await.status, status, "{path} {body}");
        }
    }
    let request = context.api.request(Method::POST, "/posts/").header(header::CONTENT_TYPE, "application/json");
    let _ = send(request.body(body)).await.expect(401);
}

async fn a_refusal_is_seen_behind_a_large_body(context: TestContext) {
    for (path, status) in [("/posts/", 413), ("/nowhere", 404), ("/posts/1", 405)] {
        let request = context.api.request(Method::POST, path).bearer_auth("nonsense").body(vec![b'x'; 8 << 20]);
        let _ = send(request).await.expect(status);
    }
}

async fn a_body_of_another_type_is_no_object(context: TestContext) {
    let body = json!({ "email": "ada@example.com", "password": "password123" }).to_string();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/octet-stream"] {
        let request =
            context.api.request(Method::POST, "/users/").header(header::CONTENT_TYPE, kind).body(body.clone());
        let answer = send(request).await.expect(422);
        assert_eq!(places(&answer.detail()), ["body: model_attributes_type"], "{kind}");
    }
    let untyped = send(context.api.request(Method::POST, "/users/").body(body)).await.expect(422);
    assert_eq!(places(&untyped.detail()), ["body: model_attributes_type"]);
    let empty = send(context.api.request(Method::POST, "/users/")).await.expect(422);
    assert_eq!(places(&empty.detail()), ["body: missing"]);
}

async fn malformed_json_is_named_with_its_place(context: TestContext) {
    for (body, place) in [("{", 1), ("{\"email\": }", 10), ("{\n  \"email\" 1}", 12), ("nonsense", 0)] {
        let request = context.api.request(Method::POST, "/users/").header(header::CONTENT_TYPE, "application/json");
        let detail = send(request.body(body)).await.expect(422).detail();
        shape::keys(&detail[0], &["type", "loc", "msg", "input", "ctx"]);
        assert_eq!((&detail[0]["type"], &detail[0]["msg"]), (&"json_invalid".into(), &"JSON decode error".into()));
        assert_eq!(detail[0]["loc"][0], "body", "{body}");
        let offset = detail[0]["loc"][1].as_u64().unwrap();
        assert!(offset.abs_diff(place) <= 1, "{body}: {detail}");
    }
}

async fn a_refusal_repeats_no_more_than_anybody_reads(context: TestContext) {
    let user = context.user().await;
    let large = format!("[{}0]", r#"{"":0},"#.repeat(100_000));
    let text = json!("é".repeat(300_000)).to_string();
    for (body, kind) in [
        (large.clone(), "array"),
        (text, "string"),
        (format!(r#"{{"title": {large}, "content": "c"}}"#), "array"),
        (format!(r#"{{"title": {{"a": {large}}}, "content": "c"}}"#), "object"),
        (format!(r#"{{"title": "t", "padding": {large}}}"#), "object"),
        (format!(r#"{{"title": "t", "content": "c", "published": {large}}}"#), "array"),
    ] {
        let request = context.api.request(Method::POST, "/posts/").bearer_auth(&user.token);
        let answer = send(request.header(header::CONTENT_TYPE, "application/json").body(body)).await.expect(422);
        assert!(answer.body.len() < 16 << 10, "{} bytes", answer.body.len());
        let input = &answer.detail()[0]["input"];
        let is_kind = match kind {
            "array" => input.as_array().is_some_and(|values| values.len() > 100),
            "object" => input.is_object(),
            _ => input.as_str().is_some_and(|text| text == "é".repeat(1000)),
        };
        assert!(is_kind, "{kind}: {input}");
    }
    for path in [format!("/posts/{}", "x".repeat(5000)), format!("/posts/?limit={}", "x".repeat(5000))] {
        let refused = context.api.get(&path, Some(&user.token)).await.expect(422);
        assert_eq!(refused.detail()[0]["input"], "x".repeat(1000));
    }
}

async fn fields_that_nobody_asked_for_cost_nothing(context: TestContext) {
    let user = context.user().await;
    // Behind it, and the last of a name counts, however it is spelled.
    let large = format!("[{}0]", r#"{"":0},"#.repeat(100_000));
    let body = format!(r#"{{"title": 1, "x": {large}, "content": "c", "t\u0069tle": "t", "published": 0}}"#);
    let request = context.api.request(Method::POST, "/posts/").bearer_auth(&user.token);
    let post = send(request.header(header::CONTENT_TYPE, "application/json").body(body)).await.expect(201).json();
    assert_eq!((&post["title"], &post["content"], &post["published"]), (&"t".into(), &"c".into(), &false.into()));
}

async fn nothing_a_client_sends_makes_the_server_fail(context: TestContext) {
    let user = context.user().await;
    let nested = "[".repeat(100_000);
    let numbers = format!(r#"{{"post_id": {}, "dir": 1}}"#, "9".repeat(100_000));
    let bodies: [&[u8]; 8] = [
        nested.as_bytes(),
        numbers.as_bytes(),
        b"\xff\xfe\x00",
        br#"{"title": "\ud800", "content": "c"}"#,
        br#"{"title": "\u0000", "content": "c"}"#,
        br#"{"title": "t", "title": 1, "content": "c"}"#,
        br#"{"post_id": 1e400, "dir": -1e400}"#,
        b"\0",
    ];
    for body in bodies {
        for path in ["/users/", "/posts/", "/vote/", "/login"] {
            for kind in
                ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "\u{e4}"]
            {
                let request = context.api.request(Method::POST, path).bearer_auth(&user.token);
                let answer = send(request.header(header::CONTENT_TYPE, kind).body(body.to_vec())).await;
                assert!((400..500).contains(&answer.status), "{path} {kind}: {answer:?}");
                let _ = answer.json();
            }
        }
    }
    for path in [
        "/posts/?limit=%ff",
        "/posts/?search=%ff%fe",
        "/posts/?=&&=%",
        "/posts/%ff",
        "/users/%f0%9f",
        "/posts/?after=%",
    ] {
        let answer = context.api.get(path, Some(&user.token)).await;
        assert!(answer.status < 500, "{path}: {answer:?}");
    }
}
