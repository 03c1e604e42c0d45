//! Generates queries, of the feed above all.

use fastrand::Rng;

use super::{once_in, pick, values};
use crate::request::Request;

/// A query as a client builds it.
pub(super) fn good(rng: &mut Rng) -> Option<Vec<u8>> {
    let mut parts = Vec::new();
    match rng.u8(0..4) {
        0 => {}
        1 => parts.push(format!("limit={}", rng.u8(1..20))),
        // With this a page is all there is.
        _ => parts.push("limit=100".to_owned()),
    }
    if once_in(rng, 4) {
        parts.push(format!("skip={}", rng.u8(0..20)));
    }
    if once_in(rng, 3) {
        parts.push(format!("search={}", encode(&values::search(rng))));
    }
    (!parts.is_empty()).then(|| parts.join("&").into_bytes())
}

/// Adds what is odd to a query.
pub(super) fn change(rng: &mut Rng, request: &mut Request) {
    let mut query = request.query.take().unwrap_or_default();
    for _ in 0..rng.u8(1..4) {
        if !query.is_empty() {
            query.push(b'&');
        }
        match rng.u8(0..6) {
            0 => query.extend(pick(rng, &ODD)),
            1 => query.extend(format!("search={}", encode(&values::search(rng))).into_bytes()),
            _ => {
                let name = pick(rng, &["limit", "skip", "Limit", "SKIP", "search", "nothing"]);
                let value = if once_in(rng, 2) { values::no_id(rng) } else { pick(rng, &NUMBERS) };
                query.extend(format!("{name}={value}").into_bytes());
            }
        }
    }
    request.query = Some(query);
}

const NUMBERS: [&str; 28] = [
    "0", "1", "5", "10", "100", "101", "1000", "007", "%2B5", "+5", "5+", "%205", "5%20", "%095", "5%0A", "-0", "1.0",
    "1.", ".0", "1.00", "5_0", "1_0.0", "", "%", "%zz", "%ff", "%00", "५",
];

const ODD: [&[u8]; 20] = [
    b"",
    b"=",
    b"&&",
    b"?",
    b"limit",
    b"limit=5=5",
    b"=limit",
    b"limit=5;skip=1",
    b"limit[]=5",
    b"%6Cimit=5",
    b"limit%3D5",
    b"search",
    b"search=a+b",
    b"search=%ff%fe",
    b"search=%00",
    b"search=%E2%80",
    b"search=100%",
    b"search=\xc3\xa4",
    b"search=%ED%A0%80",
    b"search=%F0%9F%94%A5",
];

fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
