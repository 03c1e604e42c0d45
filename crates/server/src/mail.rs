//! Sends emails over SMTP, a bounded number at a time and beside the requests: how long one takes tells nobody anything.

use std::{sync::Arc, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Body, Mailbox,
        header::{ContentTransferEncoding, ContentType},
    },
    transport::smtp::authentication::Credentials,
};
use tokio::sync::Semaphore;

use crate::config::{Mail, SmtpTls, SmtpUrl};

/// Bounds how long the server of emails may take for a step.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Bounds how many emails wait or are sent at once. Of more, some are not sent.
const WAITING_MAX: usize = 100;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// Error of a server that sends no emails, in words for whoever runs ours.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct MailError(#[from] lettre::transport::smtp::Error);

/// Sends emails. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Mailer {
    transport: Transport,
    from: Mailbox,
    slots: Arc<Semaphore>,
}

impl Mailer {
    /// Prepares to send emails; none where that is not possible, which the log tells.
    pub(crate) fn new(mail: &Mail) -> Option<Self> {
        let slots = Arc::new(Semaphore::new(WAITING_MAX));
        match transport(&mail.server) {
            Ok(transport) => Some(Self { transport, from: mail.from.clone(), slots }),
            Err(error) => {
                tracing::error!(%error, "no emails are sent");
                None
            }
        }
    }

    /// Sends an email soon. What becomes of it is in the log, without the address.
    pub(crate) fn send(&self, to: &str, subject: &str, text: String) {
        let Ok(to) = to.parse() else {
            tracing::warn!("an account has no address that emails can be sent to");
            return;
        };
        let Ok(slot) = Arc::clone(&self.slots).try_acquire_owned() else {
            tracing::warn!("too many emails wait: one was not sent");
            return;
        };
        let message = Message::builder().from(self.from.clone()).to(Mailbox::new(None, to)).subject(subject);
        let message = match message.header(ContentType::TEXT_PLAIN).body(encoded(text)) {
            Ok(message) => message,
            Err(error) => {
                tracing::warn!(%error, "an email could not be written");
                return;
            }
        };
        let transport = self.transport.clone();
        tokio::spawn(async move {
            match transport.send(message).await {
                Ok(_) => tracing::info!("an email was sent"),
                Err(error) => tracing::warn!(%error, "an email was not sent"),
            }
            drop(slot);
        });
    }
}

/// Checks that a server of emails can be reached, and lets us in.
pub async fn check(mail: &Mail) -> Result<(), MailError> {
    // It says false where the server answers, but not as one does that is well.
    transport(&mail.server)?.test_connection().await.map(drop).map_err(MailError)
}

/// Encodes the text of an email: as it is where that is possible, so that a link is in one piece also for who reads it as it came.
fn encoded(text: String) -> Body {
    /// RFC 5322 allows 998 characters.
    const LINE_MAX: usize = 900;
    if text.is_ascii() && text.lines().all(|line| line.len() <= LINE_MAX) {
        let lines = text.replace('\n', "\r\n").into_bytes();
        Body::dangerous_pre_encoded(lines, ContentTransferEncoding::SevenBit)
    } else {
        Body::new(text)
    }
}

fn transport(server: &SmtpUrl) -> Result<Transport, MailError> {
    let builder = match server.tls {
        SmtpTls::Wrapped => Transport::relay(&server.host)?,
        SmtpTls::StartTls => Transport::starttls_relay(&server.host)?,
        SmtpTls::None => Transport::builder_dangerous(&server.host),
    };
    let builder = builder.port(server.port).timeout(Some(TIMEOUT));
    let credentials = server.credentials.clone().map(|(user, password)| Credentials::new(user, password));
    Ok(match credentials {
        Some(credentials) => builder.credentials(credentials).build(),
        None => builder.build(),
    })
}
