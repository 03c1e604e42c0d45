//! Writes numbers as the language does, which Fluent leaves to others.

use std::convert::Infallible;

use fluent_bundle::{FluentValue, memoizer::MemoizerKind};
use icu_decimal::{DecimalFormatter, input::Decimal, options::DecimalFormatterOptions};
use icu_locale_core::{Locale, locale};
use intl_memoizer::Memoizable;
use unic_langid::LanguageIdentifier;

/// The locale by which numbers are written.
struct Customs(Locale);

/// Returns the locale by which numbers and dates are written in a language.
pub(super) fn customs_of(language: &LanguageIdentifier) -> Locale {
    if language.region.is_none() && language.language == "ar" {
        // What is taken for Arabic at large differs from one edition of the Unicode data to the next.
        return locale!("ar-u-nu-arab");
    }
    Locale::try_from_str(&language.to_string()).unwrap_or(Locale::UNKNOWN)
}

impl Memoizable for Customs {
    type Args = ();
    type Error = Infallible;

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, Infallible> {
        Ok(Self(customs_of(&language)))
    }
}

/// Writes a whole number; everything else is left to Fluent.
pub(super) fn format<M: MemoizerKind>(value: &FluentValue, bundle: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let number: Decimal = number.as_string().parse().ok()?;
    let Ok(locale) = bundle.with_try_get_threadsafe::<Customs, _, _>((), |customs| customs.0.clone());
    let numbers = DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default()).ok()?;
    Some(numbers.format(&number).to_string())
}
