//! Reads the server's own statements from PostgreSQL's log, so that none is written down twice.

use std::{fmt::Write, fs, path::Path};

use hearth_bench::SeededServer;
use serde_json::Value;

/// The directory of what sqlx knows of each statement in the sources.
const CHECKED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../.sqlx");

/// A statement as it ran, with the values of its parameters.
#[derive(Debug)]
pub(crate) struct Statement {
    sql: String,
    /// The values of its parameters; none for NULL, which pgbench has no variable for.
    pub(crate) parameters: Vec<Option<String>>,
    types: Vec<String>,
    /// The settings of the connection that it ran on.
    pub(crate) settings: String,
}

impl Statement {
    /// Returns the length of its text.
    fn length(&self) -> usize {
        self.sql.len()
    }

    /// Writes a script for pgbench. A parameter is one there, too, or the expression that `vary` has for its number.
    pub(crate) fn script(&self, vary: &[(usize, &str)]) -> String {
        let mut sql = self.sql.clone();
        // From behind: $1 is also the beginning of $10.
        for (index, kind) in self.types.iter().enumerate().rev() {
            let number = index + 1;
            let value =
                vary.iter().find(|(varied, _)| *varied == number).map(|(_, expression)| (*expression).to_owned());
            let value = value.unwrap_or_else(|| match self.parameters.get(index).and_then(Option::as_deref) {
                None => "NULL".to_owned(),
                Some("") => "''".to_owned(),
                Some(_) => format!(":p{number}"),
            });
            sql = sql.replace(&format!("${number}"), &format!("{value}::{kind}"));
        }
        format!("\\set me random(1, :users)\n\\set post random(1, :posts)\n{sql};\n")
    }
}

/// A request whose statement is wanted: method, path, and body or null.
pub(crate) type Asked<'a> = (&'a str, &'a str, Value);

/// Finds the main statement of each request: the one with the most text. The server comes back; it was started anew.
pub(crate) async fn find<const N: usize>(
    server: SeededServer,
    requests: [Asked<'_>; N],
) -> (SeededServer, [Statement; N]) {
    server.execute("ALTER DATABASE hearth SET log_min_duration_statement = 0").await;
    let restarted = server.restart(&[]).await;
    let log = restarted.data_dir().join("postgres/postgres.log");
    let mut statements = Vec::new();
    for (method, path, body) in requests {
        let from = fs::metadata(&log).unwrap().len();
        let request = restarted.server.api().request(method.parse().unwrap(), path).bearer_auth(&restarted.tokens[0]);
        let request = if body.is_null() { request } else { request.json(&body) };
        let answer = hearth_tests::send(request).await;
        assert!(answer.status < 300, "{path}: {answer:?}");
        let ran = logged(&log, usize::try_from(from).unwrap());
        statements.push(ran.into_iter().max_by_key(Statement::length).expect("a request runs a statement"));
    }
    restarted.execute("ALTER DATABASE hearth RESET log_min_duration_statement").await;
    (restarted.restart(&[]).await, statements.try_into().expect("one for each"))
}

/// Reads the statements that the log tells of from `from` on: those that were prepared.
fn logged(log: &Path, from: usize) -> Vec<Statement> {
    let log = fs::read_to_string(log).unwrap();
    let entries = entries(&log[from..]);
    let executed = entries.windows(2).filter_map(|pair| {
        let (_, sql) = pair[0].split_once("execute sqlx_")?.1.split_once(": ")?;
        let (_, parameters) = pair[1].split_once("arameters: ")?;
        let (types, settings) = (types(sql)?, settings(&log, process(&pair[0])?));
        Some(Statement { sql: sql.to_owned(), parameters: values(parameters), types, settings })
    });
    executed.collect()
}

/// Returns the settings that the client of a PostgreSQL process made, as the environment of PostgreSQL's programs takes
/// them.
fn settings(log: &str, of: &str) -> String {
    let mut options = String::new();
    for entry in entries(log).iter().filter(|entry| process(entry) == Some(of)) {
        let Some((_, statements)) = entry.split_once("statement: SET ") else { continue };
        for (name, value) in statements.split("SET ").filter_map(|setting| setting.trim().split_once(" = ")) {
            let value = value.trim_end_matches(';').trim_matches('\'').replace(' ', "\\ ");
            let _ = write!(options, "-c {name}={value} ");
        }
    }
    options
}

/// Returns the number of the process that an entry is of.
fn process(entry: &str) -> Option<&str> {
    Some(entry.split_once('[')?.1.split_once(']')?.0)
}

/// Lists the entries of the log, whose lines after the first begin with a tab.
fn entries(log: &str) -> Vec<String> {
    let mut entries = Vec::<String>::new();
    for line in log.lines() {
        match (line.strip_prefix('\t'), entries.last_mut()) {
            (Some(more), Some(entry)) => {
                entry.push('\n');
                entry.push_str(more);
            }
            _ => entries.push(line.to_owned()),
        }
    }
    entries
}

/// Parses the values of `$1 = '7', $2 = NULL`.
fn values(text: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    let mut rest = text;
    while let Some((_, value)) = rest.split_once(" = ") {
        let Some(quoted) = value.strip_prefix('\'') else {
            values.push(None);
            rest = value;
            continue;
        };
        let mut end = 0;
        // Quotes within are doubled.
        while let Some(at) = quoted[end..].find('\'') {
            end += at;
            if !quoted[end + 1..].starts_with('\'') {
                break;
            }
            end += 2;
        }
        values.push(Some(quoted[..end].replace("''", "'")));
        rest = &quoted[end..];
    }
    values
}

/// Returns the types of a statement's parameters, if it is one of the sources'.
fn types(sql: &str) -> Option<Vec<String>> {
    let checked = fs::read_dir(CHECKED).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let mut checked = checked.map(|text| serde_json::from_str::<Value>(&text).unwrap());
    let found = checked.find(|entry| entry["query"].as_str().is_some_and(|query| query.trim() == sql.trim()))?;
    let types = found["describe"]["parameters"]["Left"].as_array()?;
    Some(types.iter().map(|name| name.as_str().map_or_else(|| "text".to_owned(), spelled)).collect())
}

/// Returns the name of a type in SQL.
fn spelled(name: &str) -> String {
    match name.strip_suffix("Array") {
        Some(element) => format!("{}[]", element.to_lowercase()),
        None => name.to_lowercase(),
    }
}
