//! The languages, each with all its messages.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use super::{
    language::{Language, LocaleInfo},
    number,
};

struct Messages {
    language: Language,
    tag: &'static str,
    source: &'static str,
    /// True where its letters run from right to left.
    right_to_left: bool,
}

impl Messages {
    fn speaks(&self, tag: &LanguageIdentifier) -> bool {
        tag.language == self.tag
    }

    /// The variety of the language that the system is set to, for its digits; else the language itself.
    fn variety(&self) -> LanguageIdentifier {
        wanted().find(|tag| self.speaks(tag)).or_else(|| self.tag.parse().ok()).unwrap_or_default()
    }
}

/// The languages with their messages, English first: what another language lacks is said in it.
const LANGUAGES: [Messages; 2] = [
    Messages {
        language: Language::En,
        tag: "en",
        source: include_str!(concat!(env!("OUT_DIR"), "/en.ftl")),
        right_to_left: false,
    },
    Messages {
        language: Language::Ar,
        tag: "ar",
        source: include_str!(concat!(env!("OUT_DIR"), "/ar.ftl")),
        right_to_left: true,
    },
];

const ENGLISH: usize = 0;

static BUNDLES: LazyLock<Vec<FluentBundle<FluentResource>>> = LazyLock::new(|| LANGUAGES.iter().map(bundle).collect());

fn bundle(messages: &Messages) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(messages.source.to_owned()).unwrap_or_else(|(resource, errors)| {
        tracing::error!(language = messages.tag, ?errors, "messages cannot be read");
        resource
    });
    let mut bundle = FluentBundle::new_concurrent(vec![messages.variety()]);
    // In a language from left to right the invisible marks would only find their way into copies and searches.
    bundle.set_use_isolating(messages.right_to_left);
    bundle.set_formatter(Some(number::format));
    if let Err(errors) = bundle.add_resource(resource) {
        tracing::error!(language = messages.tag, ?errors, "messages are there twice");
    }
    bundle
}

/// The languages that the system's owner reads, the dearest first.
fn wanted() -> impl Iterator<Item = LanguageIdentifier> {
    sys_locale::get_locales().filter_map(|tag| tag.parse().ok())
}

/// Returns the index of a language; for the system's, if the app does not speak it, that of English.
pub(super) fn index_of(language: Language) -> usize {
    let index = |language: Language| LANGUAGES.iter().position(|messages| messages.language == language);
    let of_tag = |tag: LanguageIdentifier| LANGUAGES.iter().position(|messages| messages.speaks(&tag));
    index(language).or_else(|| wanted().find_map(of_tag)).unwrap_or(ENGLISH)
}

/// A language as the window has to speak it.
pub(super) fn locale(language: usize) -> LocaleInfo {
    let messages = LANGUAGES.get(language).unwrap_or(&LANGUAGES[ENGLISH]);
    LocaleInfo { language: messages.tag, locale: number::customs_of(&messages.variety()).to_string() }
}

pub(super) fn is_right_to_left(language: usize) -> bool {
    LANGUAGES.get(language).is_some_and(|messages| messages.right_to_left)
}

/// The wording of a message, in English where the language lacks it; the bare id where there is none at all.
pub(super) fn format(language: usize, id: &'static str, arguments: &FluentArgs) -> String {
    for bundle in [language, ENGLISH].into_iter().filter_map(|index| BUNDLES.get(index)) {
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else { continue };
        let mut errors = Vec::new();
        let worded = bundle.format_pattern(pattern, Some(arguments), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(id, ?errors, "a message cannot be worded whole");
        }
        return worded;
    }
    tracing::error!(id, "there is no such message");
    id.to_owned()
}
