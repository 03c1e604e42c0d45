//! Lets pages in a browser call (CORS, of the Fetch standard).
//!
//! Without credentials always: a token has to be sent by hand, never by the browser, so that no page can act for
//! a user who has not given it one.

use std::{str::FromStr, time::Duration};

use axum::http::{HeaderName, HeaderValue, header};
use tower_http::cors::{AllowHeaders, AllowOrigin, Any, CorsLayer};
use url::Url;

use super::request_id::REQUEST_ID;

/// The time for which browsers need not ask again.
const PREFLIGHT_LIFETIME: Duration = Duration::from_mins(10);

/// The header that tells how many posts a search finds.
pub(crate) const SEARCH_COUNT: HeaderName = HeaderName::from_static("search-count");

/// The header that tells a position in the log of the database.
pub(crate) const POSITION: HeaderName = HeaderName::from_static("hearth-position");

/// The origins of the pages that may call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origins {
    /// The pages of every origin.
    Any,
    /// The pages of these origins; none when there are none.
    Only(Vec<Origin>),
}

/// The origin of a page, such as `https://app.example.org`, as browsers write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(HeaderValue);

/// Error of parsing a text that is no [`Origin`].
#[derive(Debug, PartialEq, Eq)]
pub struct ParseOriginError;

impl FromStr for Origin {
    type Err = ParseOriginError;

    fn from_str(text: &str) -> Result<Self, ParseOriginError> {
        let url = Url::parse(text).map_err(|_| ParseOriginError)?;
        let origin = url.origin();
        // Whoever writes more, such as a path or a wildcard, expects that it counts.
        let bare = Url::parse(&origin.ascii_serialization()).is_ok_and(|bare| bare == url);
        if !origin.is_tuple() || !bare || text.contains('*') {
            return Err(ParseOriginError);
        }
        HeaderValue::try_from(origin.ascii_serialization()).map(Self).map_err(|_| ParseOriginError)
    }
}

/// Returns the layer that lets pages of these origins call; none where no page may.
pub(crate) fn layer(origins: &Origins) -> Option<CorsLayer> {
    let allowed = match origins {
        Origins::Any => AllowOrigin::any(),
        Origins::Only(origins) if origins.is_empty() => return None,
        Origins::Only(origins) => AllowOrigin::list(origins.iter().map(|Origin(origin)| origin.clone())),
    };
    let layer = CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods(Any)
        // Whatever a page wants to send: what the API does not know it does not read.
        .allow_headers(AllowHeaders::mirror_request())
        .max_age(PREFLIGHT_LIFETIME)
        .expose_headers([header::ETAG, header::LINK, header::RETRY_AFTER, SEARCH_COUNT, REQUEST_ID, POSITION]);
    Some(layer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_origins_as_browsers_write_them() {
        for (text, origin) in [
            ("https://app.example.org", "https://app.example.org"),
            ("HTTPS://App.Example.org:443/", "https://app.example.org"),
            ("http://localhost:5173", "http://localhost:5173"),
            ("http://[::1]:5173", "http://[::1]:5173"),
            ("https://käse.example", "https://xn--kse-qla.example"),
        ] {
            assert_eq!(text.parse::<Origin>().unwrap().0, origin);
        }
    }

    #[test]
    fn refuses_more_or_less_than_an_origin() {
        for text in [
            "",
            "*",
            "null",
            "app.example.org",
            "localhost:5173",
            "https://",
            "https://app.example.org/path",
            "https://app.example.org?query",
            "https://app.example.org/#fragment",
            "https://ada:secret@app.example.org",
            "https://*.example.org",
            "file:///home",
        ] {
            assert_eq!(text.parse::<Origin>(), Err(ParseOriginError), "{text}");
        }
    }
}
