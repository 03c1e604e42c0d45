//! Examines when the own database was backed up last, and whether a restore waits to be confirmed.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use hearth_backup::last_backup;
use hearth_postgres::kept_before_restore;
use hearth_server::config::settings;

use super::report::Finding;
use crate::database::{backup_dir, cluster_settings};

const BACKUP: &str = "backup";

/// How old the last backup may be where one is made each day: the computer may have been off for a night.
const OLD: TimeDelta = TimeDelta::days(2);

/// Examines the backups of a data directory.
pub(super) fn examine(data_dir: &Path, has_database: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    if has_database {
        findings.push(daily(&backup_dir(data_dir), Utc::now()));
    }
    findings.extend(kept_before_restore(&cluster_settings(data_dir).dir).map(|before| {
        Finding::warning(
            "restore",
            format!("A backup was restored, and the earlier database is kept in {}.", before.display()),
        )
        .remedy("Run `hearth-server restore --confirm` where all is as it should be, or `hearth-server restore --undo`")
    }));
    findings
}

fn daily(dir: &Path, now: DateTime<Utc>) -> Finding {
    let (shown, last) = (dir.display(), last_backup(dir));
    let is_off = settings::BACKUP.read().is_some_and(|word| word.eq_ignore_ascii_case("off"));
    match last {
        _ if is_off => Finding::ok(BACKUP, "The daily backup is turned off (HEARTH_BACKUP)."),
        None => {
            Finding::ok(BACKUP, format!("There is none in {shown} yet. The server makes one each day while it runs."))
        }
        Some(last) if now - last > OLD => {
            Finding::warning(BACKUP, format!("The last one was made {} days ago, in {shown}.", (now - last).num_days()))
                .remedy("Look into the server's log for why; it makes one each day while it runs")
        }
        Some(last) => Finding::ok(
            BACKUP,
            format!("The last one was made on {}, in {shown}.", last.format("%Y-%m-%d at %H:%M UTC")),
        ),
    }
}
