//! Maps PostgreSQL's error codes (SQLSTATE, appendix A of its manual) to what each of them means to a client.
//!
//! Our own statements are checked when they are compiled. So most of these come from what others did with the database: its
//! owner's rules, triggers, roles and settings, a pooler before it, or a machine that fails.

use std::{borrow::Cow, error::Error as StdError, io};

use sqlx::{
    Error,
    postgres::{PgDatabaseError, PgSeverity},
};

/// Classifies a failed statement by what it means to the client that asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// 422: the database, or a rule of its owner, does not take what was sent.
    Refused,
    /// 422: the database's encoding lacks letters of what was sent.
    Encoding,
    /// 409: another row is in the way.
    Conflict,
    /// 503: away or overloaded; it may be well in a moment.
    Unavailable,
    /// 503: the connection broke while a change was made, which may have been saved or not.
    OutcomeUnknown,
    /// 503: the database takes no changes, as one that was demoted or is being moved.
    ReadOnly,
    /// 503: roles, rights, tables or functions are not as the server left them. The owner has to look.
    Setup,
    /// 507: the disk is full.
    StorageFull,
    /// 500: none but a mistake of ours, or of PostgreSQL's, makes this.
    Bug,
}

use Meaning::{Bug, Conflict, Encoding, OutcomeUnknown, ReadOnly, Refused, Setup, StorageFull, Unavailable};

/// Classes, and those of their codes that differ from the class. What is in none is a code that somebody chose for a rule
/// of their own (`RAISE … USING ERRCODE`).
const CODES: &[(&str, Meaning)] = &[
    ("00", Bug),            // successful completion
    ("01", Bug),            // warning
    ("02", Bug),            // no data
    ("03", Bug),            // SQL statement not yet complete
    ("08", Unavailable),    // connection exception; poolers say all they have to say with it
    ("09", Refused),        // triggered action exception
    ("0A", Bug),            // feature not supported; see `is_stale` for the one that others cause
    ("0B", Bug),            // invalid transaction initiation
    ("0F", Bug),            // locator exception
    ("0L", Setup),          // invalid grantor
    ("0P", Setup),          // invalid role specification
    ("0Z", Bug),            // diagnostics exception
    ("10", Setup),          // XQuery error
    ("20", Setup),          // case not found: in a function of the owner's
    ("21", Setup),          // cardinality violation: likewise
    ("22", Refused),        // data exception
    ("22021", Encoding),    // character not in repertoire
    ("22P05", Encoding),    // untranslatable character
    ("2200H", Setup),       // sequence generator limit exceeded: there are no more ids
    ("23", Conflict),       // integrity constraint violation
    ("23502", Refused),     // not null violation
    ("23514", Refused),     // check violation
    ("24", Bug),            // invalid cursor state
    ("25", Bug),            // invalid transaction state
    ("25006", ReadOnly),    // read only SQL transaction
    ("25P03", Unavailable), // idle in transaction session timeout
    ("25P04", Unavailable), // transaction timeout
    ("26", Unavailable),    // invalid SQL statement name: a pooler gave the session to others
    ("27", Setup),          // triggered data change violation
    ("28", Setup),          // invalid authorization specification
    ("2B", Setup),          // dependent privilege descriptors still exist
    ("2D", Setup),          // invalid transaction termination
    ("2F", Setup),          // SQL routine exception
    ("34", Unavailable),    // invalid cursor name: as 26
    ("38", Refused),        // external routine exception: a rule in another language
    ("39", Setup),          // external routine invocation exception
    ("3B", Setup),          // savepoint exception
    ("3D", Setup),          // invalid catalog name
    ("3F", Setup),          // invalid schema name
    ("40", Unavailable),    // transaction rollback
    ("42", Setup),          // syntax error or access rule violation
    ("42P05", Unavailable), // duplicate prepared statement: as 26
    ("44", Refused),        // WITH CHECK OPTION violation
    ("53", Unavailable),    // insufficient resources
    ("53100", StorageFull), // disk full
    ("54", Setup),          // program limit exceeded
    ("54000", Refused),     // the one of them that depends on what is written: longer than an index holds
    ("55", Setup),          // object not in prerequisite state
    ("55006", Unavailable), // object in use
    ("55P03", Unavailable), // lock not available
    ("57", Unavailable),    // operator intervention
    ("58", Unavailable),    // system error
    ("72", Unavailable),    // snapshot failure, until PostgreSQL 16
    ("F0", Setup),          // configuration file error
    ("HV", Setup),          // foreign data wrapper error
    ("P0", Setup),          // PL/pgSQL error
    ("P0001", Refused),     // raise exception
    ("P0004", Refused),     // assert failure
    ("XX", Bug),            // internal error
    ("XX001", Unavailable), // data corrupted
    ("XX002", Unavailable), // index corrupted
];

