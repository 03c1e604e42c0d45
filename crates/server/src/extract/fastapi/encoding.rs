//! Decodes JSON from its encodings. RFC 8259 knows UTF-8 alone; Python reads all that RFC 4627 knew, and so does this.

use std::borrow::Cow;

/// Decodes the text, without a byte order mark; none where the bytes are none in the encoding that they seem to have.
pub(super) fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match *bytes {
        [0xef, 0xbb, 0xbf, ref text @ ..] => str::from_utf8(text).ok().map(Cow::Borrowed),
        [0, 0, 0xfe, 0xff, ref text @ ..] => utf32(text, u32::from_be_bytes),
        [0xff, 0xfe, 0, 0, ref text @ ..] => utf32(text, u32::from_le_bytes),
        [0xfe, 0xff, ref text @ ..] => utf16(text, u16::from_be_bytes),
        [0xff, 0xfe, ref text @ ..] => utf16(text, u16::from_le_bytes),
        // JSON begins with ASCII: where its zeros are tells how wide a character is.
        [0, 0, _, _, ..] => utf32(bytes, u32::from_be_bytes),
        [0, _, ..] => utf16(bytes, u16::from_be_bytes),
        [_, 0, 0, 0, ..] => utf32(bytes, u32::from_le_bytes),
        [_, 0, _, _, ..] | [_, 0] => utf16(bytes, u16::from_le_bytes),
        _ => str::from_utf8(bytes).ok().map(Cow::Borrowed),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Cow<'_, str>> {
    let (units, rest) = bytes.as_chunks();
    let text = char::decode_utf16(units.iter().copied().map(unit)).collect::<Result<String, _>>().ok()?;
    rest.is_empty().then_some(Cow::Owned(text))
}

fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> Option<Cow<'_, str>> {
    let (units, rest) = bytes.as_chunks();
    let text = units.iter().copied().map(|bytes| char::from_u32(unit(bytes))).collect::<Option<String>>()?;
    rest.is_empty().then_some(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_every_encoding_with_and_without_a_mark() {
        const TEXT: &str = r#"{"ä": "🔥"}"#;
        let utf16 = |bytes: fn(u16) -> [u8; 2]| TEXT.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
        let utf32 = |bytes: fn(u32) -> [u8; 4]| TEXT.chars().flat_map(|char| bytes(char.into())).collect::<Vec<_>>();
        for (mark, bytes) in [
            (&b"\xef\xbb\xbf"[..], TEXT.as_bytes().to_vec()),
            (b"\xff\xfe", utf16(u16::to_le_bytes)),
            (b"\xfe\xff", utf16(u16::to_be_bytes)),
            (b"\xff\xfe\0\0", utf32(u32::to_le_bytes)),
            (b"\0\0\xfe\xff", utf32(u32::to_be_bytes)),
        ] {
            assert_eq!(decode(&bytes).unwrap(), TEXT);
            assert_eq!(decode(&[mark, &bytes].concat()).unwrap(), TEXT);
        }
    }

    #[test]
    fn refuses_bytes_that_are_no_text() {
        for bytes in [&b"\"\xff\""[..], b"\xed\xa0\x80", b"\xff\xfe\"", b"\xff\xfe\0\xd8", b"\0\0\xfe\xff\0\x11\0\0"] {
            assert_eq!(decode(bytes), None, "{bytes:?}");
        }
    }
}
