//! Reads the fields of a JSON object as pydantic does, and collects all that is wrong, not just the first.

use std::ops::RangeInclusive;

use hearth_api::Invalid;
use serde_json::{Value, json};

use super::{NUL, number, object::find};
use crate::error::{echo, invalid};

/// A JSON object being read. A field that does not validate reads as its type's default; whoever reads
/// looks at the errors before using anything.
///
/// It stays the text that it is, in which each field is found: what a client sends beside them takes no memory.
#[derive(Default)]
pub(crate) struct Fields<'json> {
    object: &'json str,
    errors: Vec<Invalid>,
    secrets: Vec<&'static str>,
}

impl<'json> Fields<'json> {
    pub(super) fn new(object: &'json str) -> Self {
        Self { object, ..Self::default() }
    }

    /// Marks a field as a secret: errors do not repeat what was sent there.
    pub(crate) fn secret(&mut self, name: &'static str) {
        self.secrets.push(name);
    }

    /// Returns whether the object has a field.
    pub(crate) fn has(&self, name: &str) -> bool {
        find(self.object, name).is_some()
    }

    /// Reads a required text.
    pub(crate) fn string(&mut self, name: &str) -> String {
        self.string_up_to(name, usize::MAX)
    }

    /// Reads a required text of so many characters at most.
    pub(crate) fn string_up_to(&mut self, name: &str, max: usize) -> String {
        match self.value(name) {
            // There are no more characters than bytes.
            Some(Value::String(text)) if text.len() > max && text.chars().count() > max => {
                let reason = format!("String should have at most {max} characters");
                self.broken("string_too_long", name, &reason, json!({ "max_length": max }));
            }
            Some(Value::String(text)) if text.contains('\0') => {
                self.reject("value_error", name, NUL, Some(text.into()));
            }
            Some(Value::String(text)) => return text,
            Some(other) => self.reject("string_type", name, "Input should be a valid string", Some(other)),
            None => self.missing(name),
        }
        String::new()
    }

    /// Reads a required text, or null.
    pub(crate) fn string_or_null(&mut self, name: &str) -> Option<String> {
        self.string_or_null_up_to(name, usize::MAX)
    }

    /// Reads a required text of so many characters at most, or null.
    pub(crate) fn string_or_null_up_to(&mut self, name: &str, max: usize) -> Option<String> {
        match self.value(name) {
            Some(Value::Null) => None,
            _ => Some(self.string_up_to(name, max)),
        }
    }

    /// Reads one of a few words.
    pub(crate) fn one_of(&mut self, name: &str, words: &[&'static str]) -> Option<&'static str> {
        let text = self.string(name);
        if self.is_wrong(name) {
            return None;
        }
        let word = words.iter().find(|word| **word == text).copied();
        if word.is_none() {
            let expected = expected(words);
            self.broken("enum", name, &format!("Input should be {expected}"), json!({ "expected": expected }));
        }
        word
    }

    /// Reads a truth value that may be left out.
    pub(crate) fn bool_or(&mut self, name: &str, default: bool) -> bool {
        let Some(value) = self.value(name) else { return default };
        if let Some(flag) = truth(&value) {
            return flag;
        }
        let (kind, msg) = match &value {
            Value::Number(number) if !is_int8(number) => ("bool_type", "Input should be a valid boolean"),
            Value::String(_) | Value::Number(_) => {
                ("bool_parsing", "Input should be a valid boolean, unable to interpret input")
            }
            _ => ("bool_type", "Input should be a valid boolean"),
        };
        self.reject(kind, name, msg, Some(value));
        default
    }

    /// Reads a required whole number.
    pub(crate) fn integer(&mut self, name: &str, range: &RangeInclusive<i64>) -> i64 {
        let Some(value) = self.value(name) else {
            self.missing(name);
            return 0;
        };
        number::from_json(&value, ["body", name], range).unwrap_or_else(|error| {
            self.errors.push(error);
            0
        })
    }

    /// Reads a whole number that may be left out, or null.
    pub(crate) fn optional_integer(&mut self, name: &str, range: &RangeInclusive<i64>) -> Option<i64> {
        match self.value(name) {
            None | Some(Value::Null) => None,
            Some(_) => Some(self.integer(name, range)),
        }
    }

    /// Reads an id that may be left out, or null.
    pub(crate) fn optional_id(&mut self, name: &str) -> Option<i32> {
        self.optional_integer(name, &number::INT4).and_then(|id| i32::try_from(id).ok())
    }

    /// Reads a required id.
    pub(crate) fn id(&mut self, name: &str) -> i32 {
        i32::try_from(self.integer(name, &number::INT4)).unwrap_or_default()
    }

    /// Reports that a rule of the value's own is broken; `reason` is a sentence for people.
    pub(crate) fn broken(&mut self, kind: &str, name: &str, reason: &str, ctx: Value) {
        let input = self.value(name);
        self.reject(kind, name, reason, input);
        if let Some(error) = self.errors.last_mut() {
            error.ctx = Some(ctx);
        }
    }

    /// Returns whether a field has been found wrong so far.
    pub(crate) fn is_wrong(&self, name: &str) -> bool {
        self.errors.iter().any(|error| error.loc.last() == Some(&hearth_api::Segment::Field(name.to_owned())))
    }

    /// Returns all errors, if there are any.
    pub(crate) fn finish(self) -> Result<(), Vec<Invalid>> {
        if self.errors.is_empty() { Ok(()) } else { Err(self.errors) }
    }

    fn is_secret(&self, name: &str) -> bool {
        self.secrets.contains(&name)
    }

    /// Finds a field's value: a text as a whole, a list or an object as far as an error repeats it.
    fn value(&self, name: &str) -> Option<Value> {
        let json = find(self.object, name)?;
        if json.starts_with('"') { serde_json::from_str(json).ok() } else { echo::read(json).ok() }
    }

    fn missing(&mut self, name: &str) {
        let mut input = echo::read(self.object).unwrap_or_default();
        if let Value::Object(fields) = &mut input {
            fields.retain(|name, _| !self.is_secret(name));
        }
        self.reject("missing", name, "Field required", Some(input));
    }

    fn reject(&mut self, kind: &str, name: &str, msg: &str, input: Option<Value>) {
        let input = input.filter(|_| !self.is_secret(name));
        self.errors.push(invalid(kind, ["body", name], msg, input));
    }
}

/// Lists words as pydantic does.
pub(super) fn expected(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("'{word}'")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// Reads what pydantic reads as true or false.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => match number.as_f64() {
            Some(1.0) => Some(true),
            Some(0.0) => Some(false),
            _ => None,
        },
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            "1" | "on" | "t" | "true" | "y" | "yes" => Some(true),
            "0" | "off" | "f" | "false" | "n" | "no" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Returns whether a number is whole and within eight bytes, which is what pydantic looks for a truth value in.
fn is_int8(number: &serde_json::Number) -> bool {
    number.is_i64() || number.as_f64().is_some_and(|float| float.fract() == 0.0 && float.abs() < 2_f64.powi(63))
}

/// Refuses a body that is not an object.
pub(super) fn not_an_object(input: Value) -> Invalid {
    let msg = "Input should be a valid dictionary or object to extract fields from";
    invalid("model_attributes_type", ["body"], msg, Some(input))
}

/// Refuses a missing body.
pub(super) fn no_body() -> Invalid {
    invalid("missing", ["body"], "Field required", Some(Value::Null))
}
