//! Moves people, posts and votes out of a database and into another, as lines of JSON that other programs read and write.

mod error;
mod export;
mod import;
mod record;

pub use self::{
    error::TransferError,
    export::export,
    import::import,
    record::{Accounts, Transferred},
};
