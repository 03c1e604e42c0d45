//! Checks addresses of links before they are opened: others wrote them.

use url::Url;

use crate::{
    error::{CommandError, ErrorCode},
    i18n::text,
};

/// The schemes that a link may have: any other could run a program or read a file.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// The fields of a mail that a link may fill in.
const MAIL_FIELDS: [&str; 4] = ["to", "cc", "subject", "body"];

/// Checks an address; returns it as it is opened.
pub(crate) fn check(address: &str) -> Result<Url, CommandError> {
    let refused = || CommandError::new(ErrorCode::Invalid, text("error-link-refused"));
    let mut url = Url::parse(address).map_err(|_| refused())?;
    if !SCHEMES.contains(&url.scheme()) {
        return Err(refused());
    }
    if url.scheme() == "mailto" {
        keep_known_fields(&mut url);
    }
    Ok(url)
}

/// Removes the fields of a mail that are not in [`MAIL_FIELDS`], as RFC 6068 advises: mail programs know others, which
/// attach files.
fn keep_known_fields(url: &mut Url) {
    let is_kept = |field: &&str| {
        let name = field.split('=').next().unwrap_or_default();
        MAIL_FIELDS.iter().any(|kept| name.eq_ignore_ascii_case(kept))
    };
    let kept = url.query().map(|query| query.split('&').filter(is_kept).collect::<Vec<_>>().join("&"));
    url.set_query(kept.as_deref().filter(|query| !query.is_empty()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_mail_are_opened() {
        for address in ["http://a.example/", "https://a.example/?q#f", "mailto:ada@example.org"] {
            assert_eq!(check(address).unwrap().as_str(), address);
        }
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "ssh://a.example",
            "smb://a.example/share",
            "a.example",
            "--version",
            "",
        ] {
            assert_eq!(check(address).unwrap_err().code, ErrorCode::Invalid, "{address}");
        }
    }

    #[test]
    fn mail_attaches_no_file() {
        for (address, opened) in [
            ("mailto:a@example.org?subject=Hi&attach=/etc/passwd", "mailto:a@example.org?subject=Hi"),
            ("mailto:a@example.org?Attachment=x&CC=b@example.org", "mailto:a@example.org?CC=b@example.org"),
            ("mailto:a@example.org?attach=x", "mailto:a@example.org"),
            ("mailto:?att%61ch=x&to=a@example.org&body=b", "mailto:?to=a@example.org&body=b"),
        ] {
            assert_eq!(check(address).unwrap().as_str(), opened);
        }
    }
}
