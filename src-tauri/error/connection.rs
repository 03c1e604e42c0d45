//! Words the causes of a failed connection for people: at the address that they entered, and later on.

use hearth_client::{Cause, CertificateProblem, Error, ForeignAnswer, Incompatible};
use url::Url;

use crate::i18n::{Argument, Text, text, text_with};

/// Words why the address of a server that was entered leads to none.
pub(crate) fn of_address(error: &Error, address: &Url) -> Text {
    let at = |id| text_with(id, [("address", Argument::words(short(address)))]);
    match error {
        Error::Unreachable(cause) => at(of_cause_at_address(*cause)),
        Error::Certificate(rejected) => at(of_certificate_at_address(rejected.problem)),
        Error::TimedOut => at("address-timed-out"),
        Error::Stalled => at("address-stalled"),
        Error::Lost(_) => at("address-lost"),
        Error::Redirected(to) => text_with("address-redirected", [("address", Argument::words(to))]),
        Error::CaptivePortal => at("address-captive-portal"),
        Error::Failed { status, .. } => text_with("error-server-failed", [("status", Argument::words(status))]),
        Error::Refused { status: 429, .. } => text("error-too-often"),
        Error::Foreign(answer) => of_foreign(answer, address),
        Error::Incompatible(Incompatible { server_version, is_newer }) => {
            let id = if *is_newer { "address-newer" } else { "address-older" };
            let version = Argument::words(server_version);
            text_with(id, [("address", Argument::words(short(address))), ("version", version)])
        }
        Error::Refused { .. } | Error::NotTheApi(_) => at("address-not-hearth"),
    }
}

/// Words that a server would be connected to without encryption.
pub(crate) fn of_plain_http(address: &Url) -> Text {
    text_with("address-plain-http", [("address", Argument::words(short(address)))])
}

/// Words what answers in place of a server: a page by its title, anything else by its type.
fn of_foreign(answer: &ForeignAnswer, address: &Url) -> Text {
    let words = |text: &String| Argument::words(text);
    let mut told = match answer {
        ForeignAnswer { is_endless: true, .. } => text("answer-endless"),
        ForeignAnswer { title: Some(title), .. } => text_with("answer-page", [("title", words(title))]),
        ForeignAnswer { content_type: Some(kind), .. } => text_with("answer-type", [("type", words(kind))]),
        ForeignAnswer { status, .. } => text_with("answer-status", [("status", Argument::words(status))]),
    };
    if let Some(product) = &answer.product {
        told = text_with("answer-by", [("answer", Argument::Text(told)), ("product", words(product))]);
    }
    let address = ("address", Argument::words(short(address)));
    text_with("address-foreign", [address, ("answer", Argument::Text(told))])
}

fn of_cause_at_address(cause: Cause) -> &'static str {
    match cause {
        Cause::ConnectionRefused | Cause::NoSocket => "address-refused",
        Cause::DnsFailure => "address-dns-failure",
        Cause::NetworkUnreachable => "address-network-unreachable",
        Cause::ConnectTimeout => "address-timed-out",
        Cause::NoTls => "address-no-tls",
        Cause::TlsRequired => "address-tls-required",
        Cause::TlsMismatch => "address-tls-mismatch",
        Cause::NoToken | Cause::Other => "address-failed",
    }
}

fn of_certificate_at_address(problem: CertificateProblem) -> &'static str {
    match problem {
        CertificateProblem::Untrusted => "address-certificate-untrusted",
        CertificateProblem::Changed => "address-certificate-changed",
        CertificateProblem::Expired => "address-certificate-expired",
        CertificateProblem::NotYetValid => "address-certificate-not-yet",
        CertificateProblem::WrongName => "address-certificate-name",
        CertificateProblem::Revoked => "address-certificate-revoked",
        CertificateProblem::Invalid => "address-certificate-invalid",
    }
}

fn caused(id: &'static str, cause: &'static str) -> Text {
    text_with(id, [("cause", Argument::Text(text(cause)))])
}

