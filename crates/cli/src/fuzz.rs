//! Properties of what parses files of the host: each takes any input, and panics where the property fails. Fuzz targets call
//! them, and the tests on the inputs that are kept.
#![allow(clippy::missing_panics_doc, reason = "a property fails by panicking")]

#[cfg(test)]
#[path = "../../../fuzz/replay.rs"]
mod replay;

use crate::dotenv::parser::Dotenv;

/// Each line of a `.env` file is a variable, a comment or bad, and a value without quotes is a line at most.
pub fn dotenv(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let parsed = Dotenv::parse(text);
    let lines = text.split(['\n', '\r']).count();
    assert!(parsed.bad_lines.is_sorted_by(|one, next| one < next), "{:?}", parsed.bad_lines);
    assert!(parsed.bad_lines.iter().all(|line| (1..=lines).contains(line)), "{:?} of {lines}", parsed.bad_lines);
    assert!(parsed.variables.len() + parsed.bad_lines.len() <= lines);
    for (name, value) in &parsed.variables {
        assert!(!name.is_empty(), "a variable without a name");
        assert!(value.as_ref().is_none_or(|value| value.len() <= text.len()), "{name} is longer than the file");
    }
    let names: Vec<_> = parsed.variables.iter().map(|(name, _)| name.clone()).collect();
    let Ok(values) = parsed.resolve(|_| None) else { return };
    assert!(values.keys().all(|name| names.contains(name)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_inputs_pass() {
        replay::replay("dotenv", dotenv);
    }
}
