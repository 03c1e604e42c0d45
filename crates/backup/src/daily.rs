//! Backs an own database up each day, and keeps the backups of 7 days, 4 weeks and 12 months.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::{DateTime, Datelike as _, NaiveDateTime, TimeDelta, Utc};
use hearth_postgres::Settings;
use hearth_server::{
    config::{ConfigError, settings},
    database::{DatabaseOptions, Schema, first_table, schema},
};
use tokio::time::{sleep, timeout};

use crate::{
    dump::{Backup, BackupReport, Check, backup},
    encryption::Encryption,
    error::Error,
    job::{Cancel, Job},
};

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// How long after the start the first backup may begin: until then people look at what they came for.
const FIRST_AFTER: Duration = Duration::from_mins(5);

/// How often it is looked whether a backup is due, which a computer that sleeps at night needs.
const LOOK: Duration = Duration::from_mins(30);

/// Bounds one backup with its check.
const WITHIN: Duration = Duration::from_hours(6);

/// How old the last backup is when the next one is due: a day, and not later each day.
const DUE_AFTER: TimeDelta = TimeDelta::minutes(24 * 60 - 20);

/// The names of the files: the moment between these. Other files are left alone.
const PREFIX: &str = "hearth-";
const MOMENT: &str = "%Y-%m-%dT%H%M%SZ";
const SUFFIXES: [&str; 2] = [".dump", ".dump.age"];

/// The daily backups of an own database.
pub struct Daily {
    /// How to connect to the database.
    pub options: DatabaseOptions,
    /// The directory of its cluster, in which backups are checked.
    pub cluster_dir: PathBuf,
    /// Where PostgreSQL's programs are.
    pub postgres: Settings,
    /// The directory of the backups.
    pub dir: PathBuf,
    /// How they are encrypted.
    pub encryption: Encryption,
    /// How long after the start the first one may begin.
    pub first_after: Duration,
}

impl Daily {
    /// Reads what the settings say of the backups of a data directory; none where they are turned off.
    pub fn from_settings(
        data_dir: &Path,
        options: DatabaseOptions,
        postgres: Settings,
    ) -> Result<Option<Self>, ConfigError> {
        if settings::BACKUP.parse::<String>()?.is_some_and(|word| word.eq_ignore_ascii_case("off")) {
            return Ok(None);
        }
        let encryption = settings::BACKUP_RECIPIENT.read().map_or(Encryption::None, Encryption::Recipient);
        if encryption.check().is_err() {
            return Err(ConfigError::Invalid(
                settings::BACKUP_RECIPIENT.variable,
                settings::BACKUP_RECIPIENT.read().unwrap_or_default(),
            ));
        }
        // Root may have put it behind a link.
        let cluster_dir = fs::canonicalize(&postgres.dir).unwrap_or_else(|_| postgres.dir.clone());
        let dir = settings::BACKUP_DIR.read_path().map_or_else(|| data_dir.join("backups"), PathBuf::from);
        Ok(Some(Self { options, cluster_dir, postgres, dir, encryption, first_after: FIRST_AFTER }))
    }

    /// Backs up each day, until it is cancelled, and tells the log. It fails never: what went wrong is tried again.
    pub async fn run(self, cancel: Cancel) {
        let mut pause = self.first_after;
        loop {
            tokio::select! {
                () = sleep(pause) => {}
                () = cancel.cancelled() => return,
            }
            pause = LOOK;
            if is_due(last_backup(&self.dir), Utc::now()) {
                self.log(self.back_up(&cancel, None).await);
            }
        }
    }

    /// Backs up now, in the same directory. `note` is a part of the name; a backup that has one is not removed by itself.
    pub async fn back_up(&self, cancel: &Cancel, note: Option<&str>) -> Result<(PathBuf, BackupReport), Error> {
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.dir);
        made.map_err(|error| Error::file("The directory of backups cannot be made:", &self.dir, error))?;
        let file = self.dir.join(name(Utc::now(), note, &self.encryption));
        let what = Backup {
            file: file.clone(),
            overwrite: false,
            encryption: self.encryption.clone(),
            check: Check::Beside(self.cluster_dir.clone()),
            postgres: self.postgres.clone(),
        };
        let cancel = cancel.child_token();
        let job = Job::new(cancel.clone(), |_| {});
        let work = backup(&self.options, &what, &job);
        let mut work = std::pin::pin!(work);
        let done = if let Ok(done) = timeout(WITHIN, &mut work).await {
            done
        } else {
            cancel.cancel();
            work.await
        };
        done.map(|report| (file, report))
    }

    /// Backs up where the tables are about to be brought up to date, so that there is a way back. Returns the file; none where there
    /// is nothing to bring up to date, or no table yet.
    pub async fn before_upgrade(&self) -> Result<Option<PathBuf>, Error> {
        if schema(&self.options).await? != Schema::Behind || first_table(&self.options).await?.1.is_none() {
            return Ok(None);
        }
        let (file, _) = self.back_up(&Cancel::new(), Some("before-upgrade")).await?;
        tracing::info!(file = %file.display(), "the database was backed up before its tables are brought up to date");
        Ok(Some(file))
    }

    fn log(&self, done: Result<(PathBuf, BackupReport), Error>) {
        match done {
            Ok((file, report)) => {
                let removed = prune(&self.dir);
                let (people, posts) = (report.rows.people, report.rows.posts);
                tracing::info!(file = %file.display(), bytes = report.bytes, people, posts, removed, "the database was backed up");
            }
            Err(Error::Cancelled) => {}
            Err(error) => tracing::warn!(%error, "the daily backup failed; it is tried again"),
        }
    }
}

