//! Words the causes of a failed connection for people: at the address that they entered, and later on.

use hearth_client::{Cause, CertificateProblem, Error};
use url::Url;

use crate::i18n::{Argument, Text, text, text_with};

/// Words why the address of a server that was entered leads to none.
pub(crate) fn of_address(error: &Error, address: &Url) -> Text {
    let at = |id| text_with(id, [("address", Argument::words(short(address)))]);
    match error {
        Error::Unreachable(cause) => at(of_cause_at_address(*cause)),
        Error::TimedOut => at("address-timed-out"),
        Error::Lost(_) => at("address-lost"),
        Error::Redirected(to) => text_with("address-redirected", [("address", Argument::words(to))]),
        Error::Failed { status, .. } => text_with("error-server-failed", [("status", Argument::words(status))]),
        Error::Refused { .. } | Error::NotTheApi(_) => at("address-not-hearth"),
    }
}

fn of_cause_at_address(cause: Cause) -> &'static str {
    match cause {
        Cause::ConnectionRefused | Cause::NoSocket => "address-refused",
        Cause::DnsFailure => "address-dns-failure",
        Cause::NetworkUnreachable => "address-network-unreachable",
        Cause::ConnectTimeout => "address-timed-out",
        Cause::Certificate(CertificateProblem::Untrusted) => "address-certificate-untrusted",
        Cause::Certificate(CertificateProblem::Expired) => "address-certificate-expired",
        Cause::Certificate(CertificateProblem::NotYetValid) => "address-certificate-not-yet",
        Cause::Certificate(CertificateProblem::WrongName) => "address-certificate-name",
        Cause::Certificate(CertificateProblem::Revoked) => "address-certificate-revoked",
        Cause::Certificate(CertificateProblem::Invalid) => "address-certificate-invalid",
        Cause::NoTls => "address-no-tls",
        Cause::TlsRequired => "address-tls-required",
        Cause::TlsMismatch => "address-tls-mismatch",
        Cause::NoToken | Cause::Other => "address-failed",
    }
}

/// Words why a server cannot be reached that was there before.
pub(crate) fn of_cause(cause: Cause) -> Text {
    let caused = |id, cause| text_with(id, [("cause", Argument::Text(text(cause)))]);
    let away = |cause| caused("error-unreachable", cause);
    let insecure = |cause| caused("error-insecure", cause);
    match cause {
        Cause::ConnectionRefused => away("cause-connection-refused"),
        Cause::NoSocket => text("error-local-server-away"),
        Cause::DnsFailure => away("cause-dns-failure"),
        Cause::NetworkUnreachable => away("cause-network-unreachable"),
        Cause::ConnectTimeout => away("cause-timed-out"),
        Cause::Other => away("cause-failed"),
        Cause::Certificate(CertificateProblem::Untrusted) => insecure("cause-certificate-untrusted"),
        Cause::Certificate(CertificateProblem::Expired) => insecure("cause-certificate-expired"),
        Cause::Certificate(CertificateProblem::NotYetValid) => insecure("cause-certificate-not-yet"),
        Cause::Certificate(CertificateProblem::WrongName) => insecure("cause-certificate-name"),
        Cause::Certificate(CertificateProblem::Revoked) => insecure("cause-certificate-revoked"),
        Cause::Certificate(CertificateProblem::Invalid) => insecure("cause-certificate-invalid"),
        Cause::NoTls => insecure("cause-no-tls"),
        Cause::TlsRequired => insecure("cause-tls-required"),
        Cause::TlsMismatch => insecure("cause-tls-mismatch"),
        Cause::NoToken => text("keyring-unlock-first"),
    }
}

/// The part of an address that says whose it is: `hearth.example.org:8443`.
fn short(address: &Url) -> String {
    let host = address.host_str().unwrap_or_default();
    address.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::{
        error::{CommandError, messages},
        i18n::Language,
    };

    const CAUSES: [Cause; 16] = [
        Cause::ConnectionRefused,
        Cause::NoSocket,
        Cause::DnsFailure,
        Cause::NetworkUnreachable,
        Cause::ConnectTimeout,
        Cause::Certificate(CertificateProblem::Untrusted),
        Cause::Certificate(CertificateProblem::Expired),
        Cause::Certificate(CertificateProblem::NotYetValid),
        Cause::Certificate(CertificateProblem::WrongName),
        Cause::Certificate(CertificateProblem::Revoked),
        Cause::Certificate(CertificateProblem::Invalid),
        Cause::NoTls,
        Cause::TlsRequired,
        Cause::TlsMismatch,
        Cause::NoToken,
        Cause::Other,
    ];

    fn errors() -> impl Iterator<Item = Error> {
        let other = "invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))";
        CAUSES.into_iter().map(Error::Unreachable).chain([
            Error::TimedOut,
            Error::Lost(other.to_owned()),
            Error::Redirected("https://hearth.example.org/".parse().unwrap()),
            Error::NotTheApi(other.to_owned()),
            Error::Failed { status: 502, detail: other.to_owned() },
        ])
    }

    /// The sentence without the names that are the same in every language.
    fn words_of(sentence: &str) -> String {
        let names = ["Hearth", "hearth.example.org", "https://", "http://", "TLS"];
        names.iter().fold(sentence.to_owned(), |rest, name| rest.replace(name, ""))
    }

    #[test]
    fn every_error_is_a_sentence_in_each_language() {
        let address = "https://hearth.example.org/".parse().unwrap();
        let all = errors().flat_map(|error| {
            let at_address = of_address(&error, &address);
            [at_address, CommandError::from(error).message]
        });
        for text in all {
            let (english, arabic) = (text.in_language(Language::En), text.in_language(Language::Ar));
            assert!(english.ends_with('.') && arabic.ends_with('.'), "{english} {arabic}");
            assert!(!english.contains("::") && !english.contains("Error("), "{english}");
            let latin = words_of(&arabic).chars().any(|letter| letter.is_ascii_alphabetic());
            assert!(!latin, "{arabic}");
        }
    }

    #[test]
    fn an_error_of_the_system_is_told_without_its_own_words() {
        let wording =
            |error: &io::Error| text_with("error-file", [("cause", messages::of_io(error))]).in_language(Language::Ar);
        for code in 1..=130 {
            let told = wording(&io::Error::from_raw_os_error(code));
            assert!(!told.chars().any(|letter| letter.is_ascii_alphabetic()), "{told}");
        }
        assert!(!wording(&io::Error::other("Other(Debug { text })")).contains("Debug"));
    }
}
