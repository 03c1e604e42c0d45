//! Classifies why there is no connection to the server.

use std::{
    io::{self, ErrorKind},
    iter,
};

use super::CertificateProblem;

/// A reason for which there is no connection to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// The computer is there, but nobody listens.
    #[error("nobody listens there")]
    ConnectionRefused,
    /// The name stands for no computer, or nobody is there to ask.
    #[error("its name is not known")]
    DnsFailure,
    /// The socket of this computer's own server is not there.
    #[error("its socket is not there")]
    NoSocket,
    /// No way leads to the computer.
    #[error("no way leads there")]
    NetworkUnreachable,
    /// Nobody accepted the connection in time.
    #[error("the connection timed out")]
    ConnectTimeout,
    /// The server's certificate does not prove that it is the server.
    #[error("its certificate {0}")]
    Certificate(CertificateProblem),
    /// What answers at an `https://` address does not speak TLS.
    #[error("it does not speak TLS")]
    NoTls,
    /// What answers at an `http://` address wants TLS.
    #[error("it wants TLS")]
    TlsRequired,
    /// The server and this computer have no version or cipher of TLS in common.
    #[error("no TLS in common")]
    TlsMismatch,
    /// The user's token is not at hand, so the server was not asked.
    #[error("the session's token is not at hand")]
    NoToken,
    /// Anything else, which the log has in the words of whoever noticed it.
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
            rustls::Error::InvalidCertificate(problem) => Self::Certificate(CertificateProblem::of(problem)),
            rustls::Error::InvalidMessage(_) => Self::NoTls,
            rustls::Error::PeerIncompatible(_) | rustls::Error::AlertReceived(_) => Self::TlsMismatch,
            _ => Self::Other,
        }
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
