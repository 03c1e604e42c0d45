//! Decodes the parts of an URL.

use percent_encoding::percent_decode_str;

use super::error::DatabaseUrlError;

/// Decodes a part, which has to be UTF-8.
pub(super) fn decode(text: &str) -> Result<String, DatabaseUrlError> {
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| DatabaseUrlError::Unreadable)?;
    Ok(decoded.into_owned())
}
