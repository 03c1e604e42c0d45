//! Files that somebody drops on the window. They are read here, because WebKit's Linux port hands the page none of them.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use serde::Serialize;
use tauri::{DragDropEvent, Emitter, Window, WindowEvent, async_runtime};
use ts_rs::TS;

/// The size of the largest post, in bytes.
const LONGEST: u64 = 1024 * 1024;
/// Bounds how many of the dropped files are read.
const MOST: usize = 20;
/// The extensions of pictures.
const PICTURES: [&str; 9] = ["avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "tiff", "webp"];

/// A file, and its text or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub(crate) struct DroppedFile {
    name: String,
    content: DroppedContent,
}

/// The text of a file, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum DroppedContent {
    Text { text: String },
    Picture,
    TooLong,
    NoText,
    Unreadable,
}

/// Tells the page of the files that are dropped on the window.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event else { return };
    let (window, paths) = (window.clone(), paths.clone());
    async_runtime::spawn_blocking(move || {
        let files: Vec<DroppedFile> = paths.iter().take(MOST).map(|path| read(path)).collect();
        if let Err(error) = window.emit("dropped", files) {
            tracing::error!(%error, "the window was not told of what was dropped on it");
        }
    });
}

fn read(path: &Path) -> DroppedFile {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let content = content(path).unwrap_or_else(|error| {
        tracing::warn!(%error, "a file that was dropped cannot be read");
        DroppedContent::Unreadable
    });
    DroppedFile { name, content }
}

fn content(path: &Path) -> io::Result<DroppedContent> {
    if is_picture(path) {
        return Ok(DroppedContent::Picture);
    }
    // A folder has no text, and a pipe might never end.
    if !path.metadata()?.is_file() {
        return Ok(DroppedContent::Unreadable);
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Ok(DroppedContent::TooLong);
    }
    Ok(decode(&bytes).map_or(DroppedContent::NoText, |text| DroppedContent::Text { text }))
}

fn is_picture(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    PICTURES.iter().any(|picture| ending == *picture)
}

/// Text as most programs write it, with the ends of lines of this system.
fn decode(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => str::from_utf8(rest).ok()?.to_owned(),
    };
    (!text.contains('\0')).then(|| text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, []) = bytes.as_chunks() else { return None };
    String::from_utf16(&pairs.iter().map(|pair| unit(*pair)).collect::<Vec<_>>()).ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn content_of(name: &str, bytes: &[u8]) -> DroppedContent {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        read(&path).content
    }

    #[test]
    fn text_is_read_as_most_programs_write_it() {
        let cases: [(&[u8], &str); 6] = [
            ("# Größe 🔥\n".as_bytes(), "# Größe 🔥\n"),
            (b"a\r\nb\rc", "a\nb\nc"),
            (b"\xef\xbb\xbfa", "a"),
            (b"\xff\xfea\0", "a"),
            (b"\xfe\xff\0a", "a"),
            (b"", ""),
        ];
        for (bytes, text) in cases {
            assert_eq!(content_of("a.md", bytes), DroppedContent::Text { text: text.to_owned() });
        }
    }

    #[test]
    fn what_is_no_text_is_told_apart() {
        assert_eq!(content_of("a.PNG", b"\x89PNG"), DroppedContent::Picture);
        assert_eq!(content_of("a.out", b"\x7fELF\0\0"), DroppedContent::NoText);
        assert_eq!(content_of("a.txt", b"caf\xe9"), DroppedContent::NoText);
        assert_eq!(content_of("a.txt", b"\xff\xfea"), DroppedContent::NoText);
        assert_eq!(content_of("a.txt", &vec![b'a'; 1024 * 1024 + 1]), DroppedContent::TooLong);
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read(dir.path()).content, DroppedContent::Unreadable);
        assert_eq!(read(&dir.path().join("gone.txt")).content, DroppedContent::Unreadable);
    }
}