/// Returns when the last daily backup in a directory was made; none where there is none.
#[must_use]
pub fn last_backup(dir: &Path) -> Option<DateTime<Utc>> {
    daily_files(dir).into_iter().map(|(moment, _)| moment).max()
}

fn name(now: DateTime<Utc>, note: Option<&str>, encryption: &Encryption) -> String {
    let suffix = SUFFIXES[usize::from(!matches!(encryption, Encryption::None))];
    let note = note.map(|note| format!("{note}-")).unwrap_or_default();
    format!("{PREFIX}{note}{}{suffix}", now.format(MOMENT))
}

fn is_due(last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    // One of tomorrow says that the clock was wrong.
    last.is_none_or(|last| now - last >= DUE_AFTER || last > now + TimeDelta::days(1))
}

/// Removes the backups that need not be kept. Returns how many.
fn prune(dir: &Path) -> usize {
    let files = daily_files(dir);
    let kept = kept(files.iter().map(|(moment, _)| *moment).collect());
    let old = files.into_iter().filter(|(moment, _)| !kept.contains(moment));
    old.filter(|(_, file)| fs::remove_file(file).is_ok()).count()
}

/// Lists the daily backups in a directory.
fn daily_files(dir: &Path) -> Vec<(DateTime<Utc>, PathBuf)> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((moment(entry.file_name().to_str()?)?, entry.path()))).collect()
}

fn moment(name: &str) -> Option<DateTime<Utc>> {
    let rest = name.strip_prefix(PREFIX)?;
    let text = SUFFIXES.iter().find_map(|suffix| rest.strip_suffix(suffix))?;
    NaiveDateTime::parse_from_str(text, MOMENT).ok().map(|moment| moment.and_utc())
}

/// Chooses which to keep: the last one of each of the last days, weeks and months that have one.
fn kept(mut moments: Vec<DateTime<Utc>>) -> BTreeSet<DateTime<Utc>> {
    moments.sort_unstable_by(|one, other| other.cmp(one));
    let week = |moment: &DateTime<Utc>| (moment.iso_week().year(), moment.iso_week().week());
    let mut kept = last_of_each(&moments, DAYS, DateTime::date_naive);
    kept.extend(last_of_each(&moments, WEEKS, week));
    kept.extend(last_of_each(&moments, MONTHS, |moment| (moment.year(), moment.month())));
    kept
}

/// Returns the first of each period, of so many periods.
fn last_of_each<P: PartialEq>(
    newest_first: &[DateTime<Utc>],
    periods: usize,
    period: impl Fn(&DateTime<Utc>) -> P,
) -> BTreeSet<DateTime<Utc>> {
    let mut last = None;
    let firsts = newest_first.iter().filter(|moment| {
        let this = period(moment);
        let is_first = last.as_ref() != Some(&this);
        last = Some(this);
        is_first
    });
    firsts.take(periods).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("it is a time")
    }

    #[test]
    fn a_week_of_days_a_month_of_weeks_and_a_year_of_months_are_kept() {
        let first = at("2024-01-01T03:00:00Z");
        let mut there = BTreeSet::new();
        // Two years, each day: twice on Sundays.
        for day in 0..731 {
            let moment = first + TimeDelta::days(day);
            there.insert(moment);
            if day % 7 == 6 {
                there.insert(moment + TimeDelta::hours(5));
            }
            there = kept(there.into_iter().collect());
            assert!(there.len() <= DAYS + WEEKS + MONTHS, "{} are kept", there.len());
        }
        let last = first + TimeDelta::days(730);
        for days in 0..7 {
            let day = last.date_naive() - TimeDelta::days(days);
            assert!(there.iter().any(|moment| moment.date_naive() == day), "none of {days} days ago");
        }
        let months: BTreeSet<_> = there.iter().map(|moment| (moment.year(), moment.month())).collect();
        assert_eq!(months.len(), MONTHS);
        let weeks = there.iter().filter(|moment| (last - **moment).num_weeks() < 5);
        assert!(weeks.map(|moment| moment.iso_week().week()).collect::<BTreeSet<_>>().len() >= WEEKS);
    }

    #[test]
    fn names_tell_the_moment_and_others_are_left_alone() {
        let now = at("2026-11-30T03:12:05Z");
        let encrypted = Encryption::Recipient("age1…".to_owned());
        assert_eq!(name(now, None, &Encryption::None), "hearth-2026-11-30T031205Z.dump");
        assert_eq!(moment(&name(now, None, &Encryption::None)), Some(now));
        assert_eq!(moment(&name(now, None, &encrypted)), Some(now));
        assert_eq!(moment(&name(now, Some("before-upgrade"), &encrypted)), None);
        assert_eq!(moment("hearth-mine.dump"), None);
    }

    #[test]
    fn one_is_due_each_day_and_where_the_clock_was_wrong() {
        let now = at("2026-11-30T03:00:00Z");
        assert!(is_due(None, now));
        assert!(!is_due(Some(now - TimeDelta::hours(23)), now));
        assert!(is_due(Some(now - TimeDelta::hours(24)), now));
        assert!(!is_due(Some(now + TimeDelta::minutes(5)), now));
        assert!(is_due(Some(now + TimeDelta::days(400)), now));
    }
}
