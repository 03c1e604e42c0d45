//! Describes certificates of servers for people who decide whether to trust one.

use std::{fmt, net::IpAddr, str::FromStr};

use rustls::pki_types::CertificateDer;
use sha2::{Digest, Sha256};
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate, X509Name};

use crate::{CertificateProblem, text::plain};

/// The most characters of a name in a certificate that are kept.
const NAME_MAX: usize = 200;

/// The most names of a certificate that are kept.
const NAMES_MAX: usize = 20;

/// The SHA-256 digest of a certificate, by which people compare two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Computes the fingerprint of a certificate.
    pub(crate) fn of(certificate: &CertificateDer) -> Self {
        Self(Sha256::digest(certificate).into())
    }
}

/// Writes it as browsers and OpenSSL do: `AB:CD:…`.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            let colon = if index == 0 { "" } else { ":" };
            write!(f, "{colon}{byte:02X}")?;
        }
        Ok(())
    }
}

/// Error of parsing a text that is no fingerprint.
#[derive(Debug, thiserror::Error)]
#[error("a fingerprint has 32 bytes in hexadecimal, with colons between them")]
pub struct FingerprintError;

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    fn from_str(text: &str) -> Result<Self, FingerprintError> {
        let byte = |hex: &str| {
            let is_hex = hex.len() == 2 && hex.bytes().all(|digit| digit.is_ascii_hexdigit());
            is_hex.then(|| u8::from_str_radix(hex, 16).ok()).flatten()
        };
        let bytes: Option<Vec<u8>> = text.split(':').map(byte).collect();
        bytes.and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or(FingerprintError)
    }
}

/// A server's certificate, in words. All of them are what the certificate says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The digest of the whole certificate.
    pub fingerprint: Fingerprint,
    /// The owner, as far as it is told.
    pub subject: String,
    /// The issuer, as far as it is told.
    pub issuer: String,
    /// The names and addresses that it is for.
    pub names: Vec<String>,
    /// The beginning of its validity, in seconds since 1970.
    pub not_before: i64,
    /// The end of its validity, in seconds since 1970.
    pub not_after: i64,
}

impl Certificate {
    /// Reads a certificate; one that cannot be read has no words.
    pub(crate) fn read(der: &CertificateDer) -> Option<Self> {
        let (_, read) = X509Certificate::from_der(der).ok()?;
        let alternatives = read.subject_alternative_name().ok().flatten();
        let names = alternatives.map(|found| found.value.general_names.iter().filter_map(name_of).take(NAMES_MAX));
        Some(Self {
            fingerprint: Fingerprint::of(der),
            subject: words_of(read.subject()),
            issuer: words_of(read.issuer()),
            names: names.into_iter().flatten().collect(),
            not_before: read.validity().not_before.timestamp(),
            not_after: read.validity().not_after.timestamp(),
        })
    }
}

/// A certificate that does not prove that the server is the server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("its certificate {problem}")]
pub struct RejectedCertificate {
    /// What is wrong with it.
    pub problem: CertificateProblem,
    /// Its words, where it can be read.
    pub certificate: Option<Certificate>,
}

impl RejectedCertificate {
    pub(crate) fn new(problem: CertificateProblem, der: &CertificateDer) -> Self {
        Self { problem, certificate: Certificate::read(der) }
    }
}

fn name_of(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some(plain(name, NAME_MAX)),
        GeneralName::IPAddress(bytes) => {
            let v4 = <[u8; 4]>::try_from(*bytes).map(IpAddr::from);
            v4.or_else(|_| <[u8; 16]>::try_from(*bytes).map(IpAddr::from)).ok().map(|ip| ip.to_string())
        }
        _ => None,
    }
}

/// Returns who is named: the common name and the organization, or all there is where it has neither.
fn words_of(name: &X509Name) -> String {
    let told = name.iter_common_name().chain(name.iter_organization()).filter_map(|part| part.as_str().ok());
    let told = told.collect::<Vec<_>>().join(", ");
    plain(if told.is_empty() { name.to_string() } else { told }.as_str(), NAME_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_fingerprints_as_they_are_shown() {
        let shown = Fingerprint::of(&CertificateDer::from(&b"certificate"[..])).to_string();
        assert_eq!(shown.len(), 32 * 3 - 1);
        assert_eq!(shown.parse::<Fingerprint>().unwrap().to_string(), shown);
        assert_eq!(shown.to_lowercase().parse::<Fingerprint>().unwrap().to_string(), shown);
        for wrong in
            ["", "AB", &shown[3..], &format!("{shown}:00"), &shown.replacen(':', "", 1), &format!("+1{}", &shown[2..])]
        {
            assert!(wrong.parse::<Fingerprint>().is_err(), "{wrong}");
        }
    }
}
