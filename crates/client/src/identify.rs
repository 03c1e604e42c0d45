//! Identifies what answers at an address before it is used as a server: without any secret, and bounded in time and memory.

use std::time::Duration;

use hearth_api::{Capabilities, ErrorBody, Message};
use http::{HeaderMap, StatusCode, header};
use reqwest::Response;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::{Client, Error, ForeignAnswer, Incompatible, Result, text::plain, transport};

/// The message of every server of this API.
const WELCOME: &str = "Welcome to the Social Media App";

/// The version of the API that this client speaks.
const API_VERSION: u32 = 1;

/// The longest answer that is read, in bytes, unpacked.
const ANSWER_MAX_BYTES: usize = 256 * 1024;

/// The most characters of a title, a media type or a program's name that are kept.
const WORDS_MAX: usize = 80;

/// What a server tells of itself before anybody signs in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// The version of Hearth's own server; none of the Python backend.
    pub version: Option<String>,
    /// The names of its additions.
    pub capabilities: Vec<String>,
}

impl Client {
    /// Finds out whether a server of this API answers, within a time limit; the error says what does instead.
    pub async fn identify(&self, limit: Duration) -> Result<Identity> {
        let deadline = Instant::now() + limit;
        let answer = match self.answer("", deadline).await {
            Err(Error::Lost(_) | Error::Foreign(_)) if self.wants_tls(deadline).await => {
                return Err(Error::Unreachable(crate::Cause::TlsRequired));
            }
            answer => answer?,
        };
        let message = answer.json::<Message>().ok_or_else(|| answer.foreign())?.message;
        let told = match self.answer("capabilities", deadline).await {
            Ok(told) => told.json::<Capabilities>(),
            // The Python backend knows no such path.
            Err(Error::Foreign(_) | Error::Refused { .. }) => None,
            Err(error) => return Err(error),
        };
        match told {
            Some(told) => compatible(&told),
            None if message == WELCOME || self.asks_for_a_token(deadline).await => Ok(Identity::default()),
            None => Err(answer.foreign()),
        }
    }

    async fn wants_tls(&self, deadline: Instant) -> bool {
        timeout_at(deadline, self.transport.wants_tls()).await.unwrap_or(false)
    }

    /// Returns whether the posts want a token, in the words of this API.
    async fn asks_for_a_token(&self, deadline: Instant) -> bool {
        let Ok(url) = self.address().join("posts/") else { return false };
        let Ok(Ok(response)) = timeout_at(deadline, self.transport.request(url).send()).await else { return false };
        let is_bearer = response.headers().get(header::WWW_AUTHENTICATE).is_some_and(|value| value == "Bearer");
        response.status() == StatusCode::UNAUTHORIZED && is_bearer
    }

    /// Reads a whole answer, which is a success.
    async fn answer(&self, path: &str, deadline: Instant) -> Result<Whole> {
        let url = self.address().join(path)?;
        let response =
            timeout_at(deadline, self.transport.request(url).send()).await.map_err(|_| Error::TimedOut)??;
        let status = response.status();
        if status == StatusCode::NETWORK_AUTHENTICATION_REQUIRED || leads_to_portal(self.address(), &response) {
            return Err(Error::CaptivePortal);
        }
        if status.is_redirection()
            && let Some(to) = transport::target(&response)
        {
            return Err(Error::Redirected(to));
        }
        let whole = timeout_at(deadline, Whole::read(response)).await.map_err(|_| Error::Stalled)??;
        if status.is_success() {
            return Ok(whole);
        }
        let detail = whole.json::<ErrorBody>().map(|error| error.detail);
        match Error::from_answer(
            status.as_u16(),
            detail,
            transport::retry_after(&whole.headers),
            transport::request_id(&whole.headers),
        ) {
            error @ (Error::Failed { .. } | Error::Refused { status: 429, .. }) => Err(error),
            _ => Err(whole.foreign()),
        }
    }
}

fn compatible(told: &Capabilities) -> Result<Identity> {
    let version = plain(&told.version, WORDS_MAX);
    match told.api {
        None | Some(API_VERSION) => {
            let capabilities = told.capabilities.iter().map(|name| plain(name, WORDS_MAX)).collect();
            Ok(Identity { version: Some(version), capabilities })
        }
        Some(api) => Err(Error::Incompatible(Incompatible { server_version: version, is_newer: api > API_VERSION })),
    }
}

/// Returns whether a redirect of plain HTTP leads elsewhere and takes the address along, to come back after a sign-in: as
/// gates of foreign networks do.
fn leads_to_portal(address: &Url, response: &Response) -> bool {
    let location = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
    let Some(to) = location.and_then(|to| response.url().join(to).ok()) else { return false };
    let Some(host) = address.host_str() else { return false };
    response.status().is_redirection()
        && address.scheme() == "http"
        && to.host_str() != Some(host)
        && to.query_pairs().any(|(_, value)| value.contains(host))
}

/// An answer that was read to its end, or to the most that is read.
struct Whole {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
    is_endless: bool,
}

impl Whole {
    async fn read(mut response: Response) -> Result<Self> {
        let (mut body, mut is_endless) = (Vec::new(), false);
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > ANSWER_MAX_BYTES {
                is_endless = true;
                break;
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Self { status: response.status(), headers: response.headers().clone(), body, is_endless })
    }

    fn json<T: DeserializeOwned>(&self) -> Option<T> {
        if self.is_endless { None } else { serde_json::from_slice(&self.body).ok() }
    }

    fn foreign(&self) -> Error {
        let header = |name| Some(self.headers.get(name)?.to_str().ok()?.trim());
        let brief = |text: &str| Some(plain(text, WORDS_MAX)).filter(|text| !text.is_empty());
        let content_type = header(header::CONTENT_TYPE).and_then(|kind| brief(kind.split(';').next()?.trim()));
        let is_page = content_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"));
        Error::Foreign(Box::new(ForeignAnswer {
            status: self.status.as_u16(),
            title: is_page.then(|| title(&String::from_utf8_lossy(&self.body))).flatten(),
            content_type,
            product: header(header::SERVER).and_then(brief),
            is_endless: self.is_endless,
        }))
    }
}

/// Returns the title of a web page, as far as it can be told without a browser.
fn title(page: &str) -> Option<String> {
    let lower = page.to_ascii_lowercase();
    let tag = lower.find("<title")?;
    let start = tag + lower[tag..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    let words = page[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    Some(plain(&words, WORDS_MAX)).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_title_of_a_page() {
        assert_eq!(title("<TITLE lang=en>\n Tom &amp; Co\t</Title>").as_deref(), Some("Tom & Co"));
        assert_eq!(title("<title></title>"), None);
        assert_eq!(title("<title>without an end"), None);
        assert_eq!(title(&format!("<title>{}</title>", "é".repeat(500))).unwrap().chars().count(), WORDS_MAX);
    }

    #[test]
    fn tells_older_and_newer_servers() {
        let told = |api| Capabilities {
            server: "hearth".to_owned(),
            version: "9.1.0".to_owned(),
            api,
            capabilities: Vec::new(),
            limits: None,
            sign_up: None,
        };
        assert_eq!(compatible(&told(None)).unwrap().version.as_deref(), Some("9.1.0"));
        assert!(compatible(&told(Some(1))).is_ok());
        for (api, is_newer) in [(0, false), (2, true)] {
            let error = compatible(&told(Some(api))).unwrap_err();
            assert!(matches!(error, Error::Incompatible(found) if found.is_newer == is_newer));
        }
    }
}
