//! Parses a configuration file, and checks each value.

use std::{collections::BTreeMap, ops::Range};

use hearth_server::config::{self, ConfigError, Kind, Setting, settings};
use toml::de::{DeTable, DeValue};

use super::error::{BadLine, Mistake};

/// How similar a key must be to one that there is, to be taken for it.
const SIMILAR: f64 = 0.8;

/// A value of the file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Value {
    /// The value, as a variable would have it.
    pub(crate) text: String,
    /// The number of its line, counted from 1.
    pub(crate) line: usize,
}

/// Parses a file; returns its values by variable.
pub(crate) fn parse(text: &str) -> Result<BTreeMap<&'static str, Value>, BadLine> {
    let at = |span: Range<usize>| 1 + text[..text.floor_char_boundary(span.start)].matches('\n').count();
    let table = DeTable::parse(text).map_err(|error| BadLine {
        line: at(error.span().unwrap_or(0..0)),
        // Of the parser's own words: those with the line in it could repeat a secret.
        mistake: Mistake::Syntax(error.message().replace('\n', ", ")),
    })?;
    let mut values = BTreeMap::new();
    for (key, value) in table.into_inner() {
        let line = at(key.span());
        let fail = |mistake| BadLine { line, mistake };
        let key = key.into_inner();
        let setting = settings::ALL.iter().find(|setting| setting.key() == key).ok_or_else(|| fail(unknown(&key)))?;
        let text = value_of(setting, value.get_ref()).map_err(fail)?;
        values.insert(setting.variable, Value { text, line });
    }
    Ok(values)
}

fn unknown(key: &str) -> Mistake {
    let keys = settings::ALL.iter().map(|setting| setting.key());
    let similarity = |other: &str| strsim::jaro_winkler(key, other);
    let similar = keys.max_by(|one, other| similarity(one).total_cmp(&similarity(other)));
    // Whatever else it is, it is short.
    let key = key.chars().take(60).collect::<String>();
    Mistake::Unknown { key, similar: similar.filter(|other| similarity(other) > SIMILAR) }
}

/// Converts a value to what a variable would have, where the setting takes it.
fn value_of(setting: &Setting, value: &DeValue<'_>) -> Result<String, Mistake> {
    let fail = |shown: String| {
        let may_be_secret = setting.is_secret() || matches!(setting.kind, Kind::DatabaseUrl | Kind::DatabaseUrls);
        let value = if may_be_secret { "this".to_owned() } else { shown.chars().take(60).collect() };
        Mistake::Value { key: setting.key(), value, takes: takes(setting) }
    };
    let text = text_of(setting.kind, value).ok_or_else(|| fail(kind_of(value).to_owned()))?;
    if setting.kind == Kind::DatabaseUrl
        && let Err(ConfigError::DatabaseUrl(cause)) = config::database_url(&text)
    {
        return Err(Mistake::DatabaseUrl { key: setting.key(), cause });
    }
    match setting.check(&text) {
        Ok(()) => Ok(text),
        Err(part) if matches!(value, DeValue::Integer(_)) => Err(fail(part)),
        Err(part) => Err(fail(format!("\"{}\"", part.escape_debug()))),
    }
}

/// Returns a value as a variable would have it; none where it is of a type that the setting does not take.
fn text_of(kind: Kind, value: &DeValue<'_>) -> Option<String> {
    let is_number = matches!(kind, Kind::Number { .. } | Kind::NumberOrOff { .. });
    let is_port = kind == Kind::LocalPort;
    let is_list = matches!(kind, Kind::Networks | Kind::Origins | Kind::Secrets | Kind::DatabaseUrls);
    match value {
        DeValue::Integer(number) if is_number || is_port => {
            let read = i128::from_str_radix(number.as_str(), number.radix());
            // One that is too long for a number is out of range, too.
            Some(read.map_or_else(|_| number.as_str().to_owned(), |number| number.to_string()))
        }
        DeValue::String(text) if matches!(kind, Kind::NumberOrOff { .. }) => {
            Some(text.to_string()).filter(|text| text == "off")
        }
        DeValue::String(_) if is_number => None,
        // A variable that is empty counts as not set, which a line in a file does not mean.
        DeValue::String(text) if text.is_empty() => None,
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Boolean(value) => {
            let word = if *value { "on" } else { "off" };
            let takes = match kind {
                Kind::Word(words) => words.contains(&word),
                Kind::NumberOrOff { .. } => !value,
                _ => false,
            };
            takes.then(|| word.to_owned())
        }
        DeValue::Array(items) if is_list => {
            let texts: Option<Vec<&str>> = items.iter().map(|item| item.get_ref().as_str()).collect();
            // A comma would part one item into two.
            let texts = texts.filter(|texts| texts.iter().all(|text| !text.is_empty() && !text.contains(',')))?;
            let none = texts.is_empty() && kind == Kind::Origins;
            Some(if none { "none".to_owned() } else { texts.join(",") })
        }
        _ => None,
    }
}

