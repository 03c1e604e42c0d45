//! Preferences of appearance, language and desktop, kept on this computer for whoever uses it.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::i18n::Language;

/// Light, dark, or as the desktop is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Theme {
    Light,
    Dark,
    #[default]
    System,
}

/// The spacing of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Density {
    #[default]
    Comfortable,
    Compact,
}

/// Stronger colours and edges, or as the desktop asks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Contrast {
    #[default]
    System,
    More,
}

/// The size of text and all around it, in percent of what the desktop sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub(crate) struct TextSize(u16);

impl TextSize {
    const OFFERED: [u16; 9] = [50, 75, 100, 125, 150, 175, 200, 250, 300];

    /// Returns the size relative to that which the desktop sets, which is 1.0.
    pub(crate) fn factor(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl Default for TextSize {
    fn default() -> Self {
        Self(100)
    }
}

impl TryFrom<u16> for TextSize {
    type Error = String;

    fn try_from(percent: u16) -> Result<Self, Self::Error> {
        if Self::OFFERED.contains(&percent) { Ok(Self(percent)) } else { Err(format!("no text is {percent} %")) }
    }
}

impl From<TextSize> for u16 {
    fn from(size: TextSize) -> Self {
        size.0
    }
}

/// The preferences, as a whole: the window is told all of them, and sends all of them to change one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box that a person ticks")]
pub(crate) struct Preferences {
    pub(crate) theme: Theme,
    pub(crate) language: Language,
    pub(crate) density: Density,
    #[ts(type = "50 | 75 | 100 | 125 | 150 | 175 | 200 | 250 | 300")]
    pub(crate) text_size: TextSize,
    pub(crate) contrast: Contrast,
    /// True where posts come a page at a time, when asked for, and all stay on the page: as screen readers need it.
    pub(crate) paged: bool,
    /// True where the window is without its menu bar.
    pub(crate) hide_menu_bar: bool,
    /// True where the desktop notifies of votes on one's posts.
    pub(crate) notifications: bool,
    /// True where closing the window leaves the app in the tray.
    pub(crate) keep_in_tray: bool,
}

impl Preferences {
    /// Reads preferences from a file, each field for itself: what this version cannot read is as if it were not there.
    pub(crate) fn remembered<'de, D: Deserializer<'de>>(file: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(file)? {
            Value::Object(fields) => Self::from_fields(fields),
            // Versions that knew of themes alone kept nothing else.
            theme @ Value::String(_) => Self::from_fields(Map::from_iter([("theme".to_owned(), theme)])),
            _ => Self::default(),
        })
    }

    fn from_fields(fields: Map<String, Value>) -> Self {
        let mut readable = Map::new();
        for (name, value) in fields {
            readable.insert(name.clone(), value);
            if Self::deserialize(&readable).is_err() {
                tracing::warn!(preference = name, "a preference cannot be read");
                readable.remove(&name);
            }
        }
        Self::deserialize(readable).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> Preferences {
        Preferences::remembered(&mut serde_json::Deserializer::from_str(file)).unwrap()
    }

    #[test]
    fn what_a_file_says_is_read_field_by_field() {
        let file =
            r#"{"theme":"purple","language":"ar","density":7,"text_size":150,"contrast":"more","shape":"round"}"#;
        let expected = Preferences {
            language: Language::Ar,
            text_size: TextSize(150),
            contrast: Contrast::More,
            ..Preferences::default()
        };
        assert_eq!(read(file), expected);
        assert_eq!(read(r#"{"text_size":99}"#), Preferences::default());
        assert_eq!(read(r#"{"text_size":-100000000000}"#), Preferences::default());
    }

    #[test]
    fn a_theme_alone_is_what_earlier_versions_wrote() {
        assert_eq!(read(r#""dark""#), Preferences { theme: Theme::Dark, ..Preferences::default() });
        assert_eq!(read(r#""purple""#), Preferences::default());
        for other in ["null", "7", "[]"] {
            assert_eq!(read(other), Preferences::default());
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let preferences = Preferences { text_size: TextSize(200), density: Density::Compact, ..Preferences::default() };
        assert_eq!(read(&serde_json::to_string(&preferences).unwrap()), preferences);
    }
}
