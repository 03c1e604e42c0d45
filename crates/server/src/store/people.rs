//! Searches people by their names and addresses.

use hearth_api::UserOut;

use super::{
    Pool,
    caller::{Caller, caller_query},
};
use crate::{domain::EmailVisibility, error::Result};

/// Bounds what is searched for, in characters: no name is longer, and few addresses are.
const SEARCHED_MAX: usize = 300;

/// The fewest characters that are looked for within a name, and not only at its beginning.
const PART_MIN: usize = 3;

/// Lists people whose names or addresses begin with a text, and then those that have it somewhere else: in the name, or before the
/// @ of the address. Of others' addresses those are searched that the caller may see. Whom the caller has blocked, and who waits for
/// approval, is not found.
pub(crate) async fn search(
    db: &Pool,
    caller: Caller,
    text: &str,
    limit: i64,
    emails: EmailVisibility,
) -> Result<Vec<UserOut>> {
    let length = text.chars().count();
    if length == 0 || length > SEARCHED_MAX || limit <= 0 {
        return Ok(Vec::new());
    }
    let mut people = beginning_with(db, caller, text, limit, emails).await?;
    if length >= PART_MIN && i64::try_from(people.len()).is_ok_and(|found| found < limit) {
        for person in having(db, caller, text, limit, emails).await? {
            if people.iter().all(|known| known.id != person.id) {
                people.push(person);
            }
        }
    }
    people.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(people)
}

async fn beginning_with(
    db: &Pool,
    caller: Caller,
    text: &str,
    limit: i64,
    emails: EmailVisibility,
) -> Result<Vec<UserOut>> {
    let people = caller_query!(
        query_as<UserOut>,
        caller,
        r#"
        SELECT u.id AS "id!", u.email AS "email!", u.created_at AS "created_at!", NULLIF(u.display_name, '') AS display_name
        FROM users u
        WHERE EXISTS (SELECT FROM users me WHERE "# [me] r#")
          AND NOT EXISTS (SELECT FROM hearth_account_locks WHERE user_id = u.id AND state = 'waiting')
          AND NOT EXISTS (SELECT FROM hearth_blocks WHERE user_id = $1 AND other_id = u.id AND kind = 'block')
          AND u.id IN (
            (SELECT id FROM users WHERE hearth_fold(display_name) LIKE ltrim(hearth_pattern($4), '%')
             ORDER BY hearth_fold(display_name) USING ~<~ LIMIT $5)
            UNION ALL
            (SELECT id FROM users WHERE hearth_fold(email) LIKE ltrim(hearth_pattern($4), '%') AND ($6 OR id = $1)
             ORDER BY hearth_fold(email) USING ~<~ LIMIT $5)
          )
        ORDER BY u.display_name IS NULL OR u.display_name = '', hearth_fold(u.display_name), u.id LIMIT $5
        "#,
        text,
        limit,
        emails == EmailVisibility::Public,
    );
    Ok(people.fetch_all(db).await?)
}

async fn having(db: &Pool, caller: Caller, text: &str, limit: i64, emails: EmailVisibility) -> Result<Vec<UserOut>> {
    let people = caller_query!(
        query_as<UserOut>,
        caller,
        r#"
        SELECT u.id AS "id!", u.email AS "email!", u.created_at AS "created_at!", NULLIF(u.display_name, '') AS display_name
        FROM users u
        WHERE EXISTS (SELECT FROM users me WHERE "# [me] r#")
          AND NOT EXISTS (SELECT FROM hearth_account_locks WHERE user_id = u.id AND state = 'waiting')
          AND NOT EXISTS (SELECT FROM hearth_blocks WHERE user_id = $1 AND other_id = u.id AND kind = 'block')
          AND u.id IN (
            (SELECT id FROM users WHERE hearth_fold(display_name) LIKE hearth_pattern($4) LIMIT $5)
            UNION ALL
            (SELECT id FROM users
             WHERE hearth_fold(split_part(email, '@', 1)) LIKE hearth_pattern($4) AND ($6 OR id = $1) LIMIT $5)
          )
        ORDER BY u.display_name IS NULL OR u.display_name = '', hearth_fold(u.display_name), u.id LIMIT $5
        "#,
        text,
        limit,
        emails == EmailVisibility::Public,
    );
    Ok(people.fetch_all(db).await?)
}
