//! Reads the environment: what is empty is not set, and what cannot be used is named.

use std::{env, str::FromStr};

use super::error::ConfigError;

/// Returns the value of a variable; one that is empty counts as not set.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// Parses the value of a variable, which must be `valid`.
pub fn parse<T: FromStr>(name: &'static str, valid: impl Fn(&T) -> bool) -> Result<Option<T>, ConfigError> {
    let Some(text) = variable(name) else { return Ok(None) };
    match text.trim().parse() {
        Ok(value) if valid(&value) => Ok(Some(value)),
        _ => Err(ConfigError::Invalid(name, text)),
    }
}

/// Reads a variable that has one of these words; the first one where it is not set.
pub(super) fn one_of<T, const N: usize>(name: &'static str, words: [(&str, T); N]) -> Result<T, ConfigError> {
    let set = variable(name);
    let mut words = words.into_iter();
    match set {
        None => words.next().map(|(_, value)| value),
        Some(ref set) => words.find(|(word, _)| word == set).map(|(_, value)| value),
    }
    .ok_or_else(|| ConfigError::Invalid(name, set.unwrap_or_default()))
}

/// Parses the entries of a variable, which commas part.
pub(super) fn list<T>(name: &'static str, read: impl Fn(&str) -> Option<T>) -> Result<Option<Vec<T>>, ConfigError> {
    let Some(text) = variable(name) else { return Ok(None) };
    let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
    entries
        .map(|entry| read(entry).ok_or_else(|| ConfigError::Invalid(name, entry.to_owned())))
        .collect::<Result<_, _>>()
        .map(Some)
}