/// Words what a setting takes in a file.
fn takes(setting: &Setting) -> String {
    let takes = setting.takes();
    match setting.kind {
        Kind::Word(words) if words.contains(&"off") => format!("true, false, {takes}"),
        Kind::Networks | Kind::Origins | Kind::Secrets => format!("{takes}, or a list of such texts"),
        _ => takes,
    }
}

/// Names the type of a value that is of the wrong one.
fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(text) if text.is_empty() => "an empty text (leave the line out)",
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number without quotes",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "this list",
        DeValue::Table(_) => "a table",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> (usize, String) {
        let BadLine { line, mistake } = parse(text).expect_err(text);
        (line, mistake.to_string())
    }

    #[test]
    fn reads_each_type() {
        let text = "# a comment\npage_max = 50\nconnections_per_address = \"off\"\npublic_emails = false\n\
                    trusted_proxies = [\"127.0.0.1\", \"10.0.0.0/8\"]\ncors_origins = []\nlisten = \"[::1]:80\"\n\
                    rate_limit_login = \"5/1m\"\nsecret_key = 'a\"b'\n\
                    metrics_listen = 9464\n";
        let values = parse(text).expect("it is valid");
        for (variable, expected, line) in [
            ("HEARTH_PAGE_MAX", "50", 2),
            ("HEARTH_CONNECTIONS_PER_ADDRESS", "off", 3),
            ("HEARTH_PUBLIC_EMAILS", "off", 4),
            ("HEARTH_TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8", 5),
            ("HEARTH_CORS_ORIGINS", "none", 6),
            ("HEARTH_LISTEN", "[::1]:80", 7),
            ("HEARTH_RATE_LIMIT_LOGIN", "5/1m", 8),
            ("SECRET_KEY", "a\"b", 9),
            ("HEARTH_METRICS_LISTEN", "9464", 10),
        ] {
            assert_eq!(values[variable], Value { text: expected.to_owned(), line });
        }
    }

    #[test]
    fn names_the_line_and_what_the_setting_takes() {
        for (text, line, sentence) in [
            ("\n\npage_max = 0", 3, "page_max cannot be 0. It takes a whole number from 1 to 1000"),
            ("page_max = 99999999999999999999999", 1, "cannot be 99999999999999999999999"),
            ("page_max = -1", 1, "page_max cannot be -1"),
            ("page_max = \"50\"", 1, "page_max cannot be a text. It takes a whole number"),
            ("page_max = 1.5", 1, "a number with a fraction"),
            ("metrics_listen = 70000", 1, "metrics_listen cannot be 70000. It takes a port of this computer"),
            ("listen = 80", 1, "listen cannot be a number without quotes. It takes an IP address and a port"),
            ("a = 1", 1, "there is no setting \"a\""),
            ("page_mx = 1", 1, "there is no setting \"page_mx\". Did you mean \"page_max\"?"),
            ("HEARTH_PAGE_MAX = 1", 1, "there is no setting"),
            ("[limits]\npage_max = 1", 1, "there is no setting \"limits\""),
            ("page_max = 1\npage_max = 2", 2, "it is no TOML"),
            ("listen = \"\"", 1, "an empty text"),
            ("trusted_proxies = [\"10.0.0.0/8\", \"proxy\"]", 1, "trusted_proxies cannot be \"proxy\""),
            ("rate_limit_login = \"many\"", 1, "rate_limit_login cannot be \"many\""),
            ("rate_limit = \"no\"", 1, "It takes true, false"),
            ("= 1", 1, "it is no TOML"),
        ] {
            let (at, said) = refusal(text);
            assert!(at == line && said.contains(sentence), "{text}: line {at}: {said}");
        }
    }

    #[test]
    fn repeats_no_secret() {
        for text in [
            "secret_key = [\"hunter2\"]",
            "secret_key = \"hunter2\\u0000\"",
            "secret_key = \"hunter2",
            "secret_key = hunter2",
            "database_url = \"mysql://ada:hunter2@db/x\"",
            "database_url = [\"hunter2\"]",
            "previous_secret_keys = [\"hunter2,x\"]",
        ] {
            let (_, said) = refusal(text);
            assert!(!said.contains("hunter"), "{text}: {said}");
        }
    }
}
