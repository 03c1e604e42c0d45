//! Gives address keys to accounts that have none: those that were there before there were keys, and those that other programs
//! make.

use std::time::Duration;

use sqlx::Result;
use tokio::time::{interval, sleep};

use super::Pool;
use crate::domain::AddressKey;

/// Separates two looks for accounts that other programs made.
const INTERVAL: Duration = Duration::from_mins(1);

/// Bounds how many accounts one statement reads.
const ROWS: i64 = 1000;

/// The pause between two of them: requests go first.
const PAUSE: Duration = Duration::from_millis(20);

/// Adds the keys that are missing, for as long as the task runs. An account whose key another has goes without.
pub(crate) async fn add_missing(db: Pool) {
    let mut ticks = interval(INTERVAL);
    // Every account once after the start, then the new ones.
    let mut after = i32::MIN;
    loop {
        ticks.tick().await;
        loop {
            match add_behind(&db, after).await {
                Ok(Some(last)) => after = last,
                Ok(None) => break,
                Err(error) => {
                    tracing::warn!(%error, "the keys of addresses were not completed: trying again later");
                    break;
                }
            }
            sleep(PAUSE).await;
        }
    }
}

/// Adds the keys of the next accounts behind an id; returns the last id, or none where there are no more.
async fn add_behind(db: &Pool, after: i32) -> Result<Option<i32>> {
    let accounts = sqlx::query!(
        r#"
        SELECT u.id AS "id!", COALESCE(u.email, '') AS "email!", k.user_id IS NOT NULL AS "has_key!"
        FROM (SELECT id, email FROM users WHERE id > $1 ORDER BY id LIMIT $2) u
             LEFT JOIN hearth_address_keys k ON k.user_id = u.id
        ORDER BY u.id
        "#,
        after,
        ROWS,
    );
    let accounts = accounts.fetch_all(db).await?;
    let missing = accounts.iter().filter(|account| !account.has_key);
    let (ids, keys): (Vec<i32>, Vec<Vec<u8>>) =
        missing.map(|account| (account.id, AddressKey::of(&account.email).into_bytes())).unzip();
    if !ids.is_empty() {
        let add = sqlx::query!(
            r#"
            INSERT INTO hearth_address_keys (user_id, key)
            SELECT id, key FROM unnest($1::INT[], $2::BYTEA[]) AS missing (id, key) JOIN users USING (id)
            ORDER BY id
            ON CONFLICT DO NOTHING
            "#,
            &ids,
            &keys,
        );
        add.execute(db).await?;
    }
    Ok(accounts.last().map(|account| account.id))
}
