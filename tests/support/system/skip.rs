//! Reports skipped tests.

use std::io::{self, Write};

/// Writes to the log of the test run that this machine cannot show something, and why.
pub fn skip(why: &str) {
    // Past the test harness, which keeps what a passing test prints to itself.
    let _ = writeln!(io::stderr(), "SKIPPED: {why}");
}
