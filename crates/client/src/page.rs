//! Pages of posts. Hearth's server links from each page to the next; the Python backend knows only how
//! many posts to skip.

use std::{fmt, str::FromStr};

use hearth_api::PostOut;
use http::{HeaderMap, header};
use url::Url;

use crate::{Error, Result};

/// Which posts, in which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// All, the newest first where the server keeps an order.
    #[default]
    New,
    /// The most votes first.
    Top,
    /// Votes weighed against age.
    Hot,
    /// What this user has published, the newest first.
    Of(i32),
    /// The user's own drafts, the newest first.
    Drafts,
}

impl View {
    fn path(self) -> String {
        match self {
            Self::New | Self::Top | Self::Hot => "posts/".to_owned(),
            Self::Of(user) => format!("users/{user}/posts"),
            Self::Drafts => "me/drafts".to_owned(),
        }
    }

    /// The order, where it is not the one that every deployment has.
    fn sort(self) -> Option<&'static str> {
        match self {
            Self::Top => Some("top"),
            Self::Hot => Some("hot"),
            Self::New | Self::Of(_) | Self::Drafts => None,
        }
    }
}

/// What a page is asked for.
#[derive(Debug, Clone, Default)]
pub struct FeedQuery {
    /// Which posts, in which order.
    pub view: View,
    /// Only posts whose title holds this text; empty for all.
    pub search: String,
    /// How many posts a page holds, 1 to 100.
    pub limit: usize,
}

/// A page of the feed.
pub struct FeedPage {
    /// The posts, in the server's order.
    pub posts: Vec<PostOut>,
    /// Where the next page begins; none at the end.
    pub next: Option<Next>,
    /// Whether the server promises the view's order. The Python backend promises none at all.
    pub ordered: bool,
}

/// Where a page begins. Its text is opaque; [`FromStr`] reads it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next(Place);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// The query that the server linked to.
    Query(String),
    /// Behind so many posts.
    Skip(usize),
}

impl fmt::Display for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Query(query) => write!(f, "query:{query}"),
            Place::Skip(skip) => write!(f, "skip:{skip}"),
        }
    }
}

impl FromStr for Next {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let unreadable = || Error::NotTheApi(format!("{text:?} is not where a page begins"));
        match text.split_once(':').ok_or_else(unreadable)? {
            ("query", query) => Ok(Self(Place::Query(query.to_owned()))),
            ("skip", skip) => skip.parse().map(|skip| Self(Place::Skip(skip))).map_err(|_| unreadable()),
            _ => Err(unreadable()),
        }
    }
}

/// The address of a page.
pub(crate) fn url(base: &Url, query: &FeedQuery, next: Option<&Next>) -> Result<Url> {
    let mut url = base.join(&query.view.path())?;
    match next {
        // Only the query is taken from a link: the token goes nowhere but to the server's own address.
        Some(Next(Place::Query(linked))) => url.set_query(Some(linked)),
        Some(Next(Place::Skip(skip))) => write_query(&mut url, query, *skip),
        None => write_query(&mut url, query, 0),
    }
    Ok(url)
}

fn write_query(url: &mut Url, query: &FeedQuery, skip: usize) {
    let mut pairs = url.query_pairs_mut();
    pairs.append_pair("limit", &query.limit.to_string());
    if let Some(sort) = query.view.sort() {
        pairs.append_pair("sort", sort);
    }
    if skip > 0 {
        pairs.append_pair("skip", &skip.to_string());
    }
    if !query.search.is_empty() {
        pairs.append_pair("search", &query.search);
    }
}

impl FeedPage {
    pub(crate) fn new(url: &Url, posts: Vec<PostOut>, headers: &HeaderMap) -> Self {
        // Hearth's server tells whether the reader voted, keeps an order and links to the next page; the Python
        // backend does neither. An empty page is the last one, in any order.
        let is_hearth = posts.first().is_none_or(|first| first.voted.is_some());
        let next = if is_hearth { linked(url, headers).map(Place::Query) } else { skipped(url, posts.len()) };
        Self { posts, next: next.map(Next), ordered: is_hearth }
    }
}

/// The query of the `Link` with `rel="next"` (RFC 8288).
fn linked(url: &Url, headers: &HeaderMap) -> Option<String> {
    let links = headers.get_all(header::LINK).iter().filter_map(|value| value.to_str().ok());
    let next = links.flat_map(|value| value.split(", <")).find(|link| {
        let mut parameters = link.split(';').skip(1).map(str::trim);
        parameters.any(|parameter| matches!(parameter, "rel=\"next\"" | "rel=next"))
    })?;
    let target = next.trim_start_matches('<').split('>').next()?;
    url.join(target).ok()?.query().map(str::to_owned)
}

/// A page that is not full is the last one.
fn skipped(url: &Url, posts: usize) -> Option<Place> {
    let number =
        |name| url.query_pairs().find(|(key, _)| key == name).and_then(|(_, value)| value.parse::<usize>().ok());
    let full = number("limit").is_some_and(|limit| posts >= limit);
    full.then(|| Place::Skip(number("skip").unwrap_or(0) + posts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(value: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::LINK, value.parse().unwrap());
        linked(&"https://hearth.example/api/posts/".parse().unwrap(), &headers)
    }

    #[test]
    fn follows_only_the_next_link() {
        assert_eq!(link("</posts/?after=a-1&limit=2>; rel=\"next\"").unwrap(), "after=a-1&limit=2");
        assert_eq!(link("</a?x=1>; rel=\"first\", </b?y=2>; rel=\"next\"").unwrap(), "y=2");
        assert_eq!(link("</posts/?x=1>; rel=\"prev\""), None);
    }

    #[test]
    fn a_view_has_its_own_address() {
        let base = "https://hearth.example/api/".parse().unwrap();
        for (view, address) in [
            (View::New, "posts/?limit=20&search=a+b"),
            (View::Top, "posts/?limit=20&sort=top&search=a+b"),
            (View::Of(7), "users/7/posts?limit=20&search=a+b"),
            (View::Drafts, "me/drafts?limit=20&search=a+b"),
        ] {
            let query = FeedQuery { view, search: "a b".to_owned(), limit: 20 };
            assert_eq!(url(&base, &query, None).unwrap().as_str(), format!("https://hearth.example/api/{address}"));
        }
    }

    #[test]
    fn a_link_elsewhere_never_takes_the_token_along() {
        let base = "https://hearth.example/api/".parse().unwrap();
        let query = link("<https://evil.example/posts/?after=1>; rel=\"next\"").unwrap();
        let next = Next(Place::Query(query)).to_string().parse().unwrap();
        let url = url(&base, &FeedQuery::default(), Some(&next)).unwrap();
        assert_eq!(url.as_str(), "https://hearth.example/api/posts/?after=1");
    }
}
