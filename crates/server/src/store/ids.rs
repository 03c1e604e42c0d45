//! Keeps the sequences that ids come from ahead of the ids. They fall behind where others insert rows with ids of their
//! own, as one does who restores a table; then a new row meets an id that is taken.

use sqlx::{PgExecutor, Result};

use super::{Pool, column_rules};
use crate::{error::Error, sqlstate};

/// Bounds how often an insertion is tried again: others may go on inserting ids of their own.
const RETRIES: usize = 3;

/// Moves sequences that are behind past all ids of their tables.
pub(super) async fn advance_sequences(db: impl PgExecutor<'_>) -> Result<()> {
    let moved = sqlx::query_scalar!(
        r#"
        SELECT sequence::TEXT AS "sequence!" FROM (
            SELECT ids.newest, COALESCE(
                pg_get_serial_sequence(ids.tab, 'id')::REGCLASS,
                -- One that the column only has as its default.
                (
                    SELECT d.refobjid::REGCLASS
                    FROM pg_attrdef a JOIN pg_attribute c ON c.attrelid = a.adrelid AND c.attnum = a.adnum
                         JOIN pg_depend d ON d.classid = 'pg_attrdef'::REGCLASS AND d.objid = a.oid
                         JOIN pg_class s ON d.refclassid = 'pg_class'::REGCLASS AND s.oid = d.refobjid AND s.relkind = 'S'
                    WHERE a.adrelid = ids.tab::REGCLASS AND c.attname = 'id' LIMIT 1
                )
            ) AS sequence
            FROM (
                SELECT 'users' AS tab, (SELECT max(id) FROM users) AS newest
                UNION ALL SELECT 'posts', (SELECT max(id) FROM posts)
            ) AS ids
        ) AS sequences
        -- In this order, whatever the planner would do with an AND.
        WHERE CASE
            WHEN newest > COALESCE(pg_sequence_last_value(sequence), 0) THEN setval(sequence, newest) IS NOT NULL
            ELSE FALSE
        END
        "#
    );
    for sequence in moved.fetch_all(db).await? {
        tracing::warn!("the sequence {sequence} was behind the ids of its table: moved past them");
    }
    Ok(())
}

/// Inserts a row, and again where its id turns out to be taken.
pub(super) async fn insert_with_id<T, F>(db: &Pool, attempt: impl Fn() -> F) -> Result<Result<T>, Error>
where
    F: Future<Output = Result<T>>,
{
    for _ in 0..=RETRIES {
        match attempt().await {
            Err(error)
                if sqlstate::is_unique_violation(&error) && column_rules::columns(db, &error).await? == ["id"] =>
            {
                advance_sequences(db).await?;
            }
            outcome => return Ok(outcome),
        }
    }
    tracing::error!(
        "new rows get ids that are taken: the sequences of the ids have to be moved past those of the tables"
    );
    Err(Error::AWAY)
}
