//! Prints what people wrote on a terminal.

/// Returns a text without what would move the cursor of a terminal, or turn the direction of the line. Other programs may have written
/// anything.
pub(crate) fn printable(text: &str) -> String {
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
