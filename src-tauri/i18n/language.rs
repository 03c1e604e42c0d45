//! The language of the app, as it is chosen and as the window is told of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The language of the app, or that of the desktop where the app speaks it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Language {
    #[default]
    System,
    En,
    Ar,
}

/// The language of the app and its locale: the shell alone decides, so that the window says nothing in another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub(crate) struct LocaleInfo {
    #[ts(type = "\"en\" | \"ar\"")]
    pub(crate) language: &'static str,
    /// The locale of dates and numbers, as `Intl` takes it.
    pub(crate) locale: String,
}
