//! Provides what the benchmarks share: a table of figures beside their limits, a database without a server, and a
//! server that is full of posts.

mod seeded_server;

use std::{fmt, path::Path};

use comfy_table::{CellAlignment, Table as Drawing, presets::ASCII_MARKDOWN};
use hearth_postgres::{Cluster, Search, Settings};
use hearth_tests::Binaries;

pub use seeded_server::SeededServer;

/// The goal of a ratio.
#[derive(Debug, Clone, Copy)]
pub enum Goal {
    /// The least ratio to the limit.
    AtLeast(f64),
    /// The greatest ratio to the limit.
    AtMost(f64),
}

impl Goal {
    fn is_met(self, ratio: f64) -> bool {
        match self {
            Self::AtLeast(goal) => ratio >= goal,
            Self::AtMost(goal) => ratio <= goal,
        }
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(goal) => write!(f, "≥ {goal:.2}"),
            Self::AtMost(goal) => write!(f, "≤ {goal:.2}"),
        }
    }
}

/// The figures of a run, printed as Markdown.
pub struct Table {
    drawing: Drawing,
    met: bool,
}

impl Table {
    /// Creates an empty table.
    #[must_use]
    pub fn new() -> Self {
        let mut drawing = Drawing::new();
        drawing.load_style(ASCII_MARKDOWN).set_header(["what", "Hearth", "limit", "ratio", "goal", "met"]);
        for column in 1..=4 {
            if let Some(column) = drawing.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        Self { drawing, met: true }
    }

    /// Adds a figure and its limit, both in the same `unit`.
    pub fn add(&mut self, what: &str, [ours, limit]: [f64; 2], unit: &str, goal: Goal) {
        let ratio = ours / limit;
        let figure = |value: f64| format!("{} {unit}", rounded(value));
        self.met &= goal.is_met(ratio);
        let met = if goal.is_met(ratio) { "yes" } else { "no" };
        let row =
            [what.to_owned(), figure(ours), figure(limit), format!("{ratio:.2}"), goal.to_string(), met.to_owned()];
        eprintln!("{}", row.join("  "));
        self.drawing.add_row(row);
    }

    /// Returns whether all goals so far are met.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.met
    }
}

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.drawing)
    }
}

/// Returns the middle one of some figures, of which there must be one.
#[must_use]
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Starts the cluster of an app or a server that is not running.
#[allow(clippy::missing_panics_doc, reason = "a measurement that cannot be taken is all there is to say")]
pub async fn cluster(data_dir: &Path) -> Cluster {
    let binaries = Binaries::postgres().into_iter().fold(Search::from_env(), Search::bundled);
    let settings = Settings { binaries, ..Settings::new(data_dir.join("postgres")) };
    hearth_postgres::start(settings, |_| {}).await.expect("PostgreSQL starts")
}

/// Writes a value to three figures, which is more than a busy machine can promise.
fn rounded(value: f64) -> String {
    match value.abs() {
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}
