//! Examines the server that sends emails, where one is set: connects to it, and signs in.

use std::time::Duration;

use hearth_server::{Config, SecretKey, mail};
use tokio::time::timeout;

use super::report::Finding;

const SUBJECT: &str = "email";

/// Bounds how long the server of emails may take.
const WITHIN: Duration = Duration::from_secs(10);

/// Tries the server of emails.
pub(super) async fn examine() -> Vec<Finding> {
    // Wrong settings are told elsewhere.
    let Ok(config) = Config::from_env(SecretKey::new("")) else { return Vec::new() };
    let Some(settings) = config.mail else {
        let text = "HEARTH_SMTP_URL is not set: who forgets a password needs a link from an administrator.";
        return vec![Finding::ok(SUBJECT, text)];
    };
    let server = format!("{}:{}", settings.server.host, settings.server.port);
    let found = match timeout(WITHIN, mail::check(&settings)).await {
        Ok(Ok(())) => Finding::ok(SUBJECT, format!("{server} takes emails.")),
        Ok(Err(error)) => problem(format!("{server} does not take emails: {error}.")),
        Err(_) => {
            problem(format!("{server} does not take emails: it does not answer within {} seconds.", WITHIN.as_secs()))
        }
    };
    vec![found]
}

fn problem(text: String) -> Finding {
    let remedy = "Check host, port, encryption, user and password in HEARTH_SMTP_URL; a certificate of your own has to be among \
                  those that the system trusts";
    Finding::problem(SUBJECT, text).remedy(remedy)
}
