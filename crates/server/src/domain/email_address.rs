//! Parses and normalizes email addresses.
//!
//! Valid addresses and their one spelling are those of the Python backend's email-validator, so that an address is the same
//! account on both.

use std::{borrow::Cow, str::FromStr};

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};

/// Lists the top-level names that lead to nobody (RFC 2606, 6761, 7686); a typo more often than an address.
const RESERVED_TOP_LEVEL: [&str; 6] = ["arpa", "invalid", "local", "localhost", "onion", "test"];

/// Lists the names before the @-sign that are the same in capital letters (RFC 2142).
const ROLES: [&str; 15] = [
    "abuse",
    "ftp",
    "hostmaster",
    "info",
    "marketing",
    "news",
    "noc",
    "postmaster",
    "sales",
    "security",
    "support",
    "usenet",
    "uucp",
    "webmaster",
    "www",
];

/// Bounds the length of an address that mail can be sent to, in bytes (RFC 3696).
const MAX_BYTES: usize = 254;

const TOO_LONG: &str = "The email address is too long.";
const TWO_PERIODS: &str = "An email address cannot have two periods in a row.";
const UNSAFE: &str = "The email address contains unsafe characters.";

/// An email address in the spelling that is stored.
///
/// The default is empty. It stands for a field that did not validate while other fields are read, and is never stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct EmailAddress(String);

impl EmailAddress {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Normalizes an address for looking it up; a text that is no address stays as it is.
    pub(crate) fn lookup_key(text: &str) -> String {
        text.parse::<Self>().map_or_else(|_| text.to_owned(), |Self(address)| address)
    }
}

impl FromStr for EmailAddress {
    /// The error of parsing, a sentence for people.
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        if text.contains(['\r', '\n']) {
            return Err("Carriage return and line feed characters are not allowed");
        }
        let address = without_name(text).trim();
        if address.len() > MAX_BYTES {
            return Err(TOO_LONG);
        }
        let (local, domain) = address.split_once('@').ok_or("An email address must have an @-sign.")?;
        let local = normalize_local(local)?;
        let (ascii, domain) = normalize_domain(domain)?;
        if local.len() + 1 + domain.len().max(ascii.len()) > MAX_BYTES {
            return Err(TOO_LONG);
        }
        Ok(Self(format!("{local}@{domain}")))
    }
}

/// Extracts the address of `Ada <ada@example.org>`, as mail programs write it.
fn without_name(text: &str) -> &str {
    let bracketed = || {
        let text = text.trim().strip_suffix('>')?;
        let (name, address) = match text.strip_prefix('"') {
            Some(quoted) => {
                let (_, behind) = quoted.rsplit_once('"')?;
                ("", behind.trim_start().strip_prefix('<')?)
            }
            None => text.split_once('<')?,
        };
        let plain = |char: char| char.is_alphanumeric() || char.is_whitespace() || is_atext(char) || char == '.';
        (name.chars().all(plain) && !address.is_empty()).then_some(address)
    };
    bracketed().unwrap_or(text)
}

/// Validates and normalizes what stands before the @-sign.
fn normalize_local(local: &str) -> Result<Cow<'_, str>, &'static str> {
    if local.is_empty() {
        return Err("There must be something before the @-sign.");
    }
    if local.starts_with('"') {
        return Err("Quoting the part before the @-sign is not allowed here.");
    }
    if !local.chars().all(|char| is_atext(char) || char == '.') {
        return Err("The email address contains invalid characters before the @-sign.");
    }
    if local.starts_with('.') {
        return Err("An email address cannot start with a period.");
    }
    if local.ends_with('.') {
        return Err("An email address cannot have a period immediately before the @-sign.");
    }
    if local.contains("..") {
        return Err(TWO_PERIODS);
    }
    if local.is_ascii() {
        let lower = local.to_ascii_lowercase();
        return Ok(if ROLES.contains(&lower.as_str()) { Cow::Owned(lower) } else { Cow::Borrowed(local) });
    }
    if !is_safe(local) {
        return Err(UNSAFE);
    }
    Ok(Cow::Owned(local.nfc().collect()))
}

