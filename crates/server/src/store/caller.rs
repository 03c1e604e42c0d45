//! Identifies the caller of a request, and checks in each statement that the caller's session is still valid.
//!
//! A token says who signed in, when, and in which session. Whether that user still exists and still accepts tokens of that
//! time, only the database knows: a changed password ends all sessions before (`users.sessions_since`), a token is revoked
//! with its session (`hearth_sessions`), and a token from before the account was made is another's, who had the same id until
//! a backup was restored. The statement that does the work checks that too, because a request is one round trip, and because
//! several servers may share the database. A batch of votes has many callers: `votes/statement.rs` checks each in the same
//! way.
//!
//! Tokens of the Python backend and of earlier versions name no session. They are compared with `users.unlisted_since`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The bearer of a token with a valid signature. The session may have ended since: see [`caller_query`].
#[derive(Clone, Copy)]
pub(crate) struct Caller {
    id: i32,
    issued: IssueTime,
    expires: DateTime<Utc>,
    session: Option<Uuid>,
}

/// The time at which a token was issued, by the database's clock.
#[derive(Clone, Copy)]
pub(crate) enum IssueTime {
    /// The time that the token tells.
    Known(DateTime<Utc>),
    /// A guess: the token tells only when it expires. It is not taken for older than an account, because the guess
    /// is wrong where another backend has another lifetime.
    Guessed(DateTime<Utc>),
}

impl IssueTime {
    fn time(self) -> DateTime<Utc> {
        match self {
            Self::Known(time) | Self::Guessed(time) => time,
        }
    }
}

impl Caller {
    /// Names the user of a token, when it was issued, when it expires, and its session where it names one.
    pub(crate) fn new(id: i32, issued: IssueTime, expires: DateTime<Utc>, session: Option<Uuid>) -> Self {
        Self { id, issued, expires, session }
    }

    /// Returns the user's id. That the session is still valid has to be known from a [`caller_query`] of the same request,
    /// or from the password.
    pub(crate) fn unchecked_id(self) -> i32 {
        self.id
    }

    pub(crate) fn expires(self) -> DateTime<Utc> {
        self.expires
    }

    /// Returns the session that the token names. That it has not ended is checked by a [`caller_query`] alone.
    pub(crate) fn session(self) -> Option<Uuid> {
        self.session
    }

    /// Returns the earliest time at which the token may have been issued, for the statements' checks alone.
    pub(super) fn issued_after(self) -> DateTime<Utc> {
        self.issued.time()
    }

    /// Returns the latest time at which the token may have been issued.
    pub(super) fn issued_before(self) -> DateTime<Utc> {
        match self.issued {
            IssueTime::Known(time) => time,
            IssueTime::Guessed(time) => time.max(self.expires),
        }
    }

    /// Returns both times, as [`caller_query`] takes them.
    pub(super) fn issued_between(self) -> [DateTime<Utc>; 2] {
        [self.issued_after(), self.issued_before()]
    }
}

/// Builds a checked statement that finds nothing unless the caller's session is valid.
///
/// The condition stands where `[users]` is, or `[me]` where that table has the alias `me`. It takes `$1` to `$3`, so the
/// statement's own arguments begin at `$4`.
macro_rules! caller_query {
    ($kind:ident $(<$row:ident>)?, $caller:expr, $($before:literal)+ [users] $($after:literal)* $(, $argument:expr)* $(,)?) => {
        sqlx::$kind!(
            $($row,)?
            $($before +)+ "id = $1 AND sessions_since <= ($2::TIMESTAMPTZ[])[1]
                           AND created_at <= ($2::TIMESTAMPTZ[])[2]
                           AND CASE WHEN $3::UUID IS NULL THEN unlisted_since <= ($2::TIMESTAMPTZ[])[1]
                               ELSE id = (SELECT s.user_id FROM hearth_sessions s WHERE s.id = $3) END" $(+ $after)*,
            $caller.unchecked_id(),
            &$caller.issued_between()[..],
            $caller.session()
            $(, $argument)*
        )
    };
    ($kind:ident $(<$row:ident>)?, $caller:expr, $($before:literal)+ [me] $($after:literal)* $(, $argument:expr)* $(,)?) => {
        sqlx::$kind!(
            $($row,)?
            $($before +)+ "me.id = $1 AND me.sessions_since <= ($2::TIMESTAMPTZ[])[1]
                           AND me.created_at <= ($2::TIMESTAMPTZ[])[2]
                           AND CASE WHEN $3::UUID IS NULL THEN me.unlisted_since <= ($2::TIMESTAMPTZ[])[1]
                               ELSE me.id = (SELECT s.user_id FROM hearth_sessions s WHERE s.id = $3) END" $(+ $after)*,
            $caller.unchecked_id(),
            &$caller.issued_between()[..],
            $caller.session()
            $(, $argument)*
        )
    };
}
pub(super) use caller_query;
