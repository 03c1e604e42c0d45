//! Lays accounts out in columns.

use std::fmt::Write as _;

use hearth_server::administration::Person;

/// Writes accounts as a table, with a line that says what each column is; or that there are none.
pub(super) fn of(people: &[Person]) -> String {
    if people.is_empty() {
        return "No accounts.\n".to_owned();
    }
    let head = ["ID", "EMAIL", "NAME", "JOINED", "POSTS"].map(str::to_owned);
    let rows: Vec<[String; 5]> = std::iter::once(head).chain(people.iter().map(row)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; 4] = std::array::from_fn(width);
    let mut text = String::new();
    for [id, email, name, joined, posts] in &rows {
        let [id_width, email_width, name_width, joined_width] = widths;
        let _ = writeln!(
            text,
            "{id:>id_width$}  {email:<email_width$}  {name:<name_width$}  {joined:<joined_width$}  {posts}"
        );
    }
    text
}

fn row(person: &Person) -> [String; 5] {
    let name = person.display_name.as_deref().map_or_else(|| "-".to_owned(), printable);
    let joined = person.joined.format("%Y-%m-%d").to_string();
    [person.id.to_string(), printable(&person.email), name, joined, person.posts.to_string()]
}

/// Returns a text without what would move the cursor of a terminal, or turn the direction of the line. Other programs may have written
/// anything.
pub(super) fn printable(text: &str) -> String {
    let is_safe = |letter: char| {
        !letter.is_control()
            && !matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if is_safe(letter) { letter } else { '\u{fffd}' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_cannot_control_a_terminal() {
        assert_eq!(printable("Ada\u{1b}[2J\n\u{202e}"), "Ada\u{fffd}[2J\u{fffd}\u{fffd}");
        assert_eq!(printable("عائشة é 👩‍🚀"), "عائشة é 👩‍🚀");
    }
}
