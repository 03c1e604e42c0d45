//! Requests pages of posts. Hearth's server links from each page to the next; the Python backend knows only how
//! many posts to skip.

mod cursor;

use hearth_api::PostOut;
use http::{HeaderMap, header};
use url::Url;

pub use self::cursor::Cursor;
use self::cursor::Position;
use crate::{Error, Result};

/// Bounds how many posts a page may have, whatever was asked for: a server of any deployment sends at most 1000.
pub(crate) const POSTS_MAX: usize = 1000;

/// Bounds the length of a link to the next page that is followed, in bytes.
const LINK_MAX_BYTES: usize = 8 * 1024;

/// A selection of posts and their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// All posts, the newest first where the server keeps an order.
    #[default]
    New,
    /// The most votes first.
    Top,
    /// Votes weighed against age.
    Hot,
    /// The user's published posts, the newest first.
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

    /// Returns the order, where it is not the one that every deployment has.
    fn sort(self) -> Option<&'static str> {
        match self {
            Self::Top => Some("top"),
            Self::Hot => Some("hot"),
            Self::New | Self::Of(_) | Self::Drafts => None,
        }
    }
}

/// The parameters of a page.
#[derive(Debug, Clone, Default)]
pub struct FeedQuery {
    /// The selection of posts and their order.
    pub view: View,
    /// A text that the titles of the posts hold; empty for all.
    pub search: String,
    /// True where the search is for words of titles and contents, for servers with
    /// [`Capabilities::text_search`](crate::Capabilities::text_search).
    pub in_texts: bool,
    /// The number of posts of a page, 1 to 100.
    pub limit: usize,
}

/// A page of the feed.
pub struct FeedPage {
    /// The posts, in the server's order.
    pub posts: Vec<PostOut>,
    /// The position of the next page; none at the end.
    pub next: Option<Cursor>,
    /// True where the server promises the view's order. The Python backend promises none at all.
    pub ordered: bool,
    /// The number of posts that a search finds, where the server tells.
    pub count: Option<SearchCount>,
}

/// The number of posts that a search finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchCount {
    /// The number, as far as the server has counted.
    pub posts: u32,
    /// True where there are more.
    pub more: bool,
}

/// Builds the address of a page.
pub(crate) fn url(base: &Url, query: &FeedQuery, next: Option<&Cursor>) -> Result<Url> {
    let mut url = base.join(&query.view.path())?;
    match next {
        Some(Cursor(Position::Link(link))) => url = Url::parse(&format!("{base}{link}"))?,
        Some(Cursor(Position::Query(linked))) => url.set_query(Some(linked)),
        Some(Cursor(Position::Skip(skip))) => write_query(&mut url, query, *skip),
        None => write_query(&mut url, query, 0),
    }
    // The token goes nowhere but to the server's own address.
    if url.as_str().starts_with(base.as_str()) { Ok(url) } else { Err(Error::NotTheApi(format!("{url} is another's"))) }
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
        pairs.append_pair(if query.in_texts { "q" } else { "search" }, &query.search);
    }
}

impl FeedPage {
    /// Builds a page that came from `url`, of the server at `base`.
    pub(crate) fn new(base: &Url, url: &Url, posts: Vec<PostOut>, headers: &HeaderMap) -> Self {
        // Hearth's server tells whether the reader voted, keeps an order and links to the next page; the Python
        // backend does neither. An empty page is the last one, in any order.
        let is_hearth = posts.first().is_none_or(|first| first.voted.is_some());
        let next = if is_hearth { linked(base, url, headers) } else { skipped(url, posts.len()) };
        Self { posts, next: next.map(Cursor), ordered: is_hearth, count: search_count(headers) }
    }
}

/// Reads how many posts a search finds, as `12` or `1000+`.
fn search_count(headers: &HeaderMap) -> Option<SearchCount> {
    let text = headers.get("search-count")?.to_str().ok()?;
    let (number, more) = text.strip_suffix('+').map_or((text, false), |number| (number, true));
    Some(SearchCount { posts: number.parse().ok()?, more })
}

/// Resolves the `Link` with `rel="next"` (RFC 8288), which is relative to the page's own address (RFC 3986).
///
/// Of one that leads out of the server's address the query is taken: earlier versions behind a prefix link past it, and a
/// proxy may give the server another name.
fn linked(base: &Url, url: &Url, headers: &HeaderMap) -> Option<Position> {
    let links = headers.get_all(header::LINK).iter().filter_map(|value| value.to_str().ok());
    let links = links.filter(|value| value.len() <= LINK_MAX_BYTES);
    let next = links.flat_map(|value| value.split(", <")).find(|link| {
        let mut parameters = link.split(';').skip(1).map(str::trim);
        parameters.any(|parameter| matches!(parameter, "rel=\"next\"" | "rel=next"))
    })?;
    let mut target = url.join(next.trim_start_matches('<').split('>').next()?).ok()?;
    target.set_fragment(None);
    match target.as_str().strip_prefix(base.as_str()) {
        Some(link) => Some(Position::Link(link.to_owned())),
        None => target.query().map(|query| Position::Query(query.to_owned())),
    }
}

