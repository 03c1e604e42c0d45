//! Defines a statement and its answer.

use std::io;

use sqlx::{
    Either, Error, SqlStr,
    postgres::{PgArguments, PgQueryResult, PgRow},
};

/// A statement that can be run more than once.
pub(super) type Statement = (SqlStr, Option<PgArguments>);

/// A part of the result of a statement.
pub(super) type Part = Either<PgQueryResult, PgRow>;

/// Returns the error of a statement that nobody waits for any longer.
pub(super) fn given_up(why: &str) -> Error {
    Error::Io(io::Error::new(io::ErrorKind::ConnectionAborted, why))
}
