//! Checks a server as anybody can: what it supports, how it is reached and how fast it answers. Nothing is changed.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use http::{Version, header};
use reqwest::{Response, tls::TlsInfo};
use rustls::pki_types::CertificateDer;
use tokio::time::timeout;

use crate::{Certificate, Client, Error, Identity, Result};

/// The number of questions whose answers are timed.
const QUESTIONS: usize = 5;

/// What a check finds.
#[derive(Debug, Clone)]
pub struct ServerReport {
    /// What the server tells of itself.
    pub identity: Identity,
    /// The version of HTTP, for example `HTTP/2.0`.
    pub http_version: &'static str,
    /// The certificate that the server showed; none without TLS, or where it cannot be read.
    pub certificate: Option<Certificate>,
    /// The median time of an answer, over a connection that is there.
    pub latency: Duration,
    /// How many seconds the server's clock is ahead of this computer's, where it tells the time.
    pub clock_ahead: Option<i64>,
}

impl Client {
    /// Checks the server within a time limit.
    pub async fn check(&self, limit: Duration) -> Result<ServerReport> {
        let began = Instant::now();
        let identity = self.identify(limit).await?;
        let left = limit.saturating_sub(began.elapsed());
        timeout(left, self.measure(identity)).await.map_err(|_| Error::TimedOut)?
    }

    async fn measure(&self, identity: Identity) -> Result<ServerReport> {
        // The first one opens the connection, where that is not kept.
        let first = self.question().await?.1;
        let (http_version, certificate) = (version_of(&first), certificate_of(&first));
        let (mut times, mut clock_ahead) = (Vec::new(), None);
        for _ in 0..QUESTIONS {
            let (time, response) = self.question().await?;
            clock_ahead = clock_ahead_of(&response, time);
            times.push(time);
        }
        times.sort();
        Ok(ServerReport { identity, http_version, certificate, latency: times[QUESTIONS / 2], clock_ahead })
    }

    async fn question(&self) -> Result<(Duration, Response)> {
        let began = Instant::now();
        let response = self.transport.request(self.address().clone()).send().await?;
        Ok((began.elapsed(), response))
    }
}

fn version_of(response: &Response) -> &'static str {
    match response.version() {
        Version::HTTP_2 => "HTTP/2",
        Version::HTTP_11 => "HTTP/1.1",
        _ => "HTTP",
    }
}

fn certificate_of(response: &Response) -> Option<Certificate> {
    let der = response.extensions().get::<TlsInfo>()?.peer_certificate()?;
    Certificate::read(&CertificateDer::from(der))
}

/// Compares the time that a response tells, in whole seconds, with that of this computer in the middle of the question.
fn clock_ahead_of(response: &Response, time: Duration) -> Option<i64> {
    let told = httpdate::parse_http_date(response.headers().get(header::DATE)?.to_str().ok()?).ok()?;
    let seconds = |time: SystemTime| time.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs_f64());
    let (there, here) = (seconds(told)? + 0.5, seconds(SystemTime::now())? - time.as_secs_f64() / 2.0);
    #[expect(clippy::cast_possible_truncation, reason = "rounded to whole seconds on purpose")]
    Some((there - here).round() as i64)
}
