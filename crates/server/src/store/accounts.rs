//! Reads and writes accounts.

use chrono::{DateTime, Utc};
use hearth_api::{Account, AccountUpdate, UserOut};

use super::{
    Pool,
    caller::{Caller, caller_query},
    column_rules::Texts,
    ids::insert_with_id,
    new_session::NewSession,
    words,
};
use crate::{
    domain::{AddressKey, ClientInfo, EmailAddress},
    error::{Error, Result},
    sqlstate,
};

/// The highest bcrypt cost that [`highest_bcrypt_cost`] counts.
pub(crate) const COUNTED_COST_MAX: u32 = 16;

/// The columns of an account that a login needs.
pub(crate) struct Credentials {
    pub(crate) id: i32,
    /// True where the address is this one to the letter.
    exact: bool,
    pub(crate) password: String,
    /// The time of issue of a token that the account accepts.
    pub(crate) issued: DateTime<Utc>,
}

/// An account as its row has it.
struct AccountRow {
    id: i32,
    email: String,
    created_at: DateTime<Utc>,
    phone_number: Option<String>,
    display_name: Option<String>,
    role: Option<String>,
}

impl From<AccountRow> for Account {
    fn from(row: AccountRow) -> Self {
        let AccountRow { id, email, created_at, phone_number, display_name, role } = row;
        Self { id, email, created_at, phone_number, display_name, role: role.as_deref().and_then(words::read) }
    }
}

/// How a new account comes to be.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Admission<'a> {
    /// The digest of the code of an invite, which the account needs.
    pub(crate) invite: Option<&'a [u8]>,
    /// True where it has to wait for approval.
    pub(crate) waits: bool,
    /// True where the first account of all administers.
    pub(crate) first_administers: bool,
}

/// Finds the caller's account, where there is no other statement to look it up in.
pub(crate) async fn find(db: &Pool, caller: Caller) -> Result<Account> {
    let account = caller_query!(
        query_as<AccountRow>,
        caller,
        "SELECT id, email, created_at, phone_number, NULLIF(display_name, '') AS display_name,
                (SELECT role FROM hearth_roles WHERE user_id = id) AS role
         FROM users WHERE "[users]
    );
    account.fetch_optional(db).await?.map(Account::from).ok_or(Error::BAD_TOKEN)
}

/// Checks the caller's session, where another statement found nothing.
pub(crate) async fn check_session(db: &Pool, caller: Caller) -> Result<()> {
    find(db, caller).await.map(drop)
}

/// Returns whether any account exists.
pub(crate) async fn any_exists(db: &Pool) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM users) AS "exists!""#).fetch_one(db).await
}

/// Finds the user of an id.
pub(crate) async fn find_user(db: &Pool, id: i32) -> Result<Option<UserOut>> {
    let user = sqlx::query_as!(
        UserOut,
        "SELECT id, email, created_at, NULLIF(display_name, '') AS display_name FROM users WHERE id = $1",
        id
    );
    Ok(user.fetch_optional(db).await?)
}

/// Finds an account by the address as it was typed, or as it is stored, or else regardless of case where just one fits.
pub(crate) async fn find_credentials(db: &Pool, typed: &str, normal: &str) -> sqlx::Result<Option<Credentials>> {
    let found = sqlx::query_as!(
        Credentials,
        r#"
        SELECT id, email IN ($1, $2) AS "exact!", COALESCE(password, '') AS "password!",
               greatest(clock_timestamp(), NULLIF(sessions_since, 'infinity'), created_at) AS "issued!"
        FROM users WHERE email IN ($1, $2) OR lower(email) IN (lower($2), $3)
        ORDER BY email = $1 DESC, email = $2 DESC LIMIT 2
        "#,
        typed,
        normal,
        // The database may know of no letters but those of ASCII.
        normal.to_lowercase(),
    );
    let mut found = found.fetch_all(db).await?.into_iter();
    Ok(match (found.next(), found.next()) {
        (Some(first), second) if first.exact || second.is_none() => Some(first),
        _ => None,
    })
}

/// Creates an account; returns none where the address has one already, or one that people would take for it, or the invite is not
/// valid.
pub(crate) async fn create(
    db: &Pool,
    email: &EmailAddress,
    password_hash: &str,
    admission: Admission<'_>,
) -> Result<Option<UserOut>> {
    let key = AddressKey::of(email.as_str());
    let insert = || {
        // Of two that come at once the key lets one in. By case alone also accounts are found that have no key. An invite is used
        // up together with what it is used for.
        sqlx::query_as!(
            UserOut,
            r#"
            WITH free AS (
                SELECT WHERE NOT EXISTS (
                    SELECT FROM users WHERE email = $1 OR lower(email) IN (lower($1), $4)
                ) AND NOT EXISTS (SELECT FROM hearth_address_keys WHERE key = $3)
            ), invited AS (
                UPDATE hearth_invites SET uses = uses + 1
                WHERE digest = $5 AND expires_at > now() AND uses < uses_max AND EXISTS (SELECT FROM free)
                RETURNING id
            ), created AS (
                INSERT INTO users (email, password, sessions_since)
                SELECT $1::VARCHAR, $2::VARCHAR, CASE WHEN $6 THEN 'infinity' ELSE '-infinity' END::TIMESTAMPTZ FROM free
                WHERE $5::BYTEA IS NULL OR EXISTS (SELECT FROM invited)
                RETURNING id, email, created_at, display_name
            ), keyed AS (
                INSERT INTO hearth_address_keys (user_id, key) SELECT id, $3 FROM created
            ), locked AS (
                INSERT INTO hearth_account_locks (user_id, state) SELECT id, 'waiting' FROM created WHERE $6
            ), appointed AS (
                INSERT INTO hearth_roles (user_id, role) SELECT id, 'administrator' FROM created
                WHERE $7 AND NOT EXISTS (SELECT FROM users)
            )
            SELECT id AS "id!", email AS "email!", created_at AS "created_at!", NULLIF(display_name, '') AS display_name
            FROM created
            "#,
            email.as_str(),
            password_hash,
            key.as_bytes(),
            email.as_str().to_lowercase(),
            admission.invite,
            admission.waits,
            admission.first_administers,
        )
        .fetch_optional(db)
    };
    match insert_with_id(db, insert).await? {
        // At the same time, or by a rule that the owner of the database has.
        Err(error) if sqlstate::is_unique_violation(&error) => Ok(None),
        created => Texts { table: "users", fields: [("email", email.as_str())] }.stored(db, created).await,
    }
}

