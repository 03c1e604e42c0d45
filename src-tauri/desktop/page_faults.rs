//! Logs faults of the page, such as an uncaught error: nobody sees a web view's console.

use std::sync::atomic::{AtomicUsize, Ordering};

/// The script that runs in the page before its own scripts, and reports faults.
pub(crate) const SCRIPT: &str = include_str!("page_faults.js");

/// Bounds how many faults are logged: a page that fails at every frame must not fill the disk.
const FAULTS_MAX: usize = 200;

/// Bounds the length of a logged fault, in characters.
const LENGTH_MAX: usize = 2_000;

/// Logs a fault, up to a bound of each run of the app.
pub(crate) fn log(fault: &str) {
    static LOGGED: AtomicUsize = AtomicUsize::new(0);
    if LOGGED.fetch_add(1, Ordering::Relaxed) < FAULTS_MAX {
        tracing::error!("page fault: {}", one_line(fault));
    }
}

/// Puts a fault on one line, so that it cannot look like another entry of the log.
fn one_line(fault: &str) -> String {
    fault.chars().take(LENGTH_MAX).map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

#[cfg(test)]
mod tests {
    use super::{LENGTH_MAX, one_line};

    #[test]
    fn fault_is_one_line_of_bounded_length() {
        assert_eq!(one_line("TypeError: x\n  at y\u{1b}[31m"), "TypeError: x   at y [31m");
        assert_eq!(one_line(&"é".repeat(9_999)).chars().count(), LENGTH_MAX);
    }
}
