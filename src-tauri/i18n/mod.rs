//! Words messages for people in their language, from the files in locales/, which the window shares. A [`Text`] can be made
//! of a message alone, so a sentence that is written into the code does not compile where people would read it.

mod bundle;
mod language;
mod number;

use std::{
    borrow::Cow,
    fmt,
    sync::atomic::{AtomicUsize, Ordering},
};

use fluent_bundle::{FluentArgs, FluentValue};
use serde::{Serialize, Serializer};

pub(crate) use self::language::{Language, LocaleInfo};

/// The language of everything that is worded from now on, as an index.
static CURRENT: AtomicUsize = AtomicUsize::new(0);

/// Words everything in this language from now on.
pub(crate) fn set_language(language: Language) {
    CURRENT.store(bundle::index_of(language), Ordering::Relaxed);
}

/// Returns the language and the locale of now.
pub(crate) fn locale() -> LocaleInfo {
    bundle::locale(CURRENT.load(Ordering::Relaxed))
}

/// Returns whether the language of now runs from right to left.
pub(crate) fn is_right_to_left() -> bool {
    bundle::is_right_to_left(CURRENT.load(Ordering::Relaxed))
}

/// A message, to be worded in the language of the moment when somebody is told. What stays on the screen when the
/// language changes is thus told again in the new one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Text {
    id: &'static str,
    arguments: Vec<(&'static str, Argument)>,
}

/// The value of a variable in a message.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Argument {
    /// A text that stays as it is: a name, a path, what another program said. Also numbers that nobody counts, such as
    /// a process's.
    Words(String),
    /// A number that is written, and makes plurals, as the language does it.
    Count(i64),
    /// A part of the sentence that is a message itself.
    Text(Text),
}

impl Argument {
    /// Makes an argument of anything as it prints itself.
    pub(crate) fn words(words: impl fmt::Display) -> Self {
        Self::Words(words.to_string())
    }

    /// A number; one beyond all counting is as good as the largest.
    pub(crate) fn count(count: impl TryInto<i64>) -> Self {
        Self::Count(count.try_into().unwrap_or(i64::MAX))
    }
}

/// A message without variables.
pub(crate) fn text(id: &'static str) -> Text {
    Text { id, arguments: Vec::new() }
}

/// A message and what is filled in.
pub(crate) fn text_with<const N: usize>(id: &'static str, arguments: [(&'static str, Argument); N]) -> Text {
    Text { id, arguments: arguments.into() }
}

impl Text {
    fn worded(&self, language: usize) -> String {
        let arguments: FluentArgs = self
            .arguments
            .iter()
            .map(|(name, argument)| {
                let value = match argument {
                    Argument::Words(words) => FluentValue::String(Cow::Borrowed(words)),
                    Argument::Count(count) => FluentValue::from(*count),
                    Argument::Text(text) => FluentValue::String(Cow::Owned(text.worded(language))),
                };
                (*name, value)
            })
            .collect();
        bundle::format(language, self.id, &arguments)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.worded(CURRENT.load(Ordering::Relaxed)))
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Text {
        /// Words the message in a language of the test's choice: the current one belongs to the whole process.
        pub(crate) fn in_language(&self, language: Language) -> String {
            self.worded(bundle::index_of(language))
        }
    }

    #[test]
    fn a_message_is_worded_in_each_language() {
        assert_eq!(text("language-name").in_language(Language::En), "English");
        assert_eq!(text("language-name").in_language(Language::Ar), "العربية");
    }

    #[test]
    fn what_is_nowhere_is_a_defect_that_breaks_nothing() {
        assert_eq!(text("nowhere").in_language(Language::Ar), "nowhere");
    }

    #[test]
    fn what_the_window_is_told_is_the_wording() {
        let told = serde_json::to_value(text("language-name")).unwrap();
        assert!(told == "English" || told == "العربية", "{told}");
    }
}
