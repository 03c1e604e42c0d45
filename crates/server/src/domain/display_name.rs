//! Validates the names that people show instead of their addresses.

use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The most characters (Unicode scalar values) of a name.
const MAX_CHARS: usize = 50;

/// The joiners, without which some languages cannot be written.
const JOINERS: [char; 2] = ['\u{200c}', '\u{200d}'];

/// A name: in NFC, 1 to [`MAX_CHARS`] characters in one line, with a letter or a digit. It is no email address, because an
/// address is what those show who have no name, and contains nothing that is invisible or turns the direction around.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DisplayName(String);

impl DisplayName {
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

impl FromStr for DisplayName {
    /// The reason, as the end of a sentence.
    type Err = &'static str;

    /// Drops the spaces around a name, and makes one of several in a row.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // Enough for every name, however it is composed and spaced.
        if text.len() > 64 * MAX_CHARS {
            return Err("a name has 1 to 50 characters.");
        }
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect::<String>();
        if name.is_empty() || name.chars().nth(MAX_CHARS).is_some() {
            return Err("a name has 1 to 50 characters.");
        }
        if name.contains(['@', '＠', '﹫']) {
            return Err("a name must not contain @, so that nobody takes it for an email address.");
        }
        if name.chars().any(is_hidden) {
            return Err("a name must not contain invisible characters.");
        }
        if !name.chars().any(char::is_alphanumeric) {
            return Err("a name has a letter or a digit.");
        }
        Ok(Self(name))
    }
}

/// Returns whether a character is not seen, but may change how others are.
fn is_hidden(character: char) -> bool {
    let separates_lines =
        matches!(character.general_category(), GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator);
    let has_no_glyph = character.general_category_group() == GeneralCategoryGroup::Other;
    separates_lines || has_no_glyph && !JOINERS.contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_names_of_people() {
        for (typed, kept) in [
            ("Ada Lovelace", "Ada Lovelace"),
            ("  Ada \u{a0}  Lovelace\n", "Ada Lovelace"),
            ("E\u{301}dith", "Édith"),
            ("عائشة", "عائشة"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("李小龍", "李小龍"),
            ("O'Brien-Ünal (she/her) 🦉", "O'Brien-Ünal (she/her) 🦉"),
            ("7", "7"),
        ] {
            assert_eq!(typed.parse().map(DisplayName::into_string), Ok(kept.to_owned()));
        }
        assert!("x".repeat(MAX_CHARS).parse::<DisplayName>().is_ok());
    }

    #[test]
    fn refuses_what_is_no_name() {
        let long = "x".repeat(MAX_CHARS + 1);
        let huge = " ".repeat(1_000_000);
        for typed in [
            "",
            " ",
            &long,
            &huge,
            "ada@example.com",
            "ada＠example.com",
            "a\u{202e}b",
            "a\u{200b}b",
            "a\0b",
            "...",
            "👋",
        ] {
            assert!(typed.parse::<DisplayName>().is_err(), "{typed:.60?}");
        }
    }
}
