//! Properties of the bodies, the queries and the headers of requests.

use std::{
    net::{IpAddr, SocketAddr},
    sync::LazyLock,
};

use axum::{
    body::{Body, Bytes},
    extract::{FromRequestParts, Request},
    http::{HeaderMap, HeaderName, HeaderValue, Uri, header},
    response::IntoResponse,
};
use futures_util::FutureExt;
use hearth_api::{CreatePost, Invalid, PasswordChange, Segment, TITLE_MAX_CHARS, Vote};
use serde_json::Value;

use crate::{
    auth::{SecretKey, client_address as address_of},
    config::Config,
    error::Error,
    extract::{Form, IdempotencyKey, Query, Syntax},
};

/// The longest list of errors, in bytes of JSON: each repeats a thousand characters at most.
const ERRORS_MAX_BYTES: usize = 64 * 1024;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

static CONFIG: LazyLock<Config> = LazyLock::new(|| Config::new(SecretKey::new("a key for requests alone")));

fn request(kind: &'static str, input: &[u8]) -> Request {
    let mut request = Request::new(Body::from(input.to_vec()));
    request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    request
}

fn assert_refused(error: Error) {
    let status = error.into_response().status();
    assert!(status.is_client_error(), "a client causes {status}");
}

fn assert_told(errors: &[Invalid]) {
    assert!(!errors.is_empty(), "nothing is told");
    let json = serde_json::to_string(errors).expect("errors are JSON");
    assert!(json.len() <= ERRORS_MAX_BYTES, "{} bytes are told", json.len());
    assert!(errors.iter().all(|error| error.loc.first() == Some(&Segment::Field("body".to_owned()))), "{json}");
}

/// A JSON body is read as `serde_json` reads it, within bounds, and what is wrong is told without secrets.
pub fn json_body(input: &[u8]) {
    let syntax = match Syntax::of_json(Bytes::copy_from_slice(input)) {
        Ok(syntax) => syntax,
        Err(error) => {
            let is_json = serde_json::from_slice::<Value>(input).is_ok();
            assert!(!is_json, "JSON is refused");
            return assert_refused(error);
        }
    };
    // A list would do for the fields of a struct, in their order.
    let is_object = input.trim_ascii_start().starts_with(b"{");
    let expected = serde_json::from_slice::<CreatePost>(input).ok().filter(|_| is_object);
    match (syntax.read::<CreatePost>(&CONFIG), expected) {
        (Ok(post), expected) => {
            assert!(post.title.chars().count() <= TITLE_MAX_CHARS && !post.title.contains('\0'));
            assert!(post.content.chars().count() <= CONFIG.content_max && !post.content.contains('\0'));
            assert!(expected.is_none_or(|expected| post == expected));
        }
        (Err(errors), expected) => {
            assert_told(&errors);
            let bounded = |post: &CreatePost| {
                !(post.title.contains('\0') || post.content.contains('\0'))
                    && post.title.chars().count() <= TITLE_MAX_CHARS
                    && post.content.chars().count() <= CONFIG.content_max
            };
            assert!(!expected.as_ref().is_some_and(bounded), "a post is refused: {errors:?}");
        }
    }
    let expected = serde_json::from_slice::<Vote>(input).ok().filter(|_| is_object);
    match (syntax.read::<Vote>(&CONFIG), expected) {
        (Ok(vote), Some(expected)) => assert_eq!((vote.post_id, vote.dir), (expected.post_id, expected.dir)),
        (Ok(vote), None) => assert!(vote.dir <= 1),
        (Err(errors), expected) => {
            assert_told(&errors);
            assert!(expected.is_none_or(|vote| vote.dir > 1), "a vote is refused: {errors:?}");
        }
    }
    if let Err(errors) = syntax.read::<PasswordChange>(&CONFIG) {
        assert_told(&errors);
        let repeats =
            |name: &str| errors.iter().any(|error| error.input.as_ref().is_some_and(|input| input.get(name).is_some()));
        assert!(!repeats("current_password") && !repeats("new_password"), "a password is repeated: {errors:?}");
    }
}

