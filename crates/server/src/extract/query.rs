//! Query parameters.

use std::{convert::Infallible, ops::RangeInclusive};

use axum::{extract::FromRequestParts, http::request::Parts};
use hearth_api::Invalid;

use super::{NUL, invalid, number};
use crate::error::Error;

/// The parameters of a query; where one comes twice, the last counts.
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
    errors: Vec<Invalid>,
}

impl Query {
    /// A text, if it is there.
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        let value = self.pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.clone())?;
        if value.contains('\0') {
            self.reject(name, NUL);
            return None;
        }
        Some(value)
    }

    /// A whole number, if it is there.
    pub(crate) fn integer(&mut self, name: &str, range: &RangeInclusive<i64>) -> Option<i64> {
        let text = self.text(name)?;
        number::from_text(&text, ["query", name], range).map_err(|error| self.errors.push(error)).ok()
    }

    /// A parameter breaks a rule; `reason` is a sentence for people.
    pub(crate) fn reject(&mut self, name: &str, reason: &str) {
        self.errors.push(invalid("value_error", ["query", name], reason, None));
    }

    /// All that was wrong.
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
