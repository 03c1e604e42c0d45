//! Which pages in a browser may call (CORS).
//!
//! Without credentials always: a token has to be sent by hand, never by the browser, so that no page can act for
//! a user who has not given it one.

use std::{str::FromStr, time::Duration};

use axum::http::{HeaderValue, header};
use tower_http::cors::{AllowHeaders, AllowOrigin, Any, CorsLayer};
use url::Url;

/// For so long browsers need not ask again.
const PREFLIGHT_LIFETIME: Duration = Duration::from_mins(10);

/// The pages that may call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origins {
    /// Those of every origin.
    Any,
    /// Those of these origins; of none when there are none.
    Only(Vec<Origin>),
}

/// Where a page comes from, such as `https://app.example.org`, as browsers write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(HeaderValue);

/// A text is no [`Origin`].
#[derive(Debug, PartialEq, Eq)]
pub struct NoOrigin;

impl FromStr for Origin {
    type Err = NoOrigin;

    fn from_str(text: &str) -> Result<Self, NoOrigin> {
        let url = Url::parse(text).map_err(|_| NoOrigin)?;
        let origin = url.origin();
        // Whoever writes more, such as a path or a wildcard, expects that it counts.
        let bare = Url::parse(&origin.ascii_serialization()).is_ok_and(|bare| bare == url);
        if !origin.is_tuple() || !bare || text.contains('*') {
            return Err(NoOrigin);
        }
        HeaderValue::try_from(origin.ascii_serialization()).map(Self).map_err(|_| NoOrigin)
    }
}

/// Lets pages of these origins call; none where no page may.
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
        .expose_headers([header::ETAG, header::LINK, header::RETRY_AFTER]);
    Some(layer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_read_as_browsers_write_it() {
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
    fn what_is_more_or_less_than_an_origin_is_refused() {
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
            assert_eq!(text.parse::<Origin>(), Err(NoOrigin), "{text}");
        }
    }
}
