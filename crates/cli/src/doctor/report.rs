//! Collects what was found, and prints it.

use std::{
    fmt::{Display, Write as _},
    io::{self, Write as _},
    time::Duration,
};

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Ok,
    Warning,
    Problem,
}

/// Something that was examined.
#[derive(Debug)]
pub(super) struct Finding {
    level: Level,
    subject: &'static str,
    text: String,
    remedy: Option<String>,
}

impl Finding {
    /// Something that is well.
    pub(super) fn ok(subject: &'static str, text: impl Display) -> Self {
        Self::new(Level::Ok, subject, &text)
    }

    /// Something with which the server works, and not as well as it could.
    pub(super) fn warning(subject: &'static str, text: impl Display) -> Self {
        Self::new(Level::Warning, subject, &text)
    }

    /// Something with which the server does not work.
    pub(super) fn problem(subject: &'static str, text: impl Display) -> Self {
        Self::new(Level::Problem, subject, &text)
    }

    /// Adds how to mend it, a sentence without its full stop.
    pub(super) fn remedy(self, remedy: impl Display) -> Self {
        Self { remedy: Some(remedy.to_string()), ..self }
    }

    fn new(level: Level, subject: &'static str, text: &dyn Display) -> Self {
        Self { level, subject, text: text.to_string(), remedy: None }
    }
}

/// All that was found, in the order in which it is printed.
#[derive(Debug, Default)]
pub(super) struct Report(Vec<Finding>);

impl Report {
    pub(super) fn add(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.0.extend(findings);
    }

    pub(super) fn has_problem(&self) -> bool {
        self.count(Level::Problem) > 0
    }

    pub(super) fn print(&self, took: Duration) {
        let mut text = String::new();
        for Finding { level, subject, text: found, remedy } in &self.0 {
            let level = match level {
                Level::Ok => "ok",
                Level::Warning => "warning",
                Level::Problem => "PROBLEM",
            };
            let _ = writeln!(text, "{level:<8} {subject}: {found}");
            if let Some(remedy) = remedy {
                let _ = writeln!(text, "{:<8} -> {remedy}.", "");
            }
        }
        let (problems, warnings) = (self.count(Level::Problem), self.count(Level::Warning));
        let _ = writeln!(text, "{problems} problems, {warnings} warnings, in {:.1} s.", took.as_secs_f64());
        // Nobody need read it: the exit code tells the rest.
        let _ = io::stdout().write_all(text.as_bytes());
    }

    fn count(&self, level: Level) -> usize {
        self.0.iter().filter(|finding| finding.level == level).count()
    }
}
