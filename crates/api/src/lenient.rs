//! Reads what a newer server may have more values for than are known here.

use serde::{Deserialize, Deserializer, de::DeserializeOwned};

/// Reads a value where it is one that is known here, and none otherwise.
pub(crate) fn known<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Option<T>, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    Ok(serde_json::from_value(value).ok())
}