/// Validates what stands behind the @-sign; returns it in ASCII, as the domain name system has it, and as people read it.
fn normalize_domain(domain: &str) -> Result<(String, String), &'static str> {
    if domain.is_empty() {
        return Err("There must be something after the @-sign.");
    }
    if !domain.chars().all(|char| char.is_ascii_alphanumeric() || "-.".contains(char) || !char.is_ascii()) {
        return Err("The part after the @-sign contains invalid characters.");
    }
    if domain.contains("..") {
        return Err(TWO_PERIODS);
    }
    if !is_safe(domain) {
        return Err(UNSAFE);
    }
    let ascii = idna::domain_to_ascii_strict(domain).map_err(|_| "The part after the @-sign is not a domain name.")?;
    let Some((_, top)) = ascii.rsplit_once('.') else {
        return Err("The part after the @-sign is not valid. It should have a period.");
    };
    if !top.ends_with(|char: char| char.is_ascii_alphabetic()) {
        return Err("The part after the @-sign is not valid. It is not within a valid top-level domain.");
    }
    if RESERVED_TOP_LEVEL.contains(&top) {
        return Err("The part after the @-sign is a special-use or reserved name that cannot be used with email.");
    }
    let (readable, _) = idna::domain_to_unicode(&ascii);
    Ok((ascii, readable))
}

/// Matches the characters of a name, besides the period (RFC 5322, 3.2.3, and RFC 6531).
fn is_atext(char: char) -> bool {
    char.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(char) || !char.is_ascii()
}

/// Returns whether a text is displayed as it is: no control characters, no spaces, nothing that joins what stands
/// before it.
fn is_safe(text: &str) -> bool {
    text.chars().enumerate().all(|(index, char)| match char.general_category_group() {
        Group::Letter | Group::Number | Group::Punctuation | Group::Symbol => true,
        Group::Mark => index > 0,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalizes_addresses() {
        for (text, normal) in [
            ("Ada@Example.COM", "Ada@example.com"),
            (" o'neil+x@mail.example.org ", "o'neil+x@mail.example.org"),
            ("Ada Lovelace <ada@example.com>", "ada@example.com"),
            ("\"Lovelace, Ada\" <ada@example.com>", "ada@example.com"),
            ("e\u{301}@example.com", "é@example.com"),
            ("INFO@example.com", "info@example.com"),
            ("ada@xn--mnchen-3ya.example", "ada@münchen.example"),
            ("ada@MÜNCHEN.example", "ada@münchen.example"),
        ] {
            assert_eq!(text.parse::<EmailAddress>(), Ok(EmailAddress(normal.to_owned())));
            assert_eq!(EmailAddress::lookup_key(text), normal);
        }
        assert_eq!(EmailAddress::lookup_key("no address"), "no address");
    }

    #[test]
    fn refuses_invalid_addresses() {
        let long = format!("{}@example.com", "x".repeat(MAX_BYTES));
        for text in [
            "",
            "ada",
            "@example.com",
            "ada@",
            "ada@localhost",
            "ada@x.test",
            "ada@example.1",
            "ada@example.com.",
            "a b@example.com",
            "ada@-x.com",
            "ada@x_y.com",
            "a@b@c.de",
            "a..b@c.de",
            ".a@c.de",
            "a.@c.de",
            "a@[1.2.3.4]",
            "\"a\"@c.de",
            "a\u{200b}@c.de",
            "\u{301}a@c.de",
            "ada@example.com\n",
            "Ada <ada@example.com> x",
            "<>",
            &long,
        ] {
            assert!(text.parse::<EmailAddress>().is_err(), "{text}");
        }
    }
}
