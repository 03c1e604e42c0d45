//! Properties of what parses bytes of servers: each takes any input, and panics where the property fails. Fuzz targets call
//! them, and the tests on the inputs that are kept.
#![allow(clippy::missing_panics_doc, reason = "a property fails by panicking")]

#[cfg(test)]
#[path = "../../../fuzz/replay.rs"]
mod replay;

use std::sync::LazyLock;

use hearth_api::{ErrorBody, Token};
use http::{HeaderMap, HeaderValue, header};
use url::Url;

use crate::{
    Cursor, Error, FeedPage, FeedQuery, View, address,
    error::{FIELDS_MAX, WORDS_MAX},
    events,
    page::url,
    transport::{RETRY_AFTER_MAX, retry_after},
    user_id,
};

static BASES: LazyLock<[Url; 2]> = LazyLock::new(|| {
    ["https://hearth.example/", "https://hearth.example/api/"].map(|base| base.parse().expect("an address"))
});

/// The next page is of the same server, whatever its link says, and words of an error are short and plain.
pub fn answer(input: &[u8]) {
    if let Ok(value) = HeaderValue::from_bytes(input) {
        let headers = HeaderMap::from_iter([(header::LINK, value.clone()), (header::RETRY_AFTER, value)]);
        assert!(retry_after(&headers).is_none_or(|wait| wait <= RETRY_AFTER_MAX));
        for base in &*BASES {
            let page = base.join("users/7/posts?limit=2").expect("an address");
            let Some(next) = FeedPage::new(base, &page, Vec::new(), &headers).next else { continue };
            assert_eq!(next.to_string().parse::<Cursor>().ok(), Some(next.clone()));
            assert_leads_to(base, &next).expect("a link that is followed");
        }
    }
    if let Ok(body) = serde_json::from_slice::<ErrorBody>(input) {
        for status in [400, 401, 413, 422, 429, 500, 503] {
            assert_brief(&Error::from_answer(status, Some(body.detail.clone()), None, None));
        }
    }
    if let Ok(text) = str::from_utf8(input) {
        let _ = user_id(&Token { access_token: text.to_owned(), token_type: "bearer".to_owned() });
    }
}

/// Checks that a cursor leads to the server at a base, where it leads anywhere.
fn assert_leads_to(base: &Url, next: &Cursor) -> crate::Result<()> {
    let query = FeedQuery { view: View::Of(7), limit: 20, ..FeedQuery::default() };
    let led = url(base, &query, Some(next))?;
    assert_eq!((led.origin(), led.username(), led.password()), (base.origin(), "", None), "{led}");
    assert!(led.path().starts_with(base.path()), "{led}");
    Ok(())
}

fn assert_brief(error: &Error) {
    let is_brief = |words: &str| words.chars().count() <= WORDS_MAX && !words.contains(char::is_control);
    match error {
        Error::Refused { detail, fields, .. } => {
            assert!(is_brief(detail), "{detail:?}");
            assert!(fields.len() <= FIELDS_MAX && fields.iter().all(|field| is_brief(&field.msg)), "{fields:?}");
        }
        Error::Failed { detail, .. } | Error::NotTheApi(detail) => assert!(is_brief(detail), "{detail:?}"),
        other => panic!("{other}"),
    }
}

/// Events are the same however the network divides their bytes. The first byte says how it does.
pub fn sse(input: &[u8]) {
    let Some((divided, bytes)) = input.split_first() else { return };
    let size = usize::from(*divided).max(1);
    let whole = events::decode([bytes]);
    let divided = events::decode(bytes.chunks(size));
    assert_eq!(whole, divided, "in parts of {size} bytes");
    assert!(whole.0.len() <= bytes.len() / "data:x\n\n".len(), "more events than there is room for");
}

/// The address of a server is written in one way, and leads to it alone; so does a position in a list.
pub fn address(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    if let Ok(url) = address::parse(text) {
        assert!(matches!(url.scheme(), "http" | "https") && url.has_host(), "{url}");
        assert!(url.path().ends_with('/') && url.query().is_none() && url.fragment().is_none(), "{url}");
        assert!(url.username().is_empty() && url.password().is_none(), "{url}");
        assert_eq!(address::parse(url.as_str()).ok(), Some(url));
    }
    if let Ok(cursor) = text.parse::<Cursor>() {
        assert_eq!(cursor.to_string().parse().ok(), Some(cursor.clone()));
        for base in &*BASES {
            let _ = assert_leads_to(base, &cursor);
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::answer("answer", answer)]
    #[case::sse("sse", sse)]
    #[case::address("address", address)]
    fn kept_inputs_pass(#[case] target: &str, #[case] property: fn(&[u8])) {
        replay::replay(target, property);
    }
}
