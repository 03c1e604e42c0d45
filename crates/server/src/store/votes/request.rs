//! Defines vote requests and their outcomes.

use super::super::caller::Caller;

/// A request to vote for a post, or to take the vote back.
#[derive(Clone, Copy)]
pub(crate) struct VoteRequest {
    pub(crate) caller: Caller,
    pub(crate) post_id: i32,
    /// True to vote, false to take the vote back.
    pub(crate) vote: bool,
}

/// The outcome of a vote request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    /// No change: the vote is there already, or there is none to take back.
    Unchanged,
    NoPost,
    InvalidSession,
}
