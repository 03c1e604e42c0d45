//! Explains why a connection failed, in the rest of a sentence that says what to do. What PostgreSQL itself says names the
//! user, the database and the client, and never a password.

use std::{
    error::Error as StdError,
    io::{self, ErrorKind},
};

use rustls::CertificateError;
use sqlx::{Error, error::DatabaseError};

use super::hosts::Unmet;

/// The beginning of the error with which PgBouncer, and poolers like it, refuse the parameters of a connection.
const UNSUPPORTED: &str = "unsupported startup parameter";

/// Words the cause for people.
pub(super) fn sentence(error: &Error) -> String {
    match error {
        Error::Io(error) => of_io(error),
        Error::Database(error) => of_database(error.as_ref()),
        Error::Tls(cause) => of_tls(cause.as_ref()),
        Error::Configuration(cause) => format!("{cause}. Check its address."),
        Error::Protocol(cause) => {
            format!("what answers there does not speak PostgreSQL's protocol as expected ({cause}). Check its port.")
        }
        Error::PoolTimedOut => {
            "it does not answer in time. Check its host and port, that no firewall is between, and, \
                                where a pooler is in front of it, that this has a free connection."
                .to_owned()
        }
        other => format!("{other}."),
    }
}

fn of_io(error: &io::Error) -> String {
    if let Some(unmet) = error.get_ref().and_then(|error| error.downcast_ref::<Unmet>()) {
        return format!("{unmet}. Name the host that does, or start again when this one does.");
    }
    // A connection that a pool could not make.
    if let Some(error) = error.get_ref().and_then(|error| error.downcast_ref()) {
        return sentence(error);
    }
    match error.kind() {
        ErrorKind::ConnectionRefused => {
            "nobody listens at its address. Check that it runs, and its host and port.".to_owned()
        }
        ErrorKind::NotFound => {
            "there is no such socket, or no such file of a certificate. Check that it runs, and its address.".to_owned()
        }
        ErrorKind::PermissionDenied => {
            "this user may not open its socket, or the file of a certificate. Check their permissions.".to_owned()
        }
        ErrorKind::TimedOut | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
            format!("it cannot be reached ({error}). Check its host and port, and that no firewall is between.")
        }
        ErrorKind::ConnectionReset | ErrorKind::UnexpectedEof | ErrorKind::BrokenPipe => {
            format!("it ended the connection ({error}). Check its port, and its log.")
        }
        // So the certificate of a server is refused.
        ErrorKind::InvalidData => of_tls(error),
        // Names that cannot be found are among these.
        _ => format!("{error}. Check its host and port."),
    }
}

/// Words why TLS was not agreed on.
fn of_tls(error: &(dyn StdError + 'static)) -> String {
    let sentence = match rustls_error(error) {
        Some(rustls::Error::InvalidCertificate(problem)) => of_certificate(problem),
        _ if error.to_string().contains("does not support TLS") => {
            "it has no TLS, which sslmode asks for. Turn it on there, or check sslmode."
        }
        _ => "it cannot agree on TLS with it. Check sslmode, sslrootcert, sslcert and sslkey.",
    };
    sentence.to_owned()
}

fn of_certificate(problem: &CertificateError) -> &'static str {
    match problem {
        // The last three: by somebody with the name of an authority that is trusted, and another key.
        CertificateError::UnknownIssuer
        | CertificateError::BadSignature
        | CertificateError::UnsupportedSignatureAlgorithmContext { .. }
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            "its certificate is signed by nobody whom sslrootcert or the known authorities vouch for."
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "its certificate is not for this host. Name the host as it does, or use sslmode=verify-ca."
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "its certificate has expired. Renew it, and check the clock."
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "its certificate is not valid yet. Check the clock."
        }
        // What rustls has no case for is named by the library that it uses.
        CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            "its certificate is made for an authority (CA:TRUE), not for a server. Make another with `openssl req -x509 \
             -addext basicConstraints=critical,CA:FALSE`, or do without a check of it by sslmode=require."
        }
        CertificateError::Other(other) if other.to_string().contains("UnsupportedCertVersion") => {
            "its certificate is of an old version. Make one of X.509 version 3."
        }
        _ => "its certificate cannot be used. Check it with `openssl x509 -text`, and sslrootcert.",
    }
}

/// The error of rustls that another one was made of.
fn rustls_error<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    // An `io::Error` names as its source that of the error within, and leaves out that one.
    let within = || error.downcast_ref::<io::Error>().and_then(io::Error::get_ref).map(|within| within as &_);
    error.downcast_ref().or_else(|| rustls_error(within().or_else(|| error.source())?))
}

fn of_database(error: &dyn DatabaseError) -> String {
    let message = error.message();
    let advice = match error.code().as_deref() {
        _ if message.starts_with(UNSUPPORTED) => {
            "A connection pooler in front of it refuses this. Leave it out of the address and of PGOPTIONS, or name it in \
             the pooler's ignore_startup_parameters."
        }
        _ if message.contains("statement pooling mode") => {
            "A connection pooler in front of it gives each statement another connection. Set pool_mode=transaction or \
             pool_mode=session in the pooler for this database or user."
        }
        // A prepared statement that is there already, or that is not.
        Some("42P05" | "26000") => {
            "A connection pooler in front of it gives each transaction another connection. Start again: the start notices \
             where that is so, and does without prepared statements."
        }
        Some("28000" | "28P01") => "Check its user and password, and what pg_hba.conf allows.",
        Some("3D000") => "Create it, or name another.",
        Some("53300") => "Let it take more, or Hearth fewer with HEARTH_DATABASE_CONNECTIONS.",
        Some("57P03") => "Try again in a moment.",
        Some("42501") => "Grant the user what is missing.",
        Some("42704" | "22023") => "Check the options in its address and in PGOPTIONS.",
        _ => "Check its address, and its log.",
    };
    format!("{message}. {advice}")
}
