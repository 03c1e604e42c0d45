//! Sends requests and reads responses over HTTP, bounded in time and size, and read with suspicion.

use std::{path::Path, time::Duration};

use hearth_api::{
    Account, AccountSession, Capabilities, ErrorBody, Message, Post, PostDetail, PostOut, Token, UserOut,
};
use http::{HeaderMap, Method, header};
use reqwest::{Client, ClientBuilder, Proxy, RequestBuilder, Response, redirect};
use serde::{Serialize, de::DeserializeOwned};
use url::Url;

use crate::{
    Cause, Error, Fingerprint, Result,
    positions::{POSITION, Positions},
    tls,
    user_agent::user_agent,
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const TIMEOUT: Duration = Duration::from_secs(30);

/// The time-out of a check whether a server speaks TLS.
const TLS_TIMEOUT: Duration = Duration::from_secs(5);

/// The number of redirects within one server that are followed.
const REDIRECTS_MAX: usize = 5;

/// The longest time that a server can ask to wait before the next try: one that asks for days is wrong.
pub(crate) const RETRY_AFTER_MAX: Duration = Duration::from_hours(1);

/// The longest answer with posts, in bytes, unpacked: a page of Hearth's server ends at 8 MiB of texts, and one of the Python
/// backend holds 100 posts of any length.
const POSTS_MAX_BYTES: usize = 64 * 1024 * 1024;

/// The longest answer without posts, in bytes, unpacked.
const SMALL_MAX_BYTES: usize = 256 * 1024;

/// The longest error, in bytes, unpacked: the Python backend repeats what it refuses.
const ERROR_MAX_BYTES: usize = 2 * 1024 * 1024;

/// The header that names a request, here and in the log of the server.
const REQUEST_ID: &str = "x-request-id";

/// The longest id of a request that is kept.
const REQUEST_ID_MAX: usize = 64;

const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// A body of an answer that is read up to a bound.
pub(crate) trait Answer: DeserializeOwned {
    /// The bound, in bytes, unpacked.
    const MAX_BYTES: usize = SMALL_MAX_BYTES;
}

impl Answer for Account {}
impl Answer for Capabilities {}
impl Answer for Message {}
impl Answer for Token {}
impl Answer for UserOut {}
impl Answer for Vec<AccountSession> {}
impl Answer for Vec<UserOut> {}

impl Answer for Post {
    const MAX_BYTES: usize = POSTS_MAX_BYTES;
}

impl Answer for PostDetail {
    const MAX_BYTES: usize = POSTS_MAX_BYTES;
}

impl Answer for Vec<PostOut> {
    const MAX_BYTES: usize = POSTS_MAX_BYTES;
}

/// What a connection to one server takes besides its address.
#[derive(Debug, Clone, Default)]
pub struct ConnectOptions {
    /// The certificate that a person has trusted for this server, whose issuer the system does not know.
    pub trusted: Option<Fingerprint>,
    /// The address of the proxy to go through. Without one the environment tells it, as `HTTPS_PROXY` and the like.
    pub proxy: Option<Url>,
}

pub(crate) struct Transport {
    http: Client,
    base: Url,
    positions: Positions,
}

impl Transport {
    pub(crate) fn tcp(base: Url, options: &ConnectOptions) -> Self {
        let mut builder = Client::builder().tls_info(true);
        match tls::config(options.trusted) {
            Ok(config) => builder = builder.tls_backend_preconfigured(config),
            Err(error) => tracing::error!(%error, "TLS is used as it comes"),
        }
        if let Some(proxy) = &options.proxy {
            match Proxy::all(proxy.as_str()) {
                Ok(proxy) => builder = builder.proxy(proxy),
                Err(error) => tracing::warn!(%error, "the proxy of the system cannot be used"),
            }
        }
        Self { http: build(builder), base, positions: Positions::default() }
    }

    #[cfg(unix)]
    pub(crate) fn unix(socket: &Path) -> Self {
        #[expect(clippy::expect_used, reason = "a constant")]
        let base = Url::parse("http://localhost/").expect("is an address");
        // Within one computer compressing takes longer than sending.
        Self { http: build(Client::builder().no_gzip().unix_socket(socket)), base, positions: Positions::default() }
    }

    pub(crate) fn base(&self) -> &Url {
        &self.base
    }

    /// Makes a call without a body.
    pub(crate) async fn bare<T: Answer>(&self, method: Method, path: &str, token: Option<&str>) -> Result<T> {
        let request = self.http.request(method, self.url(path)?);
        Ok(read(self.send(request, token).await?).await?.0)
    }

    /// Makes a call that answers nothing.
    pub(crate) async fn empty(&self, method: Method, path: &str, token: Option<&str>) -> Result<()> {
        self.send(self.http.request(method, self.url(path)?), token).await.map(drop)
    }

    /// Makes a call with a JSON body that answers nothing.
    pub(crate) async fn send_json(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: &impl Serialize,
    ) -> Result<()> {
        self.send(self.http.request(method, self.url(path)?).json(body), token).await.map(drop)
    }

    /// Makes a call with a JSON body.
    pub(crate) async fn json<T: Answer>(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: &impl Serialize,
    ) -> Result<T> {
        let request = self.http.request(method, self.url(path)?).json(body);
        Ok(read(self.send(request, token).await?).await?.0)
    }

    /// Makes a `POST` with a JSON body that the server carries out once for each key.
    pub(crate) async fn json_once<T: Answer>(
        &self,
        path: &str,
        token: Option<&str>,
        body: &impl Serialize,
        key: &str,
    ) -> Result<T> {
        // In quotes, as the draft has it: it is a string of RFC 9651.
        let request = self.http.post(self.url(path)?).header(IDEMPOTENCY_KEY, format!("\"{key}\"")).json(body);
        Ok(read(self.send(request, token).await?).await?.0)
    }

    /// Makes a call with a form.
    pub(crate) async fn form<T: Answer>(&self, path: &str, form: &impl Serialize) -> Result<T> {
        let request = self.http.post(self.url(path)?).form(form);
        Ok(read(self.send(request, None).await?).await?.0)
    }

    /// Reads the resource at an address of this server's, with its headers.
    pub(crate) async fn get<T: Answer>(&self, url: Url, token: Option<&str>) -> Result<(T, HeaderMap)> {
        read(self.send(self.http.get(url), token).await?).await
    }

    /// Opens an answer that goes on for as long as the server has something to say.
    pub(crate) async fn stream(&self, path: &str, token: Option<&str>, headers: HeaderMap) -> Result<Response> {
        self.open(self.http.get(self.url(path)?).headers(headers), token).await
    }

    /// Sends a request whose answer comes to an end in time.
    async fn send(&self, request: RequestBuilder, token: Option<&str>) -> Result<Response> {
        self.open(request.timeout(TIMEOUT), token).await
    }

    /// Sends a request; an answer that is no success is an error.
    async fn open(&self, request: RequestBuilder, token: Option<&str>) -> Result<Response> {
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        let id = format!("{:016x}", fastrand::u64(..));
        let mut request = request.header(REQUEST_ID, &id).build()?;
        let (position, sent) = self.positions.send(request.method());
        request.headers_mut().insert(POSITION, position);
        let response = self.http.execute(request).await.inspect_err(|_| {
            tracing::info!(request_id = id, "a request was not answered");
        })?;
        self.positions.take(&sent, response.headers());
        expect_success(response, id).await
    }

    /// Has the next answer come from where changes are made: one was told of that no position is known of.
    pub(crate) fn forget_positions(&self) {
        self.positions.forget();
    }

    /// Begins a question without a token, for an answer of any kind.
    pub(crate) fn request(&self, url: Url) -> RequestBuilder {
        self.http.get(url)
    }

    /// Returns whether a server that was asked in plain HTTP speaks TLS at the same port.
    pub(crate) async fn wants_tls(&self) -> bool {
        let mut url = self.base.clone();
        let port = url.port_or_known_default();
        if url.scheme() != "http" || url.set_scheme("https").is_err() || url.set_port(port).is_err() {
            return false;
        }
        match self.http.get(url).timeout(TLS_TIMEOUT).send().await.map_err(Error::from) {
            Ok(_) => true,
            Err(error) => matches!(error, Error::Certificate(_) | Error::Unreachable(Cause::TlsMismatch)),
        }
    }

    fn url(&self, path: &str) -> Result<Url> {
        Ok(self.base.join(path)?)
    }
}

fn build(builder: ClientBuilder) -> Client {
    let builder = builder
        .user_agent(user_agent())
        .connect_timeout(CONNECT_TIMEOUT)
        .redirect(redirect::Policy::custom(stay_at_server));
    #[expect(clippy::expect_used, reason = "fails only where TLS itself cannot be set up")]
    builder.build().expect("TLS can be set up")
}

/// Follows redirects within one server. Another one might be anybody's, and would be sent passwords and posts.
fn stay_at_server(attempt: redirect::Attempt) -> redirect::Action {
    let same = attempt.previous().first().is_some_and(|first| first.origin() == attempt.url().origin());
    if same && attempt.previous().len() <= REDIRECTS_MAX { attempt.follow() } else { attempt.stop() }
}

/// Returns a response that is a success; any other is an error, with the id of the request.
async fn expect_success(response: Response, id: String) -> Result<Response> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    if status.is_redirection()
        && let Some(to) = target(&response)
    {
        return Err(Error::Redirected(to));
    }
    let retry_after = retry_after(response.headers());
    let id = request_id(response.headers()).or(Some(id));
    let body = body(response, ERROR_MAX_BYTES).await.unwrap_or_default();
    let error: Option<ErrorBody> = serde_json::from_slice(&body).ok();
    Err(Error::from_answer(status.as_u16(), error.map(|error| error.detail), retry_after, id))
}

