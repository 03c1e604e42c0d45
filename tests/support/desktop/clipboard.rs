//! Fills and reads the desktop's clipboard, as another program does.

use std::{io::Write as _, process::Stdio};

use super::DesktopSession;

impl DesktopSession {
    /// Puts a text on the clipboard.
    pub fn copy(&self, text: &str) {
        self.copy_as("UTF8_STRING", text.as_bytes());
    }

    /// Puts something of a kind on the clipboard, such as `image/png`.
    pub fn copy_as(&self, kind: &str, content: &[u8]) {
        // It goes on in the background, because on X whoever copied serves whoever pastes.
        let mut command = self.command("xclip");
        command.args(["-selection", "clipboard", "-target", kind]).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.stderr(Stdio::null()).spawn().expect("xclip runs");
        child.stdin.take().unwrap().write_all(content).unwrap();
        assert!(child.wait().unwrap().success(), "the clipboard took nothing");
    }

    /// Reads the text on the clipboard; none where there is nothing that a text field could paste.
    #[must_use]
    pub fn clipboard(&self) -> Option<String> {
        let mut command = self.command("xclip");
        let told = command.args(["-selection", "clipboard", "-target", "UTF8_STRING", "-out"]).output().unwrap();
        told.status.success().then(|| String::from_utf8(told.stdout).unwrap())
    }
}