/// Changes what is given of the caller's account.
pub(crate) async fn update(db: &Pool, caller: Caller, update: &AccountUpdate) -> Result<Account> {
    let (number, name) = (update.phone_number.as_ref(), update.display_name.as_ref());
    let (number_text, name_text) = (number.and_then(Option::as_deref), name.and_then(Option::as_deref));
    let updated = caller_query!(
        query_as<AccountRow>,
        caller,
        r#"
        UPDATE users SET phone_number = CASE WHEN $4 THEN $5 ELSE phone_number END,
                         display_name = CASE WHEN $6 THEN $7 ELSE display_name END
        WHERE "# [users] r#"
        RETURNING id, email, created_at, phone_number, NULLIF(display_name, '') AS display_name,
                  (SELECT role FROM hearth_roles WHERE user_id = id) AS role
        "#,
        number.is_some(),
        number_text,
        name.is_some(),
        name_text,
    );
    let updated = updated.fetch_optional(db).await;
    let fields = [("phone_number", number_text.unwrap_or_default()), ("display_name", name_text.unwrap_or_default())];
    let texts = Texts { table: "users", fields };
    texts.stored(db, updated).await?.map(Account::from).ok_or(Error::BAD_TOKEN)
}

/// Returns the stored hash of the caller's password.
pub(crate) async fn password_hash(db: &Pool, caller: Caller) -> Result<String> {
    let hash = caller_query!(query_scalar, caller, "SELECT password FROM users WHERE "[users]);
    hash.fetch_optional(db).await?.ok_or(Error::BAD_TOKEN)
}

/// Replaces a password that was confirmed, ends all sessions so far, and starts one. Returns none where `current` is the
/// stored hash no longer.
pub(crate) async fn change_password(
    db: &Pool,
    caller: Caller,
    current: &str,
    new: &str,
    expires: DateTime<Utc>,
    client: &ClientInfo,
) -> Result<Option<NewSession>> {
    let started = sqlx::query_as!(
        NewSession,
        r#"
        WITH changed AS (
            UPDATE users SET password = $3, sessions_since = greatest(
                clock_timestamp(), created_at,
                sessions_since + INTERVAL '1 microsecond', $4::TIMESTAMPTZ + INTERVAL '1 microsecond'
            )
            WHERE id = $1 AND password = $2
            RETURNING id, sessions_since
        ), ended AS (
            DELETE FROM hearth_sessions USING changed WHERE hearth_sessions.user_id = changed.id
        ), unlinked AS (
            DELETE FROM hearth_password_resets USING changed WHERE hearth_password_resets.user_id = changed.id
        ), told AS (
            INSERT INTO hearth_events (kind, post_id, owner_id) SELECT 'sessions', 0, id FROM changed
        )
        INSERT INTO hearth_sessions (user_id, created_at, last_seen_at, expires_at, device, address)
        SELECT id, sessions_since, sessions_since, $5, $6, $7 FROM changed
        RETURNING id, user_id, created_at AS issued, expires_at AS expires
        "#,
        caller.unchecked_id(),
        current,
        new,
        // Later than these tokens also where the clock was set back since.
        caller.issued_after(),
        expires,
        client.device,
        client.address_text(),
    );
    Ok(started.fetch_optional(db).await?)
}

/// Deletes an account whose password was confirmed; returns whether `current` was still the stored hash.
pub(crate) async fn delete(db: &Pool, caller: Caller, current: &str) -> Result<bool> {
    let deleted = sqlx::query!("DELETE FROM users WHERE id = $1 AND password = $2", caller.unchecked_id(), current);
    Ok(deleted.execute(db).await?.rows_affected() > 0)
}

/// Finds the highest bcrypt cost of a stored hash, up to [`COUNTED_COST_MAX`].
pub(crate) async fn highest_bcrypt_cost(db: &Pool) -> Result<Option<u32>> {
    let highest =
        sqlx::query_scalar!(r"SELECT max(substring(password FROM '^\$2[abxy]\$(0[4-9]|1[0-6])\$')) FROM users",);
    Ok(highest.fetch_one(db).await?.and_then(|cost| cost.parse().ok()))
}
