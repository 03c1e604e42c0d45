//! Answers conditional requests (RFC 9110, 13): what a client has already is not sent again.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

/// Computes the beginning of a SHA-256 hash, which tells one response from another.
pub(crate) fn digest<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u128 {
    let mut digest = Sha256::new();
    parts.into_iter().for_each(|part| digest.update(part));
    digest.finalize().iter().take(16).fold(0, |digest, byte| digest << 8 | u128::from(*byte))
}

/// Responds with JSON, or says that it is the same as the client has. `tag` tells it from every other, in letters that may
/// stand in a header. It is weak, because it stands for the JSON, whether that is compressed or not.
pub(crate) fn respond(
    request: &HeaderMap,
    tag: &str,
    mut headers: HeaderMap,
    json: impl FnOnce() -> Vec<u8>,
) -> Response {
    // Who reads it again has to ask: it is this reader's, and of now.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    let tag = format!("\"{tag}\"");
    if let Ok(weak) = HeaderValue::try_from(format!("W/{tag}")) {
        let known = matches(request, &tag);
        headers.insert(header::ETAG, weak);
        if known {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    (headers, json()).into_response()
}

/// Returns whether the client has what this tag names.
fn matches(request: &HeaderMap, tag: &str) -> bool {
    let mut known =
        request.get_all(header::IF_NONE_MATCH).iter().flat_map(|tags| tags.as_bytes().split(|byte| *byte == b','));
    known.any(|known| {
        let known = known.trim_ascii();
        known == b"*" || known.strip_prefix(b"W/").unwrap_or(known) == tag.as_bytes()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knows(value: &'static str) -> bool {
        let request = HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_static(value))]);
        matches(&request, "\"a-v\"")
    }

    #[test]
    fn matches_tags_as_clients_and_proxies_write_them() {
        for known in ["\"a-v\"", "W/\"a-v\"", "\"b\", \"a-v\"", "\"b\",W/\"a-v\"", "*"] {
            assert!(knows(known), "{known}");
        }
        for other in ["", "\"a\"", "a-v", "\"a-v", "\"b\",\"c\""] {
            assert!(!knows(other), "{other}");
        }
    }
}
