//! Measures posts as JSON writes them.

use hearth_api::PostOut;

/// Estimates what a post takes beside its texts, in bytes.
const ENTRY_BYTES: usize = 320;

/// Estimates the length of posts in JSON, in bytes, so that it need not grow while it is written.
pub(crate) fn estimated_length(entries: &[PostOut]) -> usize {
    let texts = |entry: &PostOut| json_length(&entry.post.title) + json_length(&entry.post.content);
    entries.iter().map(|entry| ENTRY_BYTES + texts(entry)).sum()
}

/// Returns the length of a text as JSON writes it, in bytes.
pub(crate) fn json_length(text: &str) -> usize {
    let written = |byte| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 2,
        0x00..=0x1f => 6,
        _ => 1,
    };
    text.bytes().map(written).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_texts_as_they_are_written() {
        let ascii: String = (0..128_u8).map(char::from).collect();
        for text in ["", "plain", "käse \u{2028} 🕯", &ascii] {
            assert_eq!(json_length(text) + 2, serde_json::to_string(text).unwrap().len(), "{text:?}");
        }
    }
}
