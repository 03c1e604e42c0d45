//! Reports what a siege did.

use std::{collections::BTreeMap, time::Duration};

use super::outcomes::Counts;
use crate::Outcome;

/// What people noticed for a time.
#[derive(Debug, Default)]
pub struct Figures {
    /// The times that reading took, the shortest first.
    pub reads: Vec<Duration>,
    /// The same, by what was read.
    pub by_path: BTreeMap<&'static str, Vec<Duration>>,
    /// The times that writing took, the shortest first.
    pub writes: Vec<Duration>,
    /// How their requests ended.
    pub outcomes: Counts,
}

/// What a siege did.
#[derive(Debug, Default)]
pub struct Report {
    /// What people noticed before it.
    pub quiet: Figures,
    /// What they noticed during it.
    pub besieged: Figures,
    /// How the requests of the hostile clients ended.
    pub hostile: Counts,
    /// The most memory that the server had before it (RSS), in MiB.
    pub memory_before: f64,
    /// The most that it had in all.
    pub memory: f64,
    /// The number of posts that were acknowledged.
    pub acknowledged: usize,
    /// What was acknowledged and is not there.
    pub lost: Vec<String>,
}

impl Report {
    /// Lists what must not be, however fast the machine is: errors of the server's own, anything but success for people, and
    /// losses. Empty where the server held.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let all = [("before", &self.quiet.outcomes), ("people", &self.besieged.outcomes), ("hostile", &self.hostile)];
        let mut faults = self.lost.clone();
        for (who, counts) in all {
            for (kind, outcomes) in counts {
                let wrong = outcomes.iter().filter(|(outcome, _)| match who {
                    "hostile" => !outcome.is_sound(),
                    _ => !outcome.is_success(),
                });
                faults.extend(wrong.map(|(outcome, count)| format!("{who}: {kind}: {count} times {outcome}")));
            }
        }
        faults
    }

    /// Returns how the requests of a kind ended, as a line.
    #[must_use]
    pub fn line<'a>(kind: &str, outcomes: impl IntoIterator<Item = (&'a Outcome, &'a u64)>) -> String {
        let outcomes: Vec<_> = outcomes.into_iter().map(|(outcome, count)| format!("{count} × {outcome}")).collect();
        format!("{kind}: {}", outcomes.join(", "))
    }
}

/// Returns the time, in milliseconds, within which this part of all ended; 0 where there is none.
#[must_use]
pub fn percentile(sorted: &[Duration], part: f64) -> f64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss, reason = "an index")]
    let index = (sorted.len() as f64 * part) as usize;
    sorted.get(index.min(sorted.len().saturating_sub(1))).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

impl Figures {
    /// Returns the milliseconds of half of the reads, and of 99 in 100.
    #[must_use]
    pub fn read_percentiles(&self) -> [f64; 2] {
        [percentile(&self.reads, 0.5), percentile(&self.reads, 0.99)]
    }

    /// Returns the milliseconds of half of the writes, and of 99 in 100.
    #[must_use]
    pub fn write_percentiles(&self) -> [f64; 2] {
        [percentile(&self.writes, 0.5), percentile(&self.writes, 0.99)]
    }
}
