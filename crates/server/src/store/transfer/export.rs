//! Writes people, posts and votes, one line each, of one moment. No more than a row is in memory.

use std::io::Write;

use chrono::Utc;
use futures_util::TryStreamExt as _;
use serde::Serialize as _;
use sqlx::{Connection as _, Executor as _, PgConnection, Row as _};

use super::{
    super::{DatabaseOptions, connect_without_time_limits},
    error::TransferError,
    record::{FORMAT, Person, Post, Record, Transferred, VERSION, Vote},
};

/// How many lines are written between two reports.
const REPORT: u64 = 1000;

/// Writes an export, and tells how much is written so far. The hashes of passwords are left out unless `with_passwords`.
pub async fn export(
    options: &DatabaseOptions,
    with_passwords: bool,
    file: &mut (dyn Write + Send),
    told: &(dyn Fn(Transferred) + Send + Sync),
) -> Result<Transferred, TransferError> {
    let mut connection = connect_without_time_limits(options).await?;
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    let mut writer = Writer { file, told, written: Transferred::default() };
    let header = Record::Header {
        format: FORMAT.to_owned(),
        version: VERSION,
        exported_at: Utc::now(),
        passwords: with_passwords,
    };
    writer.line(&header)?;
    people(&mut connection, with_passwords, &mut writer).await?;
    posts(&mut connection, &mut writer).await?;
    votes(&mut connection, &mut writer).await?;
    let written = writer.written;
    writer.line(&Record::End(written))?;
    connection.close().await?;
    Ok(written)
}

struct Writer<'a> {
    file: &'a mut (dyn Write + Send),
    told: &'a (dyn Fn(Transferred) + Send + Sync),
    written: Transferred,
}

impl Writer<'_> {
    fn line(&mut self, record: &Record) -> Result<(), TransferError> {
        let mut serializer = serde_json::Serializer::new(&mut *self.file);
        record.serialize(&mut serializer).map_err(std::io::Error::from)?;
        self.file.write_all(b"\n")?;
        let all = self.written.people + self.written.posts + self.written.votes;
        if all.is_multiple_of(REPORT) {
            (self.told)(self.written);
        }
        Ok(())
    }
}

async fn people(
    connection: &mut PgConnection,
    with_passwords: bool,
    writer: &mut Writer<'_>,
) -> Result<(), TransferError> {
    let statement = "
        SELECT id, COALESCE(email, '') AS email, NULLIF(display_name, '') AS display_name, phone_number, created_at,
               CASE WHEN $1 THEN NULLIF(password, '') END AS password
        FROM users ORDER BY id";
    let mut rows = sqlx::query(statement).bind(with_passwords).fetch(connection);
    while let Some(row) = rows.try_next().await? {
        writer.line(&Record::Person(Person {
            id: row.try_get("id")?,
            email: row.try_get("email")?,
            display_name: row.try_get("display_name")?,
            phone_number: row.try_get("phone_number")?,
            created_at: row.try_get("created_at")?,
            password: row.try_get("password")?,
        }))?;
        writer.written.people += 1;
    }
    Ok(())
}

async fn posts(connection: &mut PgConnection, writer: &mut Writer<'_>) -> Result<(), TransferError> {
    let statement = "
        SELECT id, owner_id, COALESCE(title, '') AS title, COALESCE(content, '') AS content, published, created_at, edited_at
        FROM posts ORDER BY id";
    let mut rows = sqlx::query(statement).fetch(connection);
    while let Some(row) = rows.try_next().await? {
        writer.line(&Record::Post(Post {
            id: row.try_get("id")?,
            person: row.try_get("owner_id")?,
            title: row.try_get("title")?,
            content: row.try_get("content")?,
            published: row.try_get("published")?,
            created_at: row.try_get("created_at")?,
            edited_at: row.try_get("edited_at")?,
        }))?;
        writer.written.posts += 1;
    }
    Ok(())
}

async fn votes(connection: &mut PgConnection, writer: &mut Writer<'_>) -> Result<(), TransferError> {
    let mut rows = sqlx::query("SELECT user_id, post_id FROM votes ORDER BY post_id, user_id").fetch(connection);
    while let Some(row) = rows.try_next().await? {
        writer.line(&Record::Vote(Vote { person: row.try_get("user_id")?, post: row.try_get("post_id")? }))?;
        writer.written.votes += 1;
    }
    Ok(())
}
