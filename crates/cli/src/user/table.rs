//! Lays accounts out in columns.

use hearth_api::{AccountState, Role};
use hearth_server::administration::Person;

use crate::{columns, printable::printable};

/// Writes accounts as a table, with a line that says what each column is; or that there are none.
pub(super) fn of(people: &[Person]) -> String {
    if people.is_empty() {
        return "No accounts.\n".to_owned();
    }
    columns::lay_out(["ID", "EMAIL", "NAME", "JOINED", "POSTS", "ROLE", "STATE"], people.iter().map(row))
}

fn row(person: &Person) -> [String; 7] {
    let name = person.display_name.as_deref().map_or_else(|| "-".to_owned(), printable);
    let joined = person.joined.format("%Y-%m-%d").to_string();
    let role = match person.role {
        Some(Role::Administrator) => "administrator",
        Some(Role::Moderator) => "moderator",
        None => "-",
    };
    let state = match (person.state, person.until) {
        (AccountState::Active, _) => "-".to_owned(),
        (AccountState::Waiting, _) => "waiting".to_owned(),
        (AccountState::Suspended, None) => "suspended".to_owned(),
        (AccountState::Suspended, Some(until)) => format!("suspended until {}", until.format("%Y-%m-%d")),
    };
    [person.id.to_string(), printable(&person.email), name, joined, person.posts.to_string(), role.to_owned(), state]
}
