//! Classifies what is wrong with a server's certificate.

use rustls::{CertificateError, OtherError};

/// A reason to reject a server's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateProblem {
    /// A certificate that is self-signed, or whose issuer is not trusted.
    #[error("is self-signed or from an issuer that is not trusted")]
    Untrusted,
    /// A certificate that is not trusted, of a server that had another one when that was trusted.
    #[error("is not the one that was trusted")]
    Changed,
    /// A certificate whose time is over.
    #[error("has expired")]
    Expired,
    /// A certificate whose time has not come.
    #[error("is not valid yet")]
    NotYetValid,
    /// A certificate for another name.
    #[error("is for another name")]
    WrongName,
    /// A certificate that its issuer has withdrawn.
    #[error("was revoked")]
    Revoked,
    /// A certificate that cannot be read, or is not one of a server.
    #[error("is not valid")]
    Invalid,
}

impl CertificateProblem {
    pub(crate) fn of(error: &CertificateError) -> Self {
        match error {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => Self::Expired,
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Self::NotYetValid,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => Self::WrongName,
            // The last three: signed by somebody with the name of an issuer that is trusted, and another key.
            CertificateError::UnknownIssuer
            | CertificateError::BadSignature
            | CertificateError::UnsupportedSignatureAlgorithmContext { .. }
            | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => Self::Untrusted,
            CertificateError::Revoked => Self::Revoked,
            // A self-signed certificate as `openssl req -x509` makes it.
            CertificateError::Other(OtherError(other))
                if matches!(other.downcast_ref(), Some(webpki::Error::CaUsedAsEndEntity)) =>
            {
                Self::Untrusted
            }
            _ => Self::Invalid,
        }
    }
}
