//! Examines a database over a connection to it.

use std::time::Duration;

use hearth_server::{
    config::settings,
    database::{self, DatabaseOptions, Examination, Schema, Trigrams},
};
use tokio::time::timeout;

use super::report::Finding;

const DATABASE: &str = "database";

/// Bounds all that is asked of the database.
const WITHIN: Duration = Duration::from_secs(20);

/// The oldest PostgreSQL on which the statements work.
const OLDEST: i32 = 140_000;

/// How far the clocks may differ, in seconds: beyond, times look odd, and then sessions begin in the future.
const CLOCK_ODD: i64 = 5;
const CLOCK_WRONG: i64 = 60;

/// Examines a database.
pub(super) async fn examine(options: &DatabaseOptions) -> Vec<Finding> {
    match timeout(WITHIN, database::examine(options)).await {
        Ok(Ok(found)) => vec![
            version(&found),
            changes(&found),
            pooler(&found),
            tables(&found),
            encoding(&found),
            collation(&found),
            clock(&found),
            trigrams(&found),
        ],
        // It says how to mend it.
        Ok(Err(error)) => vec![Finding::problem(DATABASE, error)],
        Err(_) => vec![
            Finding::problem(DATABASE, format!("It does not answer within {} seconds.", WITHIN.as_secs()))
                .remedy("Check its host and port, that no firewall is between, and that it is not overloaded"),
        ],
    }
}

fn version(found: &Examination) -> Finding {
    let text = format!("It is PostgreSQL {}.", found.version);
    if found.version_number < OLDEST {
        return Finding::problem(DATABASE, text).remedy("Upgrade it: Hearth needs 14 or newer");
    }
    Finding::ok(DATABASE, text)
}

fn changes(found: &Examination) -> Finding {
    const SUBJECT: &str = "changes";
    if found.in_recovery {
        return Finding::problem(SUBJECT, "The database is a read-only replica (a standby), which takes no changes.").remedy(
            "Name the primary in DATABASE_URL; or name all hosts with target_session_attrs=read-write, so that the primary is found",
        );
    }
    if found.read_only {
        return Finding::problem(SUBJECT, "The database takes no changes: default_transaction_read_only is on.")
            .remedy("Turn it off for the role or the database, for example with ALTER DATABASE … RESET default_transaction_read_only");
    }
    Finding::ok(SUBJECT, "The database takes changes.")
}

fn pooler(found: &Examination) -> Finding {
    const SUBJECT: &str = "pooler";
    match found.pools_transactions {
        Some(false) => Finding::ok(SUBJECT, "Each connection is one of its own."),
        Some(true) => shared_sessions(SUBJECT),
        None => {
            Finding::warning(SUBJECT, "A second connection was not to be had within 3 seconds, and Hearth needs 3.")
                .remedy("Let the database, the role or the pooler have more connections")
        }
    }
}

/// Judges a pooler that gives each transaction another connection.
fn shared_sessions(subject: &'static str) -> Finding {
    const TEXT: &str = "A connection pooler in front of the database gives each transaction another connection.";
    if settings::EVENTS_DATABASE_URL.read().is_some() {
        return Finding::ok(subject, format!("{TEXT} Events come past it."));
    }
    Finding::warning(
        subject,
        format!("{TEXT} Events come through it up to 2 seconds late, and no page of the feed is kept."),
    )
    .remedy("Name PostgreSQL itself in HEARTH_EVENTS_DATABASE_URL, or set pool_mode=session in the pooler")
}

fn tables(found: &Examination) -> Finding {
    const SUBJECT: &str = "tables";
    if let Some(difference) = &found.foreign {
        return Finding::problem(SUBJECT, format!("The database holds tables of another program: {difference}."))
            .remedy("Name a database that is empty, or that the Python backend made");
    }
    match found.schema {
        Schema::Current => Finding::ok(SUBJECT, "They are those of this version."),
        Schema::Behind => Finding::warning(SUBJECT, "They are older than this version, or not there yet.")
            .remedy("Run `hearth-server migrate` with these settings, or start the server"),
        Schema::Newer => {
            Finding::problem(SUBJECT, "They are newer than this version: a newer Hearth has migrated them.")
                .remedy("Install that version, or a newer one")
        }
    }
}

fn encoding(found: &Examination) -> Finding {
    const SUBJECT: &str = "encoding";
    let text = format!("The encoding of the database is {}, and its locale {}.", found.encoding, found.locale);
    match found.encoding.as_str() {
        "UTF8" => Finding::ok(SUBJECT, text),
        "SQL_ASCII" => Finding::problem(SUBJECT, text).remedy(
            "Make a new one with `createdb --template=template0 --encoding=UTF8 NAME`, and fill it from `pg_dump` of the old one",
        ),
        _ => Finding::warning(SUBJECT, text).remedy("Text with letters that it lacks is refused; a new database in UTF8 takes all"),
    }
}

fn collation(found: &Examination) -> Finding {
    const SUBJECT: &str = "collation";
    match &found.other_collation {
        None => Finding::ok(SUBJECT, "Indexes are in the order of the locale."),
        Some((made, now)) => Finding::warning(
            SUBJECT,
            format!(
                "Indexes were made with version {made} of the locale, and there is {now} now: searches may miss rows."
            ),
        )
        .remedy("Run `REINDEX DATABASE` and then `ALTER DATABASE … REFRESH COLLATION VERSION` in it"),
    }
}

fn clock(found: &Examination) -> Finding {
    const SUBJECT: &str = "clock";
    let ahead = found.clock_ahead;
    // What cannot be told for sure is not held against it.
    let off = (ahead.abs() - found.clock_error).num_seconds();
    let direction = if ahead.num_milliseconds() >= 0 { "ahead of" } else { "behind" };
    let text = format!("The clock of the database is {} s {direction} this computer's.", ahead.abs().num_seconds());
    let remedy = "Have both computers set their clocks by NTP";
    if off >= CLOCK_WRONG {
        Finding::problem(SUBJECT, text).remedy(remedy)
    } else if off >= CLOCK_ODD {
        Finding::warning(SUBJECT, text).remedy(remedy)
    } else {
        Finding::ok(SUBJECT, "The clock of the database agrees with this computer's.")
    }
}

fn trigrams(found: &Examination) -> Finding {
    const SUBJECT: &str = "pg_trgm";
    match found.trigrams {
        Trigrams::Installed => Finding::ok(SUBJECT, "Searches have it."),
        Trigrams::Available => {
            Finding::warning(SUBJECT, "The extension is not in the database: searching many posts is slow.")
                .remedy("Run `CREATE EXTENSION pg_trgm` in it as a role that may, before its tables are made")
        }
        Trigrams::Missing => {
            Finding::warning(SUBJECT, "PostgreSQL has no such extension: searching many posts is slow.")
                .remedy("Install the package of PostgreSQL's contrib modules, before the tables are made")
        }
    }
}
