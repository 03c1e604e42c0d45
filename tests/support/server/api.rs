//! Sends raw HTTP requests to the API, as a foreign client does.

use hearth_api::PostOut;
use reqwest::{Method, RequestBuilder, header::HeaderMap};
use serde_json::Value;

use super::Outcome;

/// Requests to one server.
#[derive(Clone)]
pub struct Api {
    http: reqwest::Client,
    base: String,
}

/// A response, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// The address that was asked.
    pub url: reqwest::Url,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Api {
    /// Creates a client of the server at `base`, e.g. `http://127.0.0.1:8000`.
    #[must_use]
    pub fn new(base: &str) -> Self {
        let http = reqwest::Client::builder().no_proxy().no_gzip().redirect(reqwest::redirect::Policy::none());
        Self { http: http.build().unwrap(), base: base.trim_end_matches('/').to_owned() }
    }

    /// Returns its address, without a slash at the end.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Builds a request for `path`, which begins with a slash; finish it with [`send`].
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }

    /// Sends `GET path`, with a token where one is given.
    pub async fn get(&self, path: &str, token: Option<&str>) -> Answer {
        send(authorized(self.request(Method::GET, path), token)).await
    }

    /// Sends `DELETE path`, with a token where one is given.
    pub async fn delete(&self, path: &str, token: Option<&str>) -> Answer {
        send(authorized(self.request(Method::DELETE, path), token)).await
    }

    /// Sends `POST path` with a JSON body, with a token where one is given.
    pub async fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Answer {
        send(authorized(self.request(Method::POST, path), token).json(body)).await
    }

    /// Sends `PUT path` with a JSON body, with a token where one is given.
    pub async fn put(&self, path: &str, token: Option<&str>, body: &Value) -> Answer {
        send(authorized(self.request(Method::PUT, path), token).json(body)).await
    }

    /// Reads all posts from `path` on: the page there, and those that the links lead to.
    pub async fn walk(&self, path: &str, token: &str) -> Vec<PostOut> {
        let mut posts = Vec::new();
        let mut path = Some(path.to_owned());
        while let Some(here) = path {
            let page = self.get(&here, Some(token)).await.expect(200);
            path = page.next_page();
            posts.extend(serde_json::from_slice::<Vec<PostOut>>(&page.body).unwrap());
        }
        posts
    }

    /// Sends `POST /login` as browsers send forms.
    pub async fn login(&self, username: &str, password: &str) -> Answer {
        send(self.request(Method::POST, "/login").form(&[("username", username), ("password", password)])).await
    }
}

fn authorized(request: RequestBuilder, token: Option<&str>) -> RequestBuilder {
    match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    }
}

/// Sends a request; no answer at all fails the test.
pub async fn send(request: RequestBuilder) -> Answer {
    try_send(request).await.unwrap_or_else(|error| panic!("no answer: {error:?}"))
}

/// Sends a request to a server that may be dying.
pub async fn try_send(request: RequestBuilder) -> reqwest::Result<Answer> {
    let response = request.send().await?;
    let (status, headers, url) = (response.status().as_u16(), response.headers().clone(), response.url().clone());
    Ok(Answer { url, status, headers, body: response.bytes().await?.to_vec() })
}

impl Answer {
    /// Returns how the request ended.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        Outcome::Answer { status: self.status, retry_after: self.headers.contains_key("retry-after") }
    }

    /// Parses the body, which must be JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("no JSON ({error}): {self:?}"))
    }

    /// Reads the titles of the posts on a page; fails unless the status is 200.
    #[track_caller]
    #[must_use]
    pub fn titles(self) -> Vec<String> {
        let posts = self.expect(200).json();
        posts.as_array().unwrap().iter().map(|entry| entry["Post"]["title"].as_str().unwrap().to_owned()).collect()
    }

    /// Returns the `detail` of an error.
    #[must_use]
    pub fn detail(&self) -> Value {
        self.json()["detail"].clone()
    }

    /// Returns a header's value; empty when it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Returns the path and query that `Link: <...>; rel="next"` leads to from here.
    #[must_use]
    pub fn next_page(&self) -> Option<String> {
        let target = self.header("link").strip_prefix('<')?.strip_suffix(">; rel=\"next\"")?;
        let next = self.url.join(target).unwrap();
        assert_eq!(next.origin(), self.url.origin(), "{target}");
        Some(format!("{}?{}", next.path(), next.query().unwrap_or_default()))
    }

    /// Fails unless the status is this one.
    #[track_caller]
    #[must_use]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        self
    }

    /// Fails unless this is an error with exactly this sentence.
    #[track_caller]
    pub fn expect_detail(self, status: u16, detail: &str) {
        let answer = self.expect(status);
        assert_eq!(answer.json(), serde_json::json!({ "detail": detail }));
    }
}