/// Returns the position behind a page that is full; one that is not is the last.
fn skipped(url: &Url, posts: usize) -> Option<Position> {
    let number =
        |name| url.query_pairs().find(|(key, _)| key == name).and_then(|(_, value)| value.parse::<usize>().ok());
    let full = number("limit").is_some_and(|limit| posts >= limit);
    full.then(|| Position::Skip(number("skip").unwrap_or(0) + posts))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const BASE: &str = "https://hearth.example/api/";

    /// Returns the address to which a link on the page of a user's posts leads.
    fn followed(value: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::LINK, value.parse().unwrap());
        let base = BASE.parse().unwrap();
        let next = linked(&base, &base.join("users/7/posts?limit=2").unwrap(), &headers)?;
        let next = Cursor(next).to_string().parse().unwrap();
        let query = FeedQuery { view: View::Of(7), ..FeedQuery::default() };
        Some(url(&base, &query, Some(&next)).unwrap().into())
    }

    #[test]
    fn follows_only_the_next_link() {
        assert!(followed("</a?x=1>; rel=\"first\", </api/b?y=2>; rel=\"next\"").unwrap().ends_with("/api/b?y=2"));
        assert_eq!(followed("</posts/?x=1>; rel=\"prev\""), None);
    }

    #[rstest]
    #[case::query("?after=a-1&limit=2", "users/7/posts?after=a-1&limit=2")]
    #[case::relative_path("posts/next?after=1", "users/7/posts/next?after=1")]
    #[case::parent_path("../../posts/?after=1", "posts/?after=1")]
    #[case::absolute_path("/api/pages/2", "pages/2")]
    #[case::absolute_url("https://hearth.example/api/users/7/posts?after=1#top", "users/7/posts?after=1")]
    #[case::scheme_relative("//hearth.example/api/posts?after=1", "posts?after=1")]
    fn follows_a_link_from_where_it_stands(#[case] link: &str, #[case] address: &str) {
        assert_eq!(followed(&format!("<{link}>; rel=\"next\"")), Some(format!("{BASE}{address}")));
    }

    #[rstest]
    #[case::path("/users/7/posts?after=1")]
    #[case::another_host("http://127.0.0.1:8000/users/7/posts?after=1")]
    fn a_link_past_the_prefix_leads_to_the_same_view(#[case] link: &str) {
        let expected = format!("{BASE}users/7/posts?after=1");
        assert_eq!(followed(&format!("<{link}>; rel=\"next\"")), Some(expected));
    }

    #[rstest]
    #[case::new(View::New, "posts/?limit=20&search=a+b")]
    #[case::top(View::Top, "posts/?limit=20&sort=top&search=a+b")]
    #[case::of_a_user(View::Of(7), "users/7/posts?limit=20&search=a+b")]
    #[case::drafts(View::Drafts, "me/drafts?limit=20&search=a+b")]
    fn a_view_has_its_own_address(#[case] view: View, #[case] address: &str) {
        let base = "https://hearth.example/api/".parse().unwrap();
        let query = FeedQuery { view, search: "a b".to_owned(), limit: 20, in_texts: false };
        assert_eq!(url(&base, &query, None).unwrap().as_str(), format!("https://hearth.example/api/{address}"));
    }

    #[test]
    fn a_search_for_words_has_a_parameter_of_its_own() {
        let base = "https://hearth.example/api/".parse().unwrap();
        let query = FeedQuery { search: "a b".to_owned(), limit: 20, in_texts: true, ..FeedQuery::default() };
        assert_eq!(url(&base, &query, None).unwrap().as_str(), "https://hearth.example/api/posts/?limit=20&q=a+b");
    }

    #[rstest]
    #[case("12", Some((12, false)))]
    #[case("1000+", Some((1000, true)))]
    #[case("many", None)]
    #[case("-1", None)]
    fn reads_how_many_posts_are_found(#[case] value: &str, #[case] expected: Option<(u32, bool)>) {
        let mut headers = HeaderMap::new();
        headers.insert("search-count", value.parse().unwrap());
        assert_eq!(search_count(&headers).map(|count| (count.posts, count.more)), expected);
    }

    #[test]
    fn a_link_elsewhere_never_takes_the_token_along() {
        let link = "<https://evil.example/posts/?after=1>; rel=\"next\"";
        assert_eq!(followed(link).unwrap(), format!("{BASE}users/7/posts?after=1"));
        let base = BASE.parse().unwrap();
        for text in ["link:../evil", "link:%2e%2e/evil", "link:/../../evil"] {
            let next = text.parse().unwrap();
            assert!(url(&base, &FeedQuery::default(), Some(&next)).is_err(), "{text}");
        }
        for text in
            ["link://evil.example/", "link:https://evil.example/", "link:@evil.example/", "query:?@evil.example"]
        {
            let next = text.parse().unwrap();
            let url = url(&base, &FeedQuery::default(), Some(&next)).unwrap();
            assert!(url.as_str().starts_with(BASE), "{url}");
        }
    }
}
