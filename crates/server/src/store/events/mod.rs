//! Reads the log of events, which the database itself writes (`migrations/0006_events.sql`).

mod event;
mod log;
mod position;
mod purge;

pub(crate) use self::{
    event::Message,
    log::{Batch, delete_future, end, has, notify, read},
    position::{LogSnapshot, Position},
    purge::purge_old,
};
