//! Finds single fields in the text of a JSON object, without reading the others into memory.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Finds the text of a field's value. Where the field comes twice, the last counts, as it does in Python.
pub(super) fn find<'json>(object: &'json str, name: &str) -> Option<&'json str> {
    let mut deserializer = serde_json::Deserializer::from_str(object);
    Field(name).deserialize(&mut deserializer).ok()?.map(RawValue::get)
}

/// Reads the value of the field of this name, where there is one.
struct Field<'name>(&'name str);

impl<'json> DeserializeSeed<'json> for Field<'_> {
    type Value = Option<&'json RawValue>;

    fn deserialize<D: Deserializer<'json>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'json> Visitor<'json> for Field<'_> {
    type Value = Option<&'json RawValue>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'json>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(is_wanted) = fields.next_key_seed(Name(self.0))? {
            if is_wanted {
                found = Some(fields.next_value()?);
            } else {
                fields.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Reads whether a field has this name.
struct Name<'name>(&'name str);

impl<'json> DeserializeSeed<'json> for Name<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'json>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<bool, E> {
        Ok(name == self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_last_of_a_name() {
        let object = r#" {"title": "no", "other": {"title": 1}, "t\u0069tle" : [ 1 ] , "": null}"#;
        assert_eq!(find(object, "title"), Some("[ 1 ]"));
        assert_eq!(find(object, ""), Some("null"));
        assert_eq!(find(object, "content"), None);
        assert_eq!(find("", "content"), None);
    }
}
