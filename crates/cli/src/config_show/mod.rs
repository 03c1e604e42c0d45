//! Shows each setting, its value, and where that comes from.

mod source;

use std::{
    fmt::Write as _,
    io::{self, Write as _},
};

use hearth_server::config::{self, ConfigError, Kind, Setting, settings};

use crate::{args::Serve, config_file::ConfigFile, result::Result};
use source::Source;

/// Prints the settings as a file of settings would have them. Fails where one cannot be used, once all are printed.
pub(crate) fn run(flags: &Serve, file: Option<&ConfigFile>) -> Result<()> {
    let mut text = String::new();
    let mut unusable = None;
    for setting in settings::ALL {
        let source = Source::of(setting, flags, file);
        let value = source.value(setting, flags);
        let is_unusable = value.as_ref().is_some_and(|value| setting.check(value).is_err());
        let line = line(setting, value.as_deref(), is_unusable);
        let note = if is_unusable { ": CANNOT BE USED" } else { "" };
        let _ = writeln!(text, "{line:<56} # {source}{note}");
        if let Some(value) = value.filter(|_| is_unusable) {
            unusable.get_or_insert(ConfigError::Invalid(setting.variable, shown(setting, &value)));
        }
    }
    // Nobody need read it.
    let _ = io::stdout().write_all(text.as_bytes());
    unusable.map_or(Ok(()), |error| Err(error.into()))
}

/// Writes a setting with its value, as a comment where that is left out or cannot be used.
fn line(setting: &Setting, value: Option<&str>, is_unusable: bool) -> String {
    let key = setting.key();
    let Some(value) = value else { return format!("# {key}") };
    let shown = shown(setting, value);
    match setting.kind {
        _ if setting.is_secret() || is_unusable => format!("# {key} = {shown}"),
        Kind::Number { .. } => format!("{key} = {shown}"),
        Kind::NumberOrOff { .. } if shown != "off" => format!("{key} = {shown}"),
        // Without its password it may be another.
        Kind::DatabaseUrl | Kind::DatabaseUrls => format!("# {key} = {}", quoted(&shown)),
        _ => format!("{key} = {}", quoted(&shown)),
    }
}

/// Returns what may be shown of a value.
fn shown(setting: &Setting, value: &str) -> String {
    match setting.kind {
        _ if setting.is_secret() => "(not shown)".to_owned(),
        Kind::DatabaseUrl => config::without_password(value).unwrap_or_else(|| "(not an address)".to_owned()),
        Kind::DatabaseUrls => config::without_passwords(value).unwrap_or_else(|| "(not addresses)".to_owned()),
        _ => value.to_owned(),
    }
}

/// Writes a text as TOML does.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}
