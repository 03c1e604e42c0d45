//! Verifies servers' certificates: as the operating system does, and beyond that by the one that a person has trusted.

use std::sync::Arc;

use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, OtherError, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use rustls_platform_verifier::Verifier;

use crate::{Certificate, CertificateProblem, Fingerprint, certificate::RejectedCertificate};

/// The protocols that are spoken over TLS, the preferred one first.
const ALPN: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// Builds the configuration of TLS for one server.
pub(crate) fn config(trusted: Option<Fingerprint>) -> Result<ClientConfig, Error> {
    let provider = CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(aws_lc_rs::default_provider()));
    let verifier = CertificateVerifier {
        system: Verifier::new(Arc::clone(&provider))
            .inspect_err(|error| tracing::warn!(%error, "the system trusts nobody"))
            .ok(),
        trusted,
        provider: Arc::clone(&provider),
    };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = ALPN.map(<[u8]>::to_vec).to_vec();
    Ok(config)
}

/// A verifier of one server's certificates.
///
/// The system's verdict counts first. Where it knows no issuer, and finds nothing else wrong, the certificate that a person has
/// trusted passes as long as it is valid, and no other. That the server has its key is checked in either case, by its signature of the handshake.
#[derive(Debug)]
struct CertificateVerifier {
    /// None where the system has no trusted issuers.
    system: Option<Verifier>,
    trusted: Option<Fingerprint>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for CertificateVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verdict = match &self.system {
            Some(system) => system.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now),
            None => Err(CertificateError::UnknownIssuer.into()),
        };
        let error = match verdict {
            Err(Error::InvalidCertificate(error)) => error,
            verdict => return verdict,
        };
        let problem = match (CertificateProblem::of(&error), self.trusted) {
            // The system looks for the issuer first, and at the dates only where it knows one.
            (CertificateProblem::Untrusted, _) if let Some(problem) = outside_its_time(end_entity, now) => problem,
            (CertificateProblem::Untrusted, Some(trusted)) if trusted == Fingerprint::of(end_entity) => {
                return Ok(ServerCertVerified::assertion());
            }
            (CertificateProblem::Untrusted, Some(_)) => CertificateProblem::Changed,
            (problem, _) => problem,
        };
        let rejected = RejectedCertificate::new(problem, end_entity);
        Err(Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(rejected)))))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Returns what is wrong with the dates of a certificate. One that cannot be read has none.
fn outside_its_time(certificate: &CertificateDer<'_>, now: UnixTime) -> Option<CertificateProblem> {
    let Certificate { not_before, not_after, .. } = Certificate::read(certificate)?;
    let now = i64::try_from(now.as_secs()).ok()?;
    if now > not_after {
        return Some(CertificateProblem::Expired);
    }
    (now < not_before).then_some(CertificateProblem::NotYetValid)
}
