//! Extracts query parameters.

use std::{convert::Infallible, ops::RangeInclusive};

use axum::{extract::FromRequestParts, http::request::Parts};
use hearth_api::Invalid;
use serde_json::json;

use super::{NUL, fields, number};
use crate::error::{Error, invalid};

/// The parameters of a query; where one comes twice, the last counts.
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
    errors: Vec<Invalid>,
}

impl Query {
    /// Reads a text, if it is there.
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        let value = self.pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.clone())?;
        if value.contains('\0') {
            self.reject(name, NUL);
            return None;
        }
        Some(value)
    }

    /// Reads a whole number, if it is there.
    pub(crate) fn integer(&mut self, name: &str, range: &RangeInclusive<i64>) -> Option<i64> {
        let text = self.text(name)?;
        number::from_text(&text, ["query", name], range).map_err(|error| self.errors.push(error)).ok()
    }

    /// Reads how long a page is; `Limit` is another spelling, which counts without the first, and more than `max` is cut to
    /// it.
    pub(crate) fn limit(&mut self, default: i64, max: i64) -> i64 {
        let any = 0..=i64::MAX;
        let (limit, other) = (self.integer("limit", &any), self.integer("Limit", &any));
        limit.or(other).unwrap_or(default).min(max)
    }

    /// Reads where a page begins, if it is there, in what the `Link` header of the page before gave.
    pub(crate) fn cursor<T>(&mut self, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text("after")?;
        let cursor = read(&text);
        if cursor.is_none() {
            self.reject("after", "Value error, this is not a cursor that a Link header gave");
        }
        cursor
    }

    /// Reads one of a few words, if it is there.
    pub(crate) fn one_of(&mut self, name: &str, words: &[&'static str]) -> Option<&'static str> {
        let text = self.text(name)?;
        let word = words.iter().find(|word| **word == text).copied();
        if word.is_none() {
            let expected = fields::expected(words);
            let error = invalid("enum", ["query", name], format!("Input should be {expected}"), Some(text.into()));
            self.errors.push(Invalid { ctx: Some(json!({ "expected": expected })), ..error });
        }
        word
    }

    /// Reports that a parameter breaks a rule; `reason` is a sentence for people.
    fn reject(&mut self, name: &str, reason: &str) {
        self.errors.push(invalid("value_error", ["query", name], reason, None));
    }

    /// Returns all errors, if there are any.
    pub(crate) fn finish(self) -> Result<(), Error> {
        if self.errors.is_empty() { Ok(()) } else { Err(Error::Invalid(self.errors)) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self { pairs: form_urlencoded::parse(query.as_bytes()).into_owned().collect(), errors: Vec::new() })
    }
}