/// Words why a server cannot be reached that was there before.
pub(crate) fn of_cause(cause: Cause) -> Text {
    let away = |cause| caused("error-unreachable", cause);
    let insecure = |cause| caused("error-insecure", cause);
    match cause {
        Cause::ConnectionRefused => away("cause-connection-refused"),
        Cause::NoSocket => text("error-local-server-away"),
        Cause::DnsFailure => away("cause-dns-failure"),
        Cause::NetworkUnreachable => away("cause-network-unreachable"),
        Cause::ConnectTimeout => away("cause-timed-out"),
        Cause::Other => away("cause-failed"),
        Cause::NoTls => insecure("cause-no-tls"),
        Cause::TlsRequired => insecure("cause-tls-required"),
        Cause::TlsMismatch => insecure("cause-tls-mismatch"),
        Cause::NoToken => text("keyring-unlock-first"),
    }
}

/// Words why the certificate is refused of a server that was there before.
pub(crate) fn of_certificate(problem: CertificateProblem) -> Text {
    let cause = match problem {
        CertificateProblem::Untrusted => "cause-certificate-untrusted",
        CertificateProblem::Changed => "cause-certificate-changed",
        CertificateProblem::Expired => "cause-certificate-expired",
        CertificateProblem::NotYetValid => "cause-certificate-not-yet",
        CertificateProblem::WrongName => "cause-certificate-name",
        CertificateProblem::Revoked => "cause-certificate-revoked",
        CertificateProblem::Invalid => "cause-certificate-invalid",
    };
    caused("error-insecure", cause)
}

/// The part of an address that says whose it is: `hearth.example.org:8443`.
fn short(address: &Url) -> String {
    let host = address.host_str().unwrap_or_default();
    address.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use std::io;

    use hearth_client::RejectedCertificate;

    use super::*;
    use crate::{
        error::{CommandError, messages},
        i18n::Language,
    };

    const CAUSES: [Cause; 10] = [
        Cause::ConnectionRefused,
        Cause::NoSocket,
        Cause::DnsFailure,
        Cause::NetworkUnreachable,
        Cause::ConnectTimeout,
        Cause::NoTls,
        Cause::TlsRequired,
        Cause::TlsMismatch,
        Cause::NoToken,
        Cause::Other,
    ];

    const PROBLEMS: [CertificateProblem; 7] = [
        CertificateProblem::Untrusted,
        CertificateProblem::Changed,
        CertificateProblem::Expired,
        CertificateProblem::NotYetValid,
        CertificateProblem::WrongName,
        CertificateProblem::Revoked,
        CertificateProblem::Invalid,
    ];

    fn errors() -> impl Iterator<Item = Error> {
        let other = "invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))";
        let rejected = |problem| RejectedCertificate { problem, certificate: None };
        let certificates = PROBLEMS.into_iter().map(move |problem| Error::Certificate(Box::new(rejected(problem))));
        let incompatible = |is_newer| Error::Incompatible(Incompatible { server_version: "9".to_owned(), is_newer });
        let foreign = |answer: ForeignAnswer| Error::Foreign(Box::new(answer));
        let product = Some("7".to_owned());
        CAUSES.into_iter().map(Error::Unreachable).chain(certificates).chain([
            Error::TimedOut,
            Error::Stalled,
            Error::Lost(other.to_owned()),
            Error::Redirected("https://hearth.example.org/".parse().unwrap()),
            Error::CaptivePortal,
            Error::NotTheApi(other.to_owned()),
            Error::Failed { status: 502, detail: other.to_owned(), request_id: None },
            incompatible(true),
            incompatible(false),
            foreign(ForeignAnswer { status: 404, ..ForeignAnswer::default() }),
            foreign(ForeignAnswer { content_type: Some("1/2".to_owned()), ..ForeignAnswer::default() }),
            foreign(ForeignAnswer { title: Some("3".to_owned()), product, ..ForeignAnswer::default() }),
            foreign(ForeignAnswer { is_endless: true, ..ForeignAnswer::default() }),
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
