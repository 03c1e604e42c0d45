//! Looks after people and posts, for whoever administers the server. Whoever has its database may do so: no session is asked for.

mod accounts;
mod error;
mod moderation;

pub use self::{
    accounts::{SessionsEnded, end_sessions, find, list, reset_password},
    error::{AdministrationError, SEARCHED_MAX},
    moderation::{
        approve, audit_log, create_invite, invites, remove, remove_post, reset_link, restore_post, revoke_invite,
        set_role, suspend, unsuspend,
    },
};
pub use crate::store::moderation::{Only, Person};
