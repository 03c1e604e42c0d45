//! Requests and answers over HTTP: bounded in time and size, and read with suspicion.

use std::{path::Path, time::Duration};

use hearth_api::ErrorBody;
use http::{HeaderMap, Method};
use reqwest::{Client, ClientBuilder, RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};
use url::Url;

use crate::{Error, Result};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const TIMEOUT: Duration = Duration::from_secs(30);

/// The longest answer that is read: a page of 100 posts of 64 KiB each fits several times over.
const ANSWER_MAX_BYTES: usize = 64 * 1024 * 1024;

const IDEMPOTENCY_KEY: &str = "idempotency-key";

pub(crate) struct Transport {
    http: Client,
    base: Url,
}

impl Transport {
    pub(crate) fn tcp(base: Url) -> Self {
        Self { http: build(Client::builder()), base }
    }

    #[cfg(unix)]
    pub(crate) fn unix(socket: &Path) -> Self {
        #[expect(clippy::expect_used, reason = "a constant")]
        let base = Url::parse("http://localhost/").expect("is an address");
        // Within one computer compressing takes longer than sending.
        Self { http: build(Client::builder().no_gzip().unix_socket(socket)), base }
    }

    pub(crate) fn base(&self) -> &Url {
        &self.base
    }

    /// A call without a body.
    pub(crate) async fn bare<T: DeserializeOwned>(&self, method: Method, path: &str, token: Option<&str>) -> Result<T> {
        let request = self.http.request(method, self.url(path)?);
        Ok(read(send(request, token).await?).await?.0)
    }

    /// A call that answers nothing.
    pub(crate) async fn empty(&self, method: Method, path: &str, token: Option<&str>) -> Result<()> {
        send(self.http.request(method, self.url(path)?), token).await.map(drop)
    }

    /// A call with a JSON body that answers nothing.
    pub(crate) async fn send_json(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: &impl Serialize,
    ) -> Result<()> {
        send(self.http.request(method, self.url(path)?).json(body), token).await.map(drop)
    }

    /// A call with a JSON body.
    pub(crate) async fn json<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: &impl Serialize,
    ) -> Result<T> {
        let request = self.http.request(method, self.url(path)?).json(body);
        Ok(read(send(request, token).await?).await?.0)
    }

    /// A `POST` with a JSON body that the server carries out once for each key.
    pub(crate) async fn json_once<T: DeserializeOwned>(
        &self,
        path: &str,
        token: Option<&str>,
        body: &impl Serialize,
        key: &str,
    ) -> Result<T> {
        // In quotes, as the draft has it: it is a string of RFC 9651.
        let request = self.http.post(self.url(path)?).header(IDEMPOTENCY_KEY, format!("\"{key}\"")).json(body);
        Ok(read(send(request, token).await?).await?.0)
    }

    /// A call with a form.
    pub(crate) async fn form<T: DeserializeOwned>(&self, path: &str, form: &impl Serialize) -> Result<T> {
        let request = self.http.post(self.url(path)?).form(form);
        Ok(read(send(request, None).await?).await?.0)
    }

    /// The resource at an address of this server's, with its headers.
    pub(crate) async fn get<T: DeserializeOwned>(&self, url: Url, token: Option<&str>) -> Result<(T, HeaderMap)> {
        read(send(self.http.get(url), token).await?).await
    }

    /// An answer that goes on for as long as the server has something to say.
    pub(crate) async fn stream(&self, path: &str, token: Option<&str>, headers: HeaderMap) -> Result<Response> {
        open(self.http.get(self.url(path)?).headers(headers), token).await
    }

    fn url(&self, path: &str) -> Result<Url> {
        Ok(self.base.join(path)?)
    }
}

fn build(builder: ClientBuilder) -> Client {
    let builder = builder.user_agent(concat!("hearth/", env!("CARGO_PKG_VERSION"))).connect_timeout(CONNECT_TIMEOUT);
    #[expect(clippy::expect_used, reason = "fails only where TLS itself cannot be set up")]
    builder.build().expect("TLS can be set up")
}

/// Sends a request whose answer comes to an end in time.
async fn send(request: RequestBuilder, token: Option<&str>) -> Result<Response> {
    open(request.timeout(TIMEOUT), token).await
}

/// Sends a request; an answer that is no success is an error.
async fn open(request: RequestBuilder, token: Option<&str>) -> Result<Response> {
    let request = match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    };
    let response = request.send().await?;
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let body = body(response).await.unwrap_or_default();
    let error: Option<ErrorBody> = serde_json::from_slice(&body).ok();
    Err(Error::from_answer(status.as_u16(), error.map(|error| error.detail)))
}

async fn read<T: DeserializeOwned>(mut response: Response) -> Result<(T, HeaderMap)> {
    let headers = std::mem::take(response.headers_mut());
    let body = body(response).await?;
    let value = serde_json::from_slice(&body).map_err(|error| Error::NotTheApi(error.to_string()))?;
    Ok((value, headers))
}

async fn body(mut response: Response) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > ANSWER_MAX_BYTES {
            return Err(Error::NotTheApi("its answer has no end".to_owned()));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
