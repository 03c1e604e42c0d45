//! Converts between columns that hold one of a few words and the types that stand for those on the wire.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Reads a word; none where it is not one of those.
pub(super) fn read<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::from(word)).ok()
}

/// Writes the word that stands for a value.
pub(super) fn write(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        // None of those that are written here is anything else.
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use hearth_api::Role;

    use super::*;

    #[test]
    fn reads_what_it_wrote() {
        assert_eq!(write(Role::Moderator), "moderator");
        assert_eq!(read(&write(Role::Administrator)), Some(Role::Administrator));
        assert_eq!(read::<Role>("owner"), None);
    }
}
