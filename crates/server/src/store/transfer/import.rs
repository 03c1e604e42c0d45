//! Reads people, posts and votes, and gives them ids of this database: all of it, or nothing. No more than a few hundred lines are in
//! memory; which id became which is in the database.

mod batch;

use std::io::{BufRead, Read as _};

use sqlx::{Connection as _, Executor as _};

use self::batch::Batch;
use super::{
    super::{DatabaseOptions, connect_without_time_limits},
    error::TransferError,
    record::{Accounts, FORMAT, Record, Transferred, VERSION},
};

/// Bounds a line: a content has a million characters at most, each of which may be written in twelve.
const LINE_MAX: u64 = 16 << 20;

/// Which id became which.
const MAPS: &str = "
CREATE TEMPORARY TABLE hearth_imported_people (old INTEGER PRIMARY KEY, new INTEGER NOT NULL) ON COMMIT DROP;
CREATE TEMPORARY TABLE hearth_imported_posts (old INTEGER PRIMARY KEY, new INTEGER NOT NULL) ON COMMIT DROP";

/// Reads an export into a database that is [migrated](super::super::migrate()), and tells how much is read so far.
pub async fn import(
    options: &DatabaseOptions,
    accounts: Accounts,
    file: &mut (dyn BufRead + Send),
    told: &(dyn Fn(Transferred) + Send + Sync),
) -> Result<Transferred, TransferError> {
    let mut connection = connect_without_time_limits(options).await?;
    let mut transaction = connection.begin().await?;
    transaction.execute(MAPS).await?;
    let mut lines = Lines { file, number: 0 };
    match lines.next() {
        Ok(Some(Record::Header { format, version: VERSION, .. })) if format == FORMAT => {}
        Ok(_) | Err(TransferError::Line { .. }) => return Err(TransferError::Format),
        Err(error) => return Err(error),
    }
    let mut batch = Batch::new(accounts);
    let mut read = Transferred::default();
    loop {
        let record = lines.next()?.ok_or(TransferError::Truncated)?;
        if batch.is_full() || !batch.takes(&record) {
            batch.write(&mut transaction).await?;
            told(read);
        }
        match record {
            Record::Person(person) => {
                read.people += 1;
                batch.add_person(person, lines.number)?;
            }
            Record::Post(post) => {
                read.posts += 1;
                batch.add_post(post, lines.number)?;
            }
            Record::Vote(vote) => {
                read.votes += 1;
                batch.add_vote(&vote, lines.number);
            }
            Record::End(counted) if counted == read => break,
            Record::End(_) => return Err(TransferError::Truncated),
            Record::Header { .. } => return Err(TransferError::line(lines.number, "it begins another export")),
        }
    }
    transaction.commit().await?;
    connection.close().await?;
    Ok(read)
}

/// Reads lines of bounded length.
struct Lines<'a> {
    file: &'a mut (dyn BufRead + Send),
    number: u64,
}

impl Lines<'_> {
    /// Returns the next one; none at the end of the file.
    fn next(&mut self) -> Result<Option<Record>, TransferError> {
        let mut text = Vec::new();
        (&mut self.file).take(LINE_MAX).read_until(b'\n', &mut text)?;
        if text.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        if text.len() as u64 == LINE_MAX {
            return Err(TransferError::line(self.number, "it is too long"));
        }
        // What serde says may repeat what is in the line, which is somebody's.
        let record = serde_json::from_slice(&text);
        record.map(Some).map_err(|_| TransferError::line(self.number, "it is not JSON with the fields of an export"))
    }
}
