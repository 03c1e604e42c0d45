//! Cuts words of foreign programs to what can be shown.

/// Cuts a text to so many characters, without those that control how others are shown.
pub(crate) fn plain(text: &str, most: usize) -> String {
    text.chars().filter(|letter| !is_invisible(*letter)).take(most).collect()
}

/// Returns whether a character has no shape of its own, and changes the direction or the order of others.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_can_be_seen() {
        assert_eq!(plain("a\u{202e}b\n\u{2066}ü é", 100), "abü é");
        assert_eq!(plain("abc", 2), "ab");
    }
}
