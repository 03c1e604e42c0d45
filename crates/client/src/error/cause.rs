//! Classifies why there is no connection to the server.

use std::{
    io::{self, ErrorKind},
    iter,
};

use rustls::{CertificateError, OtherError};

use crate::RejectedCertificate;

/// A reason for which there is no connection to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// A refused connection: the computer is there, but nobody listens.
    #[error("nobody listens there")]
    ConnectionRefused,
    /// A name that stands for no computer, or that cannot be looked up.
    #[error("its name is not known")]
    DnsFailure,
    /// A missing socket of this computer's own server.
    #[error("its socket is not there")]
    NoSocket,
    /// The lack of a route to the computer.
    #[error("no way leads there")]
    NetworkUnreachable,
    /// A connection that nobody accepted in time.
    #[error("the connection timed out")]
    ConnectTimeout,
    /// An answer without TLS at an `https://` address.
    #[error("it does not speak TLS")]
    NoTls,
    /// An answer that wants TLS at an `http://` address.
    #[error("it wants TLS")]
    TlsRequired,
    /// The lack of a version or cipher of TLS that the server and this computer have in common.
    #[error("no TLS in common")]
    TlsMismatch,
    /// The lack of the user's token, without which the server was not asked.
    #[error("the session's token is not at hand")]
    NoToken,
    /// Any other cause, which the log has in the words of whoever noticed it.
    #[error("the connection failed")]
    Other,
}

impl Cause {
    pub(super) fn of(error: &reqwest::Error) -> Self {
        let kinds = || chain(error).filter_map(|error| error.downcast_ref::<io::Error>()).map(io::Error::kind);
        if let Some(error) = chain(error).find_map(as_tls) {
            return Self::of_tls(error);
        }
        if chain(error).any(|error| error.to_string() == "dns error") {
            return Self::DnsFailure;
        }
        if error.is_timeout() || kinds().any(|kind| kind == ErrorKind::TimedOut) {
            return Self::ConnectTimeout;
        }
        // A socket of this computer is a file; over a network nothing is ever not found.
        if kinds().any(|kind| kind == ErrorKind::NotFound) {
            return Self::NoSocket;
        }
        if kinds().any(|kind| matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::AddrNotAvailable)) {
            return Self::ConnectionRefused;
        }
        let unreachable = [ErrorKind::NetworkUnreachable, ErrorKind::HostUnreachable, ErrorKind::NetworkDown];
        if kinds().any(|kind| unreachable.contains(&kind)) {
            return Self::NetworkUnreachable;
        }
        // The connection was there, and ended while TLS was begun.
        if kinds().any(|kind| matches!(kind, ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset)) {
            return Self::NoTls;
        }
        Self::Other
    }

    fn of_tls(error: &rustls::Error) -> Self {
        match error {
            rustls::Error::InvalidMessage(_) => Self::NoTls,
            rustls::Error::PeerIncompatible(_) | rustls::Error::AlertReceived(_) => Self::TlsMismatch,
            _ => Self::Other,
        }
    }
}

/// Returns the certificate for which there is no connection, if that is why.
pub(super) fn rejected_certificate(error: &reqwest::Error) -> Option<&RejectedCertificate> {
    match chain(error).find_map(as_tls)? {
        rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(why))) => why.downcast_ref(),
        _ => None,
    }
}

/// Iterates over an error and those that it came from.
fn chain(error: &reqwest::Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    iter::successors(Some(error as &dyn std::error::Error), |error| {
        // An `io::Error` made of another error names the source of that one, and leaves out itself.
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        inner.map(|inner| inner as &dyn std::error::Error).or_else(|| error.source())
    })
}

fn as_tls<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a rustls::Error> {
    error.downcast_ref()
}

/// Describes the innermost error for the log: "connection reset by peer".
pub(super) fn innermost(error: &reqwest::Error) -> String {
    chain(error).last().map(ToString::to_string).unwrap_or_default()
}
