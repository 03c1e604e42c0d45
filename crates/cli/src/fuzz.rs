//! Properties of what parses files of the host: each takes any input, and panics where the property fails. Fuzz targets call
//! them, and the tests on the inputs that are kept.
#![allow(clippy::missing_panics_doc, reason = "a property fails by panicking")]

#[cfg(test)]
#[path = "../../../fuzz/replay.rs"]
mod replay;

use hearth_server::config::settings;

use crate::{config_file::parse_text, dotenv::parser::Dotenv};

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

/// What a configuration file sets are values that their settings take, each on a line of it; and what is wrong is said in a sentence
/// about a line of it.
pub fn config_file(input: &[u8]) {
    const SENTENCE_MAX_CHARS: usize = 1000;
    let Ok(text) = str::from_utf8(input) else { return };
    let lines = 1..=1 + text.matches('\n').count();
    match parse_text(text) {
        Ok(values) => {
            for (variable, value) in values {
                let setting = settings::ALL.iter().find(|setting| setting.variable == variable);
                let setting = setting.expect("a setting that there is");
                assert!(setting.check(&value.text).is_ok(), "{variable} cannot be {:?}", value.text);
                assert!(lines.contains(&value.line), "{variable} is on line {}", value.line);
            }
        }
        Err(bad) => {
            let said = bad.mistake.to_string();
            assert!(lines.contains(&bad.line), "line {}: {said}", bad.line);
            assert!(!said.contains('\n') && said.chars().count() <= SENTENCE_MAX_CHARS, "{said}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_inputs_pass() {
        replay::replay("dotenv", dotenv);
        replay::replay("config_file", config_file);
    }
}
