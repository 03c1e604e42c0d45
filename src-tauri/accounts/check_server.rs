//! Checks a server and words what is found. Nothing is changed there, and no session is used.

use std::time::Duration;

use chrono::{DateTime, Utc};
use hearth_client::{Certificate, Client, ServerReport, parse_address};

use super::{AppState, Result};
use crate::{
    error::CommandError,
    i18n::{Argument, Text, text, text_with},
    model::{CheckRow, ServerCheck, ServerLocation, Verdict},
};

/// Bounds how long a check takes.
const CHECK_TIMEOUT: Duration = Duration::from_secs(9);

/// From here on an answer takes long enough to be noticed.
const SLOW: Duration = Duration::from_millis(500);

/// From here on the clocks differ so much that sessions expire at odd times.
const CLOCK_MAX_SECONDS: u64 = 60;

/// A certificate that expires in fewer days should be renewed by now.
const CERTIFICATE_DAYS_MIN: i64 = 14;

/// What a server may support, and the message that names it.
const FEATURES: [(&str, &str); 9] = [
    ("events", "check-events"),
    ("text-search", "check-text-search"),
    ("people-search", "check-people-search"),
    ("display-names", "check-names"),
    ("sort", "check-sort"),
    ("drafts", "check-drafts"),
    ("idempotency", "check-idempotency"),
    ("sessions", "check-sessions"),
    ("account", "check-account"),
];

impl AppState {
    /// Checks a server.
    pub(crate) async fn check_server(&self, server: ServerLocation) -> Result<ServerCheck> {
        let client = match &server {
            ServerLocation::Local => self.0.connections.client(&server),
            ServerLocation::Server { address } => {
                let options = self.connect_options(&parse_address(address)?).await;
                Some(Client::remote_with(address, &options)?)
            }
        };
        let rows = match client {
            None => vec![row("reached", "check-reached", text("check-local-off"), Verdict::Neutral)],
            Some(client) => match client.check(CHECK_TIMEOUT).await {
                Ok(report) => rows(&server, &client, &report),
                Err(error) => {
                    let why = CommandError::no_connection(&error, client.address()).message;
                    vec![row("reached", "check-reached", why, Verdict::Bad)]
                }
            },
        };
        Ok(ServerCheck { server, rows })
    }
}

fn row(id: &'static str, label: &'static str, value: Text, verdict: Verdict) -> CheckRow {
    CheckRow { id, label: text(label), value, verdict }
}

fn rows(server: &ServerLocation, client: &Client, report: &ServerReport) -> Vec<CheckRow> {
    let mut rows = vec![row("reached", "check-reached", text("check-yes"), Verdict::Good), program(report)];
    rows.push(encryption(server, client, report));
    rows.extend(report.certificate.as_ref().map(certificate));
    rows.push(latency(report.latency));
    rows.push(clock(report.clock_ahead));
    let has = |name: &str| report.identity.capabilities.iter().any(|told| told == name);
    rows.extend(FEATURES.map(|(name, label)| {
        let (value, verdict) = if has(name) { ("check-yes", Verdict::Good) } else { ("check-no", Verdict::Neutral) };
        row(name, label, text(value), verdict)
    }));
    rows
}

fn program(report: &ServerReport) -> CheckRow {
    let value = match &report.identity.version {
        Some(version) => text_with("check-program-hearth", [("version", Argument::words(version))]),
        None => text("check-program-other"),
    };
    row("program", "check-program", value, Verdict::Neutral)
}

fn encryption(server: &ServerLocation, client: &Client, report: &ServerReport) -> CheckRow {
    let version = || [("version", Argument::words(report.http_version))];
    let (value, verdict) = match (server, client.address().scheme()) {
        (ServerLocation::Local, _) => (text("check-encryption-local"), Verdict::Good),
        (_, "https") => (text_with("check-encryption-tls", version()), Verdict::Good),
        _ => (text_with("check-encryption-none", version()), Verdict::Warning),
    };
    row("encryption", "check-encryption", value, verdict)
}

fn certificate(certificate: &Certificate) -> CheckRow {
    let until = DateTime::from_timestamp(certificate.not_after, 0).unwrap_or_default();
    let arguments =
        [("issuer", Argument::words(&certificate.issuer)), ("date", Argument::words(until.format("%Y-%m-%d")))];
    let expires_soon = (until - Utc::now()).num_days() < CERTIFICATE_DAYS_MIN;
    let verdict = if expires_soon { Verdict::Warning } else { Verdict::Good };
    row("certificate", "check-certificate", text_with("check-certificate-value", arguments), verdict)
}

fn latency(latency: Duration) -> CheckRow {
    let verdict = if latency < SLOW { Verdict::Good } else { Verdict::Warning };
    let value = text_with("check-milliseconds", [("count", Argument::count(latency.as_millis().max(1)))]);
    row("latency", "check-latency", value, verdict)
}

fn clock(ahead: Option<i64>) -> CheckRow {
    let (value, verdict) = match ahead {
        None => (text("check-clock-unknown"), Verdict::Neutral),
        // The server tells whole seconds.
        Some(-1..=1) => (text("check-clock-same"), Verdict::Good),
        Some(seconds) => {
            let id = if seconds > 0 { "check-clock-ahead" } else { "check-clock-behind" };
            let count = seconds.unsigned_abs();
            let verdict = if count < CLOCK_MAX_SECONDS { Verdict::Good } else { Verdict::Warning };
            (text_with(id, [("count", Argument::count(count))]), verdict)
        }
    };
    row("clock", "check-clock", value, verdict)
}
