//! Finds out whether a pooler in front of a database gives each transaction another session.

use std::time::Duration;

use sqlx::{Connection, Error, Executor, PgConnection, Result, Row};
use tokio::time::timeout;

use super::{
    hosts::{DatabaseOptions, NewConnection},
    pool::Sessions,
};

/// Bounds how long a connection may take.
const FIRST_TIMEOUT: Duration = Duration::from_secs(15);

/// Bounds how long a second connection may take: a pooler that has none has its clients wait.
pub(super) const SECOND_TIMEOUT: Duration = Duration::from_secs(3);

/// How often two connections are asked which processes serve them. A pooler whose other clients are busy leads to any.
const ROUNDS: u32 = 5;

/// Finds out whose the sessions are. Where a second connection is not to be had, it is as if there were no pooler.
pub(super) async fn find(options: &DatabaseOptions) -> Result<Sessions> {
    if !options.may_be_pooled() {
        return Ok(Sessions::Own);
    }
    let first = timeout(FIRST_TIMEOUT, options.connect()).await;
    let mut first = first.map_err(|_| Error::PoolTimedOut)??.raw;
    let found = match timeout(SECOND_TIMEOUT, options.connect()).await {
        Ok(Ok(NewConnection { raw: mut second, .. })) => {
            let found = compare(&mut first, &mut second).await?;
            second.close().await?;
            found
        }
        Ok(Err(_)) | Err(_) => Sessions::Own,
    };
    first.close().await.map(|()| found)
}

/// Compares two connections that are open at once and do nothing: a process that serves both, or that changes, is not theirs.
pub(super) async fn compare(first: &mut PgConnection, second: &mut PgConnection) -> Result<Sessions> {
    let begin = (process(first).await?, process(second).await?);
    for _ in 0..ROUNDS {
        let now = (process(first).await?, process(second).await?);
        if now.0 == now.1 || now != begin {
            return Ok(Sessions::Shared);
        }
    }
    Ok(Sessions::Own)
}

/// Returns the process that serves a connection.
async fn process(connection: &mut PgConnection) -> Result<i32> {
    connection.fetch_one("SELECT pg_backend_pid()").await?.try_get(0)
}
