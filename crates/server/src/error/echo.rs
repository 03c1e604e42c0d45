//! Cuts what an error repeats of a request: whoever sends a mebibyte that does not validate is not sent it back, and it takes
//! no memory.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Bounds an echo: so many characters and values are repeated, and what comes behind them is left out.
const MAX: usize = 1000;

/// Cuts a value.
pub(super) fn cut(value: Value) -> Value {
    // A value cannot be wrong.
    Cut(&mut MAX.clone()).deserialize(value).unwrap_or_default()
}

/// Reads a JSON text as far as it is repeated. All of it is checked.
pub(crate) fn read(json: &str) -> serde_json::Result<Value> {
    read_up_to(json, MAX)
}

/// Checks a JSON text without keeping anything of it.
pub(crate) fn check(json: &str) -> serde_json::Result<()> {
    read_up_to(json, 0).map(drop)
}

fn read_up_to(json: &str, mut max: usize) -> serde_json::Result<Value> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = Cut(&mut max).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Reads a value up to the number of characters and values that are left.
struct Cut<'left>(&'left mut usize);

impl Cut<'_> {
    /// Counts a value; returns whether it is still repeated.
    fn takes_one(&mut self) -> bool {
        let takes = *self.0 > 0;
        *self.0 -= usize::from(takes);
        takes
    }

    fn next(&mut self) -> Cut<'_> {
        Cut(self.0)
    }
}

impl<'de> DeserializeSeed<'de> for Cut<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Cut<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(flag.into())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        let end = text.char_indices().nth(*self.0).map_or(text.len(), |(end, _)| end);
        *self.0 -= text[..end].chars().count();
        Ok(text[..end].into())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<Value, A::Error> {
        let mut kept = Vec::new();
        loop {
            let takes = self.takes_one();
            let Some(value) = elements.next_element_seed(self.next())? else { return Ok(Value::Array(kept)) };
            if takes {
                kept.push(value);
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<Value, A::Error> {
        let mut kept = Map::new();
        loop {
            let takes = self.takes_one();
            let Some(name) = fields.next_key_seed(self.next())? else { return Ok(Value::Object(kept)) };
            let value = fields.next_value_seed(self.next())?;
            if let (true, Value::String(name)) = (takes, name) {
                kept.insert(name, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn repeats_what_is_short_as_it_is() {
        let short = json!({ "a": [1, -1, 0.5, true, null, "é".repeat(900)], "b": {} });
        assert_eq!(read(&short.to_string()).unwrap(), short);
        assert_eq!(cut(short.clone()), short);
        assert_eq!(cut(json!("é".repeat(MAX))), json!("é".repeat(MAX)));
    }

    #[test]
    fn cuts_what_is_long() {
        assert_eq!(cut(json!("é".repeat(MAX + 1))), json!("é".repeat(MAX)));
        for long in [json!(vec![0; 5000]), json!(vec![json!({ "": 0 }); 5000]), json!(vec!["word"; 5000])] {
            let cut = read(&long.to_string()).unwrap();
            assert!(cut.is_array() && cut.to_string().len() < 10 * MAX, "{cut}");
        }
        let fields: Map<_, _> = (0..5000).map(|n| (n.to_string(), json!(n))).collect();
        assert!(cut(Value::Object(fields)).as_object().unwrap().len() < MAX);
    }

    #[test]
    fn checks_what_it_does_not_repeat() {
        let long = "0,".repeat(5000);
        assert!(check(&format!("[{long}0]")).is_ok());
        for end in ["", "0", "nul]", "1e400]", r#""\ud800"]"#, "0]]"] {
            assert!(check(&format!("[{long}{end}")).is_err() && read(&format!("[{long}{end}")).is_err(), "{end}");
        }
        assert!(check(&"[".repeat(100_000)).unwrap_err().to_string().starts_with("recursion limit"));
    }
}
