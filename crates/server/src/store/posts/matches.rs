//! Reads the marks around the matches in a text.

use hearth_api::{Found, FoundPart};

/// Bounds the characters of all contents of a page in which matches are marked.
pub(super) const EXCERPTED_MAX: i32 = 100_000;

/// Bounds an excerpt, in characters: words can be of any length.
const EXCERPT_MAX: usize = 300;

/// The most characters of an excerpt that stand before its first match, where it has to be cut.
const BEFORE_MATCH_MAX: usize = 100;

const BEGIN: char = '\u{2}';
const END: char = '\u{3}';

/// Takes the matches of a post from its marked texts. Where the title is no longer what it was, because PostgreSQL takes out what
/// looks like HTML, or has no match by its words, a part of it is marked that is what was searched for, letter for letter.
pub(super) fn found(words: &str, title: &str, marked_title: &str, marked_excerpt: &str) -> Found {
    let parts = parts(marked_title);
    let is_whole = parts.iter().map(|part| part.text.as_str()).collect::<String>() == title;
    let title = if is_whole && has_match(&parts) { parts } else { literal(words, title) };
    Found { title, excerpt: cut(self::parts(marked_excerpt)) }
}

fn has_match(parts: &[FoundPart]) -> bool {
    parts.iter().any(|part| part.is_match)
}

/// Divides a text at its marks.
fn parts(marked: &str) -> Vec<FoundPart> {
    let mut parts = Vec::new();
    let mut is_match = false;
    for text in marked.split_inclusive([BEGIN, END]) {
        let part = text.trim_end_matches([BEGIN, END]);
        push(&mut parts, part, is_match);
        is_match = text.ends_with(BEGIN);
    }
    parts
}

fn push(parts: &mut Vec<FoundPart>, text: &str, is_match: bool) {
    if !text.is_empty() {
        parts.push(FoundPart { text: text.to_owned(), is_match });
    }
}

/// Marks the first place where a text is what was searched for, in any case.
fn literal(words: &str, text: &str) -> Vec<FoundPart> {
    let mut parts = Vec::new();
    let length = words.chars().count();
    let wanted = words.to_lowercase();
    let begins: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let place = begins.windows(length + 1).map(|window| (window[0], window[length]));
    match place.into_iter().find(|&(begin, end)| text[begin..end].to_lowercase() == wanted) {
        Some((begin, end)) => {
            push(&mut parts, &text[..begin], false);
            push(&mut parts, &text[begin..end], true);
            push(&mut parts, &text[end..], false);
        }
        None => push(&mut parts, text, false),
    }
    parts
}

/// Cuts an excerpt to its bound, around its first match; one without a match is none.
fn cut(mut parts: Vec<FoundPart>) -> Vec<FoundPart> {
    let Some(first) = parts.iter().position(|part| part.is_match) else { return Vec::new() };
    let length: usize = parts.iter().map(|part| part.text.chars().count()).sum();
    if length > EXCERPT_MAX && first > 0 {
        let before = &mut parts[0].text;
        let drop = before.chars().count().saturating_sub(BEFORE_MATCH_MAX);
        *before = before.chars().skip(drop).collect();
    }
    let mut room = EXCERPT_MAX;
    for part in &mut parts {
        part.text = part.text.chars().take(room).collect();
        room -= part.text.chars().count();
    }
    parts.retain(|part| !part.text.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes parts as a text with brackets around what matches.
    fn written(parts: &[FoundPart]) -> String {
        parts.iter().map(|part| if part.is_match { format!("[{}]", part.text) } else { part.text.clone() }).collect()
    }

    #[test]
    fn marks_what_is_between_the_marks() {
        let found = found("bread", "My bread", "My \u{2}bread\u{3}", "of \u{2}bread\u{3} and \u{2}breads\u{3}.");
        assert_eq!(written(&found.title), "My [bread]");
        assert_eq!(written(&found.excerpt), "of [bread] and [breads].");
    }

    #[test]
    fn marks_a_part_of_a_title_that_no_word_matches() {
        assert_eq!(written(&found("READ", "My bread", "My bread", "").title), "My b[read]");
        assert_eq!(written(&found("小龍", "李小龍", "李小龍", "").title), "李[小龍]");
        assert_eq!(written(&found("cake", "My bread", "My bread", "").title), "My bread");
        assert_eq!(written(&found("a", "İa", "İa", "").title), "İ[a]");
        assert_eq!(written(&found("longer than it", "short", "short", "").title), "short");
        assert!(found("x", "", "", "").title.is_empty());
    }

    #[test]
    fn keeps_a_title_of_which_something_was_taken_out() {
        assert_eq!(written(&found("bread", "<b> bread", "  \u{2}bread\u{3}", "").title), "<b> [bread]");
    }

    #[test]
    fn cuts_an_excerpt_of_long_words_around_the_match() {
        let long = "長".repeat(5000);
        let excerpt = found("x", "", "", &format!("{long} \u{2}x\u{3} {long}")).excerpt;
        let text: String = excerpt.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(text.chars().count(), EXCERPT_MAX);
        assert!(written(&excerpt).contains("長 [x] 長"));
        assert!(found("x", "", "", "no match at all").excerpt.is_empty());
    }
}
