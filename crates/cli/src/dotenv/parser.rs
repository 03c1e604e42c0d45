//! Parses `.env` files exactly as python-dotenv 1.2 does, whose values a deployment of the Python backend has signed its
//! tokens with. The crates differ from it: dotenvy expands `$name`, and stops at blanks outside quotes.

use std::{borrow::Cow, collections::HashMap};

/// The variables of a file, in its order, and the lines that could not be parsed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Dotenv {
    /// The variables, each name with its value; none where the line has no `=`.
    pub(crate) variables: Vec<(String, Option<String>)>,
    /// The numbers of the lines that are left out, counted from 1.
    pub(crate) bad_lines: Vec<usize>,
}

/// Bounds the size of a value in bytes: Linux takes no larger one into an environment.
const VALUE_MAX: usize = 128 * 1024;

/// Error of a value that is larger than any environment takes. References to lines above can make one of a short file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// Error of a part of the text that has another form than expected.
struct Mismatch;

/// A reader of the text from the front, which holds the rest.
struct Reader<'a>(&'a str);

impl Dotenv {
    pub(crate) fn parse(text: &str) -> Self {
        // As Python reads text files.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
        let mut reader = Reader(&text);
        let mut parsed = Self::default();
        loop {
            reader.skip(is_space);
            if reader.0.is_empty() {
                return parsed;
            }
            let line = 1 + text[..text.len() - reader.0.len()].matches('\n').count();
            match reader.binding() {
                Ok(Some(variable)) => parsed.variables.push(variable),
                Ok(None) => {}
                Err(Mismatch) => {
                    reader.skip(|letter| letter != '\n');
                    parsed.bad_lines.push(line);
                }
            }
        }
    }

    /// Returns the values, with `${NAME}` and `${NAME:-default}` replaced: by the environment's value, else by that of
    /// a line above.
    pub(crate) fn resolve(
        self,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<HashMap<String, String>, TooLarge> {
        let mut values: HashMap<String, Option<String>> = HashMap::new();
        for (name, value) in self.variables {
            let known = |name: &str| environment(name).map(Some).or_else(|| values.get(name).cloned());
            let value = value.map(|value| expand(&value, known)).transpose()?;
            values.insert(name, value);
        }
        Ok(values.into_iter().filter_map(|(name, value)| Some((name, value?))).collect())
    }
}

impl<'a> Reader<'a> {
    /// Reads a line, which quotes may continue; returns none where it is a comment.
    fn binding(&mut self) -> Result<Option<(String, Option<String>)>, Mismatch> {
        self.skip_export();
        let name = if self.0.starts_with('#') { None } else { Some(self.name()?) };
        self.skip(is_blank);
        let value = if self.0.starts_with('=') { Some(self.value()?) } else { None };
        self.end_of_line()?;
        Ok(name.map(|name| (name.to_owned(), value)))
    }

    fn skip_export(&mut self) {
        if let Some(rest) = self.0.strip_prefix("export")
            && rest.starts_with(is_blank)
        {
            self.0 = rest.trim_start_matches(is_blank);
        }
    }

    fn name(&mut self) -> Result<&'a str, Mismatch> {
        if let Some(quoted) = self.0.strip_prefix('\'') {
            let (name, rest) = quoted.split_once('\'').ok_or(Mismatch)?;
            self.0 = rest;
            return if name.is_empty() { Err(Mismatch) } else { Ok(name) };
        }
        let name = self.take(|letter| !is_space(letter) && letter != '=' && letter != '#');
        if name.is_empty() { Err(Mismatch) } else { Ok(name) }
    }

    /// Reads an equals sign, and the value behind it; returns an empty one where there is none.
    fn value(&mut self) -> Result<String, Mismatch> {
        self.0 = &self.0[1..];
        let blanks = !self.take(is_blank).is_empty();
        match self.0.chars().next() {
            None | Some('\n') => Ok(String::new()),
            Some('#') if blanks => Ok(String::new()),
            Some('\'') => self.quoted('\'', |letter| matches!(letter, '\\' | '\'').then_some(letter)),
            Some('"') => self.quoted('"', escaped),
            Some(_) => Ok(without_comment(self.take(|letter| letter != '\n')).trim_end_matches(is_space).to_owned()),
        }
    }

    /// Reads a text in quotes. A backslash before a letter that `escaped` does not know stays.
    fn quoted(&mut self, quote: char, escaped: fn(char) -> Option<char>) -> Result<String, Mismatch> {
        let mut value = String::new();
        let mut letters = self.0.char_indices().skip(1);
        while let Some((at, letter)) = letters.next() {
            if letter == quote {
                self.0 = &self.0[at + 1..];
                return Ok(value);
            }
            if letter != '\\' {
                value.push(letter);
                continue;
            }
            let (_, letter) = letters.next().ok_or(Mismatch)?;
            if let Some(meant) = escaped(letter) {
                value.push(meant);
            } else {
                value.extend(['\\', letter]);
            }
        }
        Err(Mismatch)
    }

    /// Reads the end of a line, with nothing before it but a comment.
    fn end_of_line(&mut self) -> Result<(), Mismatch> {
        self.skip(is_blank);
        if self.0.starts_with('#') {
            self.skip(|letter| letter != '\n');
        }
        if self.0.is_empty() || self.0.starts_with('\n') { Ok(()) } else { Err(Mismatch) }
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.0.find(|letter| !wanted(letter)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at(end);
        self.0 = rest;
        taken
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool) {
        self.take(wanted);
    }
}

/// Matches Python's `\s`, which has four separators more than Unicode's white space.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{1c}'..='\u{1f}')
}

fn is_blank(letter: char) -> bool {
    is_space(letter) && letter != '\n'
}

fn escaped(letter: char) -> Option<char> {
    Some(match letter {
        '\\' | '\'' | '"' => letter,
        'a' => '\x07',
        'b' => '\x08',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        _ => return None,
    })
}

/// Removes a comment, which begins at a `#` behind a blank.
fn without_comment(text: &str) -> &str {
    let comment = text.match_indices('#').find(|(at, _)| text[..*at].ends_with(is_space));
    comment.map_or(text, |(at, _)| &text[..at])
}

/// Replaces `${NAME}` and `${NAME:-default}`. `value` knows the variables; one without a value is empty.
fn expand(text: &str, value: impl Fn(&str) -> Option<Option<String>>) -> Result<String, TooLarge> {
    let mut expanded = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("${") {
        expanded.push_str(before);
        let Some((name, default, behind_it)) = reference(behind) else {
            expanded.push_str("${");
            rest = behind;
            continue;
        };
        let value = value(name).map_or(Cow::Borrowed(default), |value| Cow::Owned(value.unwrap_or_default()));
        expanded.push_str(&value);
        rest = behind_it;
        if expanded.len() > VALUE_MAX {
            return Err(TooLarge);
        }
    }
    Ok(expanded + rest)
}

/// Splits off a name, its default, and what is behind the closing brace.
fn reference(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_at(text.find(['}', ':'])?);
    if let Some(rest) = rest.strip_prefix('}') {
        return Some((name, "", rest));
    }
    let (default, rest) = rest.strip_prefix(":-")?.split_once('}')?;
    Some((name, default, rest))
}

#[cfg(test)]
mod tests;
