//! Runs statements in a session of our own, or each in a transaction of its own where a pooler gives every transaction another
//! session.
//!
//! Such a pooler keeps neither settings nor prepared statements, and a connection to it outlives the server behind it. So each
//! statement begins a transaction with its settings, which tells where it runs, is prepared without a name, and ends the
//! transaction: four round trips where one does otherwise.

use std::sync::Arc;

use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, Error, Executor, PgConnection, Result, Row};

use super::{
    super::session_settings::Purpose,
    statement::{Part, Statement, given_up},
};
use crate::sqlstate;

/// Whose the sessions are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Sessions {
    /// A connection has one of its own.
    Own,
    /// A pooler gives each transaction another one.
    Shared,
}

/// What settings statements have, and how they get them.
#[derive(Clone)]
pub(super) enum Setup {
    /// Each session begins with this.
    Session(Arc<str>),
    /// Each transaction begins with this.
    Transaction(Arc<str>),
}

/// The server at the other end of a connection.
pub(super) struct Backend {
    /// The process of PostgreSQL that serves it, or served it last.
    pub(super) process: i32,
    /// When that server started.
    pub(super) server: String,
    /// True where it may have got the last statement.
    pub(super) has_statement: bool,
}

impl Setup {
    pub(super) fn new(sessions: Sessions, purpose: Purpose) -> Self {
        match sessions {
            Sessions::Own => Self::Session(purpose.for_session().into()),
            Sessions::Shared => Self::Transaction(purpose.begin().into()),
        }
    }

    /// Prepares a new connection.
    pub(super) async fn prepare(&self, raw: &mut PgConnection) -> Result<()> {
        match self {
            Self::Session(settings) => raw.execute(AssertSqlSafe(Arc::clone(settings))).await.map(drop),
            Self::Transaction(_) => Ok(()),
        }
    }

    /// Runs a statement, and reads all of the answer.
    pub(super) async fn run(
        &self,
        raw: &mut PgConnection,
        backend: &mut Backend,
        statement: Statement,
    ) -> Result<Vec<Part>> {
        let Self::Transaction(begin) = self else {
            backend.has_statement = true;
            return raw.fetch_many(statement).try_collect().await;
        };
        let answer = in_transaction(begin, raw, backend, statement).await;
        if answer.as_ref().is_err_and(|error| !sqlstate::is_broken(error)) {
            self.leave(raw).await?;
        }
        answer
    }

    /// Ends what a statement has left behind that did not come to its end.
    pub(super) async fn leave(&self, raw: &mut PgConnection) -> Result<()> {
        match self {
            Self::Session(_) => Ok(()),
            Self::Transaction(_) => raw.execute("ROLLBACK").await.map(drop),
        }
    }
}

async fn in_transaction(
    begin: &Arc<str>,
    raw: &mut PgConnection,
    backend: &mut Backend,
    (sql, arguments): Statement,
) -> Result<Vec<Part>> {
    let rows = raw.fetch_all(sqlx::raw_sql(AssertSqlSafe(Arc::clone(begin)))).await?;
    let told = rows.last().ok_or(Error::RowNotFound)?;
    backend.process = told.try_get(0)?;
    if told.try_get::<String, _>(1)? != backend.server {
        return Err(given_up("the pooler leads to another server now"));
    }
    backend.has_statement = true;
    let answer: Vec<Part> = match arguments {
        Some(arguments) => raw.fetch_many(sqlx::query_with(sql, arguments).persistent(false)).try_collect().await?,
        None => raw.fetch_many((sql, None)).try_collect().await?,
    };
    raw.execute("COMMIT").await?;
    Ok(answer)
}
