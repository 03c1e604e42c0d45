//! Defines what is asked of the votes, and what becomes of it.

use super::super::caller::Caller;

/// Asks to vote for a post, or to take the vote back.
#[derive(Clone, Copy)]
pub(crate) struct VoteRequest {
    pub(crate) caller: Caller,
    pub(crate) post_id: i32,
    /// Whether to vote, or to take the vote back.
    pub(crate) vote: bool,
}

/// Tells what became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    /// The vote is there already, or there is none to take back.
    Unchanged,
    NoPost,
    InvalidSession,
}
