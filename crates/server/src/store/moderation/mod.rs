//! Does what administrators and moderators do. Each change is one statement with its entry in the audit log: neither is without
//! the other.
//!
//! Who may act is known before. On whom is part of each statement: a moderator not on an administrator, and nobody on an
//! administrator's account as a whole, who first has to be one no longer.

mod audit;
mod locks;
mod people;
mod posts;
mod roles;

pub(crate) use self::{
    audit::entries,
    locks::{Lock, active_lock, lift, suspend},
    people::{PeopleQuery, people, remove},
    posts::{remove_post, removed_post, restore_post},
    roles::{RoleOutcome, appoint_first, role_of, role_of_account, set_role},
};

pub use self::people::{Only, Person};

/// Who acts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Actor {
    /// The account; none at the command line of the server.
    pub(crate) id: Option<i32>,
    pub(crate) is_administrator: bool,
}

impl Actor {
    /// Whoever has the database itself.
    pub(crate) const COMMAND_LINE: Self = Self { id: None, is_administrator: true };
}