/// Reads the `Retry-After` of a response in seconds; its other form, a date, nobody here sends.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(RETRY_AFTER_MAX))
}

/// Reads the id that a server, or a proxy in front of it, has given a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let is_fit = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    (!id.is_empty() && id.len() <= REQUEST_ID_MAX && id.chars().all(is_fit)).then(|| id.to_owned())
}

/// Reads the target of a redirect, without what is not part of a server's address.
pub(crate) fn target(response: &Response) -> Option<Url> {
    let location = response.headers().get(header::LOCATION)?.to_str().ok()?;
    let mut to = response.url().join(location).ok()?;
    to.set_query(None);
    to.set_fragment(None);
    to.set_username("").ok()?;
    to.set_password(None).ok()?;
    Some(to)
}

async fn read<T: Answer>(mut response: Response) -> Result<(T, HeaderMap)> {
    let headers = std::mem::take(response.headers_mut());
    let body = body(response, T::MAX_BYTES).await?;
    let value = serde_json::from_slice(&body).map_err(|error| Error::NotTheApi(error.to_string()))?;
    Ok((value, headers))
}

/// Reads a body, unpacked, of so many bytes at most.
async fn body(mut response: Response, max_bytes: usize) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > max_bytes {
            return Err(Error::NotTheApi("its answer has no end".to_owned()));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
