//! Offers of what a person can do about a failed connection to an address.

use chrono::{DateTime, Utc};
use hearth_client::{Certificate, CertificateProblem, Error};
use serde::Serialize;
use ts_rs::TS;
use url::Url;

/// What can be done about a failed connection, by who knows the server.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Remedy {
    /// To look at the certificate, and to trust it where its issuer alone is not known.
    Certificate { certificate: CertificateDetails, can_trust: bool, changed: bool },
    /// To connect without encryption, at this address.
    PlainHttp { address: String },
    /// To connect to the address that it redirects to.
    Redirect { address: String },
}

/// A certificate, as far as it helps people to tell whose it is. All words are its own.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub(crate) struct CertificateDetails {
    subject: String,
    issuer: String,
    /// The names and addresses that it is for.
    names: Vec<String>,
    not_before: Option<DateTime<Utc>>,
    not_after: Option<DateTime<Utc>>,
    /// SHA-256, as `AB:CD:…`.
    fingerprint: String,
}

impl Remedy {
    /// Returns what can be done about an error, if anything.
    pub(super) fn of(error: &Error) -> Option<Self> {
        match error {
            Error::Certificate(rejected) => {
                let changed = rejected.problem == CertificateProblem::Changed;
                Some(Self::Certificate {
                    certificate: rejected.certificate.clone()?.into(),
                    can_trust: changed || rejected.problem == CertificateProblem::Untrusted,
                    changed,
                })
            }
            Error::Redirected(to) if matches!(to.scheme(), "http" | "https") => {
                Some(Self::Redirect { address: to.to_string() })
            }
            _ => None,
        }
    }

    /// Returns the offer to connect without encryption.
    pub(super) fn plain_http(address: &Url) -> Self {
        Self::PlainHttp { address: address.to_string() }
    }
}

impl From<Certificate> for CertificateDetails {
    fn from(certificate: Certificate) -> Self {
        let Certificate { fingerprint, subject, issuer, names, not_before, not_after } = certificate;
        let time = |seconds| DateTime::from_timestamp(seconds, 0);
        Self {
            subject,
            issuer,
            names,
            not_before: time(not_before),
            not_after: time(not_after),
            fingerprint: fingerprint.to_string(),
        }
    }
}