/// The routine in which PostgreSQL refuses a row for the owner's rules of row security, with the code of a table that
/// the role may not use. The text of an error is in the language of the server, and tells nothing.
const ROW_SECURITY: &str = "ExecWithCheckOptions";

/// The routine in which PostgreSQL finds that a prepared statement would return other columns since a table was
/// altered.
const PLAN_CHANGED: &str = "RevalidateCachedQuery";

/// Classifies an error by what it means to the client.
pub(crate) fn meaning(error: &Error) -> Meaning {
    match error {
        Error::Database(_) if routine(error) == Some(ROW_SECURITY) => Refused,
        Error::Database(_) if routine(error) == Some(PLAN_CHANGED) => Unavailable,
        Error::Database(error) => error.code().map_or(Bug, |code| of_code(&code)),
        Error::Io(error) if is_unknown(error) => OutcomeUnknown,
        // Away, gone, or something else answers at its address.
        Error::Io(_) | Error::Tls(_) | Error::Protocol(_) | Error::PoolTimedOut | Error::PoolClosed => Unavailable,
        _ => Bug,
    }
}

fn of_code(code: &str) -> Meaning {
    let find = |part: &str| CODES.iter().find(|(code, _)| *code == part).map(|(_, meaning)| *meaning);
    find(code).or_else(|| find(code.get(..2)?)).unwrap_or(Refused)
}

/// Returns whether the connection broke, or PostgreSQL ends it.
pub(crate) fn is_broken(error: &Error) -> bool {
    let ends_it = |code: &str| code.starts_with("08") || code.starts_with("57P") || matches!(code, "25P03" | "25P04");
    match error {
        // After bytes that are not understood, nothing that comes is.
        Error::Io(_) | Error::Tls(_) | Error::Protocol(_) => true,
        Error::Database(_) => is_fatal(error) || code(error).is_some_and(|code| ends_it(&code)),
        _ => false,
    }
}

/// Returns whether PostgreSQL, or a pooler, ends the connection with this error, whatever its code is.
fn is_fatal(error: &Error) -> bool {
    postgres(error).is_some_and(|error| matches!(error.severity(), PgSeverity::Fatal | PgSeverity::Panic))
}

/// Returns whether connecting may do in a moment what it fails to do now: the database starts, stops, is moved, or nothing is
/// behind its proxy.
pub(crate) fn may_pass(error: &Error) -> bool {
    meaning(error) == Unavailable && !is_full(error)
}

/// Returns whether the database takes no more connections.
pub(crate) fn is_full(error: &Error) -> bool {
    code(error).as_deref() == Some("53300")
}

/// Returns whether the user or the password is refused.
pub(crate) fn is_refused_login(error: &Error) -> bool {
    code(error).is_some_and(|code| code.starts_with("28"))
}

/// A connection that broke while a change was made.
#[derive(Debug, thiserror::Error)]
#[error("the outcome of a change is unknown: {0}")]
struct Unknown(Error);

/// Returns the error of a change after which the connection broke.
pub(crate) fn outcome_unknown(error: Error) -> Error {
    Error::Io(io::Error::other(Unknown(error)))
}

