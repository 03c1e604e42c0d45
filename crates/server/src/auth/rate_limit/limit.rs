//! Names the rate limits, and counts what each refuses.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

macro_rules! limits {
    ($($(#[$meta:meta])* $name:ident = $label:literal, $what:literal;)*) => {
        /// A rate limit.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Limit {
            $($(#[$meta])* $name,)*
        }

        impl Limit {
            const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Returns its name in metrics.
            pub(crate) fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }

            /// Words what is limited, for the log.
            pub(super) fn what(self) -> &'static str {
                match self { $(Self::$name => $what,)* }
            }
        }
    };
}

limits! {
    /// Sign-ups from one address.
    SignUp = "sign_up", "sign-ups";
    /// Logins from one address.
    Login = "login", "logins";
    /// Wrong passwords for one account.
    Account = "account", "wrong passwords for one account";
    /// Links to set one account's password anew.
    Reset = "reset", "links for one account";
    /// Users looked up.
    UserLookup = "user_lookup", "users looked up";
    /// Bytes of requests.
    Body = "body", "bytes in requests";
    /// New posts of one account.
    Post = "post", "posts of one account";
    /// Changes by one account.
    Edit = "edit", "edits of one account";
    /// Sessions that one account ends.
    Session = "session", "sessions of one account";
    /// Reports and blocks of one account.
    Report = "report", "reports of one account";
    /// Characters that one account writes.
    Text = "text", "characters of one account";
    /// Votes of one account.
    Vote = "vote", "votes of one account";
}

/// Counts the tries that each limit refuses.
#[derive(Default)]
pub(super) struct Refusals([AtomicU64; Limit::ALL.len()]);

impl Refusals {
    /// Counts one more.
    pub(super) fn count(&self, limit: Limit) {
        self.0[limit as usize].fetch_add(1, Relaxed);
    }

    /// Returns how many there were of each so far.
    pub(super) fn counts(&self) -> impl Iterator<Item = (Limit, u64)> {
        Limit::ALL.iter().zip(&self.0).map(|(limit, count)| (*limit, count.load(Relaxed)))
    }
}