/// A form and a query are read as they were written, the last of a name counts, and numbers stay in their ranges.
pub fn form(input: &[u8]) {
    for kind in ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        match Form::parse(request(kind, input)).now_or_never().expect("the body is there") {
            Ok(mut form) => {
                form.grant_type();
                let name = form.required("username");
                assert!(!name.contains('\0'));
                match form.finish() {
                    Ok(()) if kind.ends_with("urlencoded") => assert_eq!(Some(name), last(input, "username")),
                    Ok(()) => assert!(!name.is_empty()),
                    Err(error) => assert_refused(error),
                }
            }
            Err(error) => assert_refused(error),
        }
    }
    query(input);
    idempotency_key(input);
}

fn last(input: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(input).filter(|(key, _)| key == name).last().map(|(_, value)| value.into_owned())
}

fn query(input: &[u8]) {
    let Ok(uri) = Uri::try_from([b"/?", input].concat()) else { return };
    let (mut parts, ()) = Request::new(()).into_parts();
    let text = uri.query().unwrap_or_default().to_owned();
    parts.uri = uri;
    let query = Query::from_request_parts(&mut parts, &()).now_or_never().expect("a query is there");
    let mut query = query.unwrap_or_else(|never| match never {});
    let limit = query.limit(10, 100);
    let skip = query.integer("skip", &(0..=1000));
    let sort = query.one_of("sort", &["new", "top", "hot"]);
    let search = query.text("search");
    match query.finish() {
        Ok(()) => {
            assert!((0..=100).contains(&limit) && skip.is_none_or(|skip| (0..=1000).contains(&skip)));
            assert_eq!(sort.map(str::to_owned), last(text.as_bytes(), "sort"));
            assert_eq!(search, last(text.as_bytes(), "search"));
        }
        Err(error) => assert_refused(error),
    }
}

fn idempotency_key(input: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(input) else { return };
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.headers.insert("idempotency-key", value);
    match IdempotencyKey::from_request_parts(&mut parts, &()).now_or_never().expect("a header is there") {
        Ok(IdempotencyKey(key)) => {
            let key = key.expect("there is one");
            assert!((1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()));
        }
        Err(error) => assert_refused(error),
    }
}

/// The client behind a proxy is whom the proxy names, whatever that client has written into the header; without a proxy it is the
/// other end of the connection. Each line of the input is one of the header.
pub fn client_address(input: &[u8]) {
    let proxies = ["10.0.0.0/8".parse().expect("a network"), "2001:db8::/32".parse().expect("a network")];
    let (proxy, stranger) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([203, 0, 113, 7]));
    let lines: Vec<_> =
        input.split(|byte| *byte == b'\n').filter_map(|line| HeaderValue::from_bytes(line).ok()).collect();
    let headers = |last: &[&str]| -> HeaderMap {
        let last = last.iter().map(|line| HeaderValue::from_str(line).expect("a header"));
        lines.iter().cloned().chain(last).map(|line| (FORWARDED_FOR, line)).collect()
    };
    assert_eq!(address_of(stranger, &headers(&[]), &proxies), stranger, "a stranger is believed");
    for last in [&["203.0.113.7"][..], &["203.0.113.7:65535, 10.2.3.4", "[2001:db8::1]:443"]] {
        assert_eq!(address_of(proxy, &headers(last), &proxies), stranger, "a proxy is not believed");
    }
    let client = address_of(proxy, &headers(&[]), &proxies);
    assert_eq!(client, client.to_canonical());
    let named = |line: &HeaderValue| line.to_str().is_ok_and(|line| line.split(',').any(|entry| names(entry, client)));
    assert!(client == proxy || lines.iter().any(named), "{client} is named by nobody");
}

fn names(entry: &str, client: IpAddr) -> bool {
    let entry = entry.trim();
    let address = entry.parse().or_else(|_| entry.parse().map(|socket: SocketAddr| socket.ip()));
    address.is_ok_and(|address: IpAddr| address.to_canonical() == client)
}