fn is_unknown(error: &io::Error) -> bool {
    let source: Option<&(dyn StdError + 'static)> = error.get_ref().map(|source| source as _);
    source.is_some_and(<dyn std::error::Error>::is::<Unknown>)
}

/// Returns whether the connection's session is not what a new one would be: the database has become writable since it
/// began, tables were altered under its prepared statements, or a pooler gave those to others. The statement did
/// nothing.
pub(crate) fn is_stale(error: &Error) -> bool {
    matches!(code(error).as_deref(), Some("25006" | "26000" | "42P05")) || routine(error) == Some(PLAN_CHANGED)
}

/// Returns whether PostgreSQL gave the statement up for the sake of another one: a deadlock, or a serialization
/// failure. It did nothing.
pub(crate) fn is_serialization_failure(error: &Error) -> bool {
    matches!(code(error).as_deref(), Some("40001" | "40P01"))
}

/// Returns whether a row has a key that another one has.
pub(crate) fn is_unique_violation(error: &Error) -> bool {
    code(error).as_deref() == Some("23505")
}

/// Returns whether what a row refers to is not there, or a row that is to go is referred to.
pub(crate) fn is_foreign_key_violation(error: &Error) -> bool {
    code(error).as_deref() == Some("23503")
}

/// Returns the column that an error names.
pub(crate) fn column(error: &Error) -> Vec<String> {
    postgres(error).and_then(PgDatabaseError::column).map(str::to_owned).into_iter().collect()
}

/// Returns the code of an error that the database returned.
pub(crate) fn code(error: &Error) -> Option<Cow<'_, str>> {
    error.as_database_error()?.code()
}

/// Returns the place in PostgreSQL's source that an error comes from.
fn routine(error: &Error) -> Option<&str> {
    postgres(error)?.routine()
}

/// Returns all that PostgreSQL says of an error.
fn postgres(error: &Error) -> Option<&PgDatabaseError> {
    error.as_database_error()?.try_downcast_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classifies_codes() {
        for (codes, meaning) in [
            ("22001 22003 22P02 22012 23502 23514 44000 09000 38000 54000 P0001 P0004", Refused),
            // Of somebody's own.
            ("45000 99999 HX001 U0001", Refused),
            ("22021 22P05", Encoding),
            ("23000 23001 23503 23505 23P01", Conflict),
            ("08000 08006 08P01 26000 34000 40001 40003 40P01 42P05 53000 53200 53300 53400 55006 55P03", Unavailable),
            ("57014 57P01 57P02 57P03 57P04 57P05 25P03 25P04 58000 58030 72000 XX001 XX002", Unavailable),
            ("25006", ReadOnly),
            ("42501 42601 42703 42883 42P01 3D000 3F000 28000 28P01 0P000 2200H 55000 54001 F0000 HV00N", Setup),
            ("20000 21000 27000 2F002 39P01 P0000 P0002 P0003", Setup),
            ("53100", StorageFull),
            ("00000 01000 02000 03000 0A000 0B000 0F000 0Z000 24000 25000 25P02 XX000", Bug),
        ] {
            for code in codes.split(' ') {
                assert_eq!(of_code(code), meaning, "{code}");
            }
        }
    }

    #[test]
    fn lists_no_code_twice() {
        for (index, (code, meaning)) in CODES.iter().enumerate() {
            assert!(matches!(code.len(), 2 | 5), "{code}");
            assert!(CODES[..index].iter().all(|(earlier, _)| earlier != code), "{code}");
            let class = CODES.iter().find(|(class, _)| *class == &code[..2]).unwrap();
            assert!(code.len() == 2 || class.1 != *meaning, "{code} is as its class");
        }
    }

    #[test]
    fn classifies_what_is_no_code() {
        for error in [Error::PoolTimedOut, Error::PoolClosed, Error::Protocol("no PostgreSQL".to_owned())] {
            assert_eq!(meaning(&error), Unavailable, "{error}");
        }
        assert_eq!(meaning(&outcome_unknown(Error::PoolClosed)), OutcomeUnknown);
        assert_eq!(meaning(&Error::Io(io::ErrorKind::ConnectionReset.into())), Unavailable);
        assert_eq!(meaning(&Error::RowNotFound), Bug);
        assert_eq!(of_code(""), Refused);
    }
}
