//! Sends a request as it is: nothing is normalised, encoded or left out on the way, as most HTTP clients would.

use std::collections::BTreeMap;

use http_body_util::{BodyExt, Full};
use hyper::{
    Method, Uri,
    body::Bytes,
    header::{HeaderName, HeaderValue},
};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};

/// A request in bytes, for one server.
#[derive(Clone, Debug)]
pub(crate) struct RawRequest {
    pub(crate) method: String,
    pub(crate) path_and_query: Vec<u8>,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
}

/// The response to a request.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The headers, their names in lower case; the values of a repeated one are joined.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

/// Connections to one server.
pub(crate) struct RawClient {
    client: Client<HttpConnector, Full<Bytes>>,
    base: String,
}

impl RawClient {
    /// Creates a client of the server at `base`, e.g. `http://127.0.0.1:8000`.
    pub(crate) fn new(base: &str) -> Self {
        // A connection of its own for each request: one that the server is about to close would look like a refusal.
        let client = Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build_http();
        Self { client, base: base.trim_end_matches('/').to_owned() }
    }

    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Sends it; an error says why it could not be sent or was not answered.
    pub(crate) async fn send(&self, raw: &RawRequest) -> Result<Answer, String> {
        let response = self.client.request(self.build(raw)?).await.map_err(|error| describe(&error))?;
        let (parts, body) = response.into_parts();
        let mut headers = BTreeMap::<String, String>::new();
        for (name, value) in &parts.headers {
            let value = String::from_utf8_lossy(value.as_bytes());
            let all = headers.entry(name.as_str().to_owned()).or_default();
            *all = if all.is_empty() { value.into_owned() } else { format!("{all}, {value}") };
        }
        let body = body.collect().await.map_err(|error| describe(&error))?.to_bytes().to_vec();
        Ok(Answer { status: parts.status.as_u16(), headers, body })
    }

    fn build(&self, raw: &RawRequest) -> Result<hyper::Request<Full<Bytes>>, String> {
        let target = [self.base.as_bytes(), &raw.path_and_query].concat();
        let uri = Uri::from_maybe_shared(Bytes::from(target)).map_err(|error| error.to_string())?;
        let method = Method::from_bytes(raw.method.as_bytes()).map_err(|error| error.to_string())?;
        let mut request = hyper::Request::new(Full::new(Bytes::from(raw.body.clone())));
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        for (name, value) in &raw.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| error.to_string())?;
            let value = HeaderValue::from_bytes(value).map_err(|error| error.to_string())?;
            request.headers_mut().append(name, value);
        }
        Ok(request)
    }
}

/// An error with its causes.
fn describe(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

/// The request as a line for a shell.
pub(crate) fn curl(server: &str, raw: &RawRequest) -> String {
    let mut words = vec!["curl -i --path-as-is -X".to_owned(), quote(raw.method.as_bytes())];
    words.push(quote(&[server.as_bytes(), &raw.path_and_query].concat()));
    for (name, value) in &raw.headers {
        words.push("-H".to_owned());
        words.push(quote(&[name.as_bytes(), b": ", value].concat()));
    }
    if !raw.body.is_empty() {
        words.push("--data-binary".to_owned());
        words.push(quote(&raw.body));
    }
    words.join(" ")
}

/// Bytes as one word of a shell; long ones are cut, which the word then says.
fn quote(bytes: &[u8]) -> String {
    const SHOWN: usize = 2000;
    let cut = if bytes.len() > SHOWN { format!("…and {} bytes more", bytes.len() - SHOWN) } else { String::new() };
    let bytes = &bytes[..bytes.len().min(SHOWN)];
    let plain = bytes.iter().all(|byte| (b' '..=b'~').contains(byte) && *byte != b'\'');
    if plain {
        return format!("'{}{cut}'", String::from_utf8_lossy(bytes));
    }
    let escaped = bytes.iter().map(|byte| match byte {
        b'\'' | b'\\' => format!("\\{}", char::from(*byte)),
        b' '..=b'~' => char::from(*byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    });
    format!("$'{}{cut}'", escaped.collect::<String>())
}
