//! Reads how the server sends emails.

use lettre::message::Mailbox;

use super::{ConfigError, settings, smtp_url::SmtpUrl};

/// How the server sends emails.
#[derive(Clone)]
pub struct Mail {
    /// The server that sends them.
    pub server: SmtpUrl,
    /// Whom they are from.
    pub from: Mailbox,
}

impl Mail {
    /// Reads what is set; none where no server is. Links in emails need the public address, and a sender is needed.
    pub(super) fn from_settings(has_public_url: bool) -> Result<Option<Self>, ConfigError> {
        let Some(text) = settings::SMTP_URL.read() else { return Ok(None) };
        let invalid = || ConfigError::Invalid(settings::SMTP_URL.variable, "what it is set to".to_owned());
        let server = SmtpUrl::parse(&text).map_err(|_| invalid())?;
        let from = settings::MAIL_FROM.parse::<Mailbox>()?.ok_or(ConfigError::Mail(settings::MAIL_FROM.variable))?;
        if has_public_url {
            Ok(Some(Self { server, from }))
        } else {
            Err(ConfigError::Mail(settings::PUBLIC_URL.variable))
        }
    }
}
