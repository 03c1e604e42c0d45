//! Shortens titles for notifications: others wrote them.

use crate::i18n::text;

/// Bounds how much of a title is shown, in characters.
const TITLE_MAX: usize = 120;

/// Bounds how much of a title is looked at: much of it may be blank.
const READ_MAX: usize = 10 * TITLE_MAX;

/// Returns a title on one line, as far as there is room for it. Others wrote it: what would change the direction of the
/// sentence around it is removed, and a blank title has a name.
pub(crate) fn excerpt(title: &str) -> String {
    // What does not fit is not looked at: a title may be a mebibyte long.
    let mut letters = title.chars().filter(|letter| !is_bidi_control(*letter));
    let shown: String = letters.by_ref().take(READ_MAX).collect();
    let words = shown.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(TITLE_MAX) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None if line.is_empty() => text("writing-untitled").to_string(),
        None if letters.next().is_some() => format!("{line}…"),
        None => line,
    }
}

/// Returns whether a character embeds, overrides or isolates a direction (UAX 9, 2.1 to 2.5).
fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stays_on_one_short_line() {
        assert_eq!(excerpt("  Bread\nand\u{7} butter "), "Bread and butter");
        assert_eq!(excerpt(&"é".repeat(1000)), format!("{}…", "é".repeat(TITLE_MAX)));
        assert_eq!(excerpt(&format!("Bread{}crumbs", " ".repeat(1_000_000))), "Bread…");
    }

    #[test]
    fn a_title_turns_no_sentence_around_and_is_never_blank() {
        assert_eq!(excerpt("txt.\u{202e}gpj\u{2067}"), "txt.gpj");
        assert_eq!(excerpt(" \u{202e}\n"), "Untitled");
    }
}
