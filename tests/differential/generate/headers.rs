//! Generates headers and methods that are unusual, wrong or a browser's.

use fastrand::Rng;
use serde_json::{Value, json};

use super::{once_in, pick};
use crate::{
    request::{Auth, Request},
    side::Kind,
};

/// Another method.
pub(super) fn method(rng: &mut Rng, request: &mut Request) {
    const METHODS: [&str; 10] =
        ["GET", "HEAD", "OPTIONS", "PATCH", "TRACE", "PUT", "POST", "DELETE", "PROPFIND", "get"];
    (pick(rng, &METHODS)).clone_into(&mut request.method);
}

/// Another way to say who is asking.
pub(super) fn authorization(rng: &mut Rng, request: &mut Request) {
    let user = request.caller().unwrap_or_default();
    let spelled = |before: &str, behind: &str| Auth::Spelled(user, before.to_owned(), behind.to_owned());
    request.auth = match rng.u8(0..6) {
        0 => Auth::None,
        1 | 2 => Auth::Raw(pick(rng, &RAW).to_vec()),
        3 => {
            let (before, behind) = pick(rng, &SPELLINGS);
            spelled(before, behind)
        }
        _ => forged(rng, user),
    };
}

const RAW: [&[u8]; 14] = [
    b"",
    b" ",
    b"Bearer",
    b"Bearer ",
    b"bearer x",
    b"Bearer x y",
    b"Bearer ..",
    b"Bearer a.b.c",
    b"Bearer eyJhbGciOiJIUzI1NiJ9.e30.",
    b"Basic dXNlcjpwYXNzd29yZA==",
    b"Digest username=\"ada\"",
    b"Token x",
    b"Bearer \xe4\xf6\xfc",
    b"\xff",
];

const SPELLINGS: [(&str, &str); 10] = [
    ("bearer ", ""),
    ("BEARER ", ""),
    ("Bearer  ", ""),
    ("Bearer\t", ""),
    ("Bearer ", " "),
    ("Bearer ", "x"),
    ("Bearer ", "."),
    ("Bearer ", ", Basic x"),
    ("Basic ", ""),
    ("", ""),
];

/// A token that no server made.
fn forged(rng: &mut Rng, user: usize) -> Auth {
    let id = format!("\"{}\"", Kind::User.name(user));
    let soon = 4_000_000_000_u64;
    let claims = match rng.u8(0..20) {
        0..4 => format!(r#"{{"user_id": {id}, "exp": {soon}}}"#),
        4 => format!(r#"{{"user_id": {id}, "exp": 1000000000}}"#),
        5 => format!(r#"{{"user_id": {id}}}"#),
        6 => format!(r#"{{"exp": {soon}}}"#),
        7 => format!(r#"{{"user_id": {id}, "exp": "{soon}"}}"#),
        8 => format!(r#"{{"user_id": {id}, "exp": {soon}.5}}"#),
        9 => format!(r#"{{"user_id": {id}, "exp": {soon}, "nbf": {soon}}}"#),
        10 => format!(r#"{{"user_id": {id}, "exp": {soon}, "aud": "x", "iss": "y", "sub": "z", "iat": 1}}"#),
        11 | 12 => format!(r#"{{"user_id": null, "exp": {soon}}}"#),
        13 => format!(r#"{{"user_id": -1, "exp": {soon}}}"#),
        14 => "[]".to_owned(),
        15 => "no json".to_owned(),
        _ => format!(r#"{{"user_id": 1999999999, "exp": {soon}}}"#),
    };
    let header: Value = match rng.u8(0..8) {
        0 => json!({ "alg": "none", "typ": "JWT" }),
        1 => json!({ "alg": "HS512", "typ": "JWT" }),
        2 => json!({ "alg": "HS384", "typ": "JWT" }),
        3 => json!({ "alg": "HS256" }),
        4 => json!({ "typ": "JWT" }),
        _ => json!({ "alg": "HS256", "typ": "JWT" }),
    };
    Auth::Forged { user, header, claims, genuine_key: !once_in(rng, 4) }
}

/// Another type of the body, or another spelling of it.
pub(super) fn content_type(rng: &mut Rng, request: &mut Request) {
    const TYPES: [&[u8]; 24] = [
        b"",
        b"application/json; charset=utf-8",
        b"application/json;charset=UTF-16",
        b"Application/JSON",
        b"application/json ",
        b" application/json",
        b"application/json, text/plain",
        b"application/vnd.api+json",
        b"application/problem+json; q=1",
        b"application/+json",
        b"application/jsonx",
        b"text/json",
        b"text/plain",
        b"*/*",
        b"json",
        b"application/",
        b"application/octet-stream",
        b"application/x-www-form-urlencoded; charset=utf-8",
        b"APPLICATION/X-WWW-FORM-URLENCODED",
        b"application/x-www-form-urlencoded",
        b"multipart/form-data",
        b"multipart/form-data; boundary=",
        b"multipart/form-data; boundary=x",
        b"application/json; \xe4",
    ];
    let value = if once_in(rng, 6) { None } else { Some(pick(rng, &TYPES)) };
    request.set("content-type", value);
}

/// Sets a header that browsers, proxies and the curious send along.
pub(super) fn other(rng: &mut Rng, request: &mut Request) {
    match rng.u8(0..8) {
        0 | 1 => request
            .set("origin", Some(pick(rng, &[&b"https://app.example"[..], b"null", b"", b"http://localhost:5173"]))),
        2 | 3 => preflight(rng, request),
        4 => request.set("cookie", Some(b"session=1")),
        5 => request.set("accept", Some(pick(rng, &[&b"text/html"[..], b"application/xml", b"*/*;q=0", b""]))),
        6 => request.set("x-http-method-override", Some(b"DELETE")),
        _ => request.set("x-forwarded-for", Some(b"203.0.113.9, \"broken")),
    }
}

/// The question of a browser whether a page may ask.
fn preflight(rng: &mut Rng, request: &mut Request) {
    if !once_in(rng, 4) {
        "OPTIONS".clone_into(&mut request.method);
    }
    if !once_in(rng, 6) {
        request.set("origin", Some(b"https://app.example"));
    }
    if !once_in(rng, 6) {
        let methods = [&b"POST"[..], b"PUT", b"DELETE", b"GET", b"PATCH", b"TRACE", b"get", b"", b"NONSENSE"];
        request.set("access-control-request-method", Some(pick(rng, &methods)));
    }
    if !once_in(rng, 3) {
        let headers =
            [&b"authorization, content-type"[..], b"authorization", b"x-requested-with", b"X-Odd,x-odder", b"", b","];
        request.set("access-control-request-headers", Some(pick(rng, &headers)));
    }
    if once_in(rng, 10) {
        request.set("access-control-request-private-network", Some(b"true"));
    }
}
