//! Extracts the `Idempotency-Key`, under which a request may be sent again without being carried out twice
//! (draft-ietf-httpapi-idempotency-key-header).

use axum::{extract::FromRequestParts, http::request::Parts};
use serde_json::Value;

use crate::error::{Error, invalid};

const NAME: &str = "idempotency-key";
const MAX_BYTES: usize = 255;

/// The key of a request, where it has one. To us it is opaque, the quotes included that the draft writes around it.
pub(crate) struct IdempotencyKey(pub Option<String>);

impl IdempotencyKey {
    /// Refuses a key that came with another request before.
    pub(crate) fn reused(key: &str) -> Error {
        wrong("value_error", "Value error, this key came with another post before", key.as_bytes())
    }
}

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let mut keys = parts.headers.get_all(NAME).iter();
        let key = match (keys.next(), keys.next()) {
            (None, _) => return Ok(Self(None)),
            (Some(key), None) => key.as_bytes(),
            (Some(_), Some(_)) => return Err(wrong("value_error", "Value error, there can be one key only", b"")),
        };
        match str::from_utf8(key) {
            Ok("") => Err(wrong("string_too_short", "String should have at least 1 character", key)),
            Ok(_) if key.len() > MAX_BYTES => {
                Err(wrong("string_too_long", "String should have at most 255 characters", key))
            }
            Ok(text) if text.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(Self(Some(text.to_owned()))),
            _ => Err(wrong("string_pattern_mismatch", "String should match pattern '^[!-~]+$'", key)),
        }
    }
}

fn wrong(kind: &str, why: &str, key: &[u8]) -> Error {
    let input = Value::String(String::from_utf8_lossy(key).into_owned());
    Error::Invalid(vec![invalid(kind, ["header", NAME], why, Some(input))])
}
