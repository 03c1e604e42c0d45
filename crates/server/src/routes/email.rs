//! Which addresses may sign up, and their one spelling: as the Python backend's email-validator has it.

use email_address::{EmailAddress, Options};

/// Top-level names that lead to nobody (RFC 2606, 6761); a typo more often than an address.
const NOWHERE: [&str; 5] = ["arpa", "invalid", "local", "localhost", "test"];

/// The address with its domain in lower case, or why it is none.
pub(super) fn normalize(text: &str) -> Result<String, &'static str> {
    let Some((local, domain)) = text.trim().rsplit_once('@') else {
        return Err("An email address must have an @-sign.");
    };
    let domain = domain.to_lowercase();
    if local.is_empty() {
        return Err("There must be something before the @-sign.");
    }
    if !domain.contains('.') {
        return Err("The part after the @-sign is not valid. It should have a period.");
    }
    if domain.rsplit('.').next().is_some_and(|last| NOWHERE.contains(&last)) {
        return Err("The part after the @-sign is a special-use or reserved name that cannot be used with email.");
    }
    // A quoted local part is legal and never meant.
    let address = format!("{local}@{domain}");
    let options = Options::default().without_display_text().without_domain_literal();
    if local.contains('"') || address.len() > 254 || EmailAddress::parse_with_options(&address, options).is_err() {
        return Err("The email address contains characters or a length that an address cannot have.");
    }
    Ok(address)
}

/// How an address is looked up: whatever it is, with its domain in lower case.
pub(super) fn lookup(text: &str) -> String {
    match text.rsplit_once('@') {
        Some((local, domain)) => format!("{local}@{}", domain.to_lowercase()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lowers_the_domain_alone() {
        assert_eq!(normalize("Ada@Example.COM").unwrap(), "Ada@example.com");
        assert_eq!(normalize("o'neil+x@mail.example.org").unwrap(), "o'neil+x@mail.example.org");
    }

    #[test]
    fn refuses_what_is_no_address() {
        for text in [
            "",
            "ada",
            "@example.com",
            "ada@",
            "ada@localhost",
            "ada@x.test",
            "a b@example.com",
            "ada@-x.com",
            "a@b@c.de",
            "a..b@c.de",
            "Ada <ada@example.com>",
            "a@[1.2.3.4]",
        ] {
            assert!(normalize(text).is_err(), "{text}");
        }
    }
}
