//! Shows on standard error how far the work is: in one line of a terminal, or in a line now and then.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::Mutex,
    time::{Duration, Instant},
};

use hearth_backup::Progress;

const ON_TERMINAL: Duration = Duration::from_millis(200);
const IN_LOG: Duration = Duration::from_secs(10);

/// What was shown, and when.
pub(super) struct Meter {
    is_terminal: bool,
    last: Mutex<(&'static str, Instant)>,
}

impl Meter {
    pub(super) fn new() -> Self {
        Self { is_terminal: io::stderr().is_terminal(), last: Mutex::new(("", Instant::now())) }
    }

    /// Shows the progress of a backup or a restore.
    pub(super) fn show(&self, progress: Progress) {
        match progress {
            Progress::Written(bytes) => self.line("Writing the backup", &format!("{} MiB", bytes >> 20)),
            Progress::Restored { bytes, of } => {
                let percent = (bytes.saturating_mul(100)).checked_div(of).unwrap_or(100);
                self.line("Restoring into a new database", &format!("{percent} %"));
            }
            Progress::Counting => self.line("Counting the rows", ""),
            Progress::Installing => self.line("Bringing the tables up to date", ""),
        }
    }

    /// Shows a stage and how far it is. A new stage is always shown.
    pub(super) fn line(&self, stage: &'static str, position: &str) {
        let Ok(mut last) = self.last.lock() else { return };
        let is_new = last.0 != stage;
        if !is_new && last.1.elapsed() < if self.is_terminal { ON_TERMINAL } else { IN_LOG } {
            return;
        }
        let begin = match (self.is_terminal, is_new, last.0.is_empty()) {
            (true, true, false) => "\n",
            (true, false, _) => "\r\u{1b}[K",
            _ => "",
        };
        let end = if self.is_terminal { "" } else { "\n" };
        let space = if position.is_empty() { "" } else { ": " };
        // Nobody need read it.
        let _ = write!(io::stderr(), "{begin}{stage}{space}{position}{end}");
        *last = (stage, Instant::now());
    }
}

/// Ends the line of the terminal.
impl Drop for Meter {
    fn drop(&mut self) {
        let begun = self.last.lock().is_ok_and(|last| !last.0.is_empty());
        if self.is_terminal && begun {
            let _ = writeln!(io::stderr());
        }
    }
}
