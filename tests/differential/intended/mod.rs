//! Lists the intended differences, each with its reason. What is not on this list is a mistake, of one side or the
//! other.

mod accounts;
mod cors;
mod parsing;
mod protocol;
mod rules;

use crate::{compare::Difference, model::Model, normal::Normal, request::Request};

/// A request and its two answers.
pub(crate) struct Case<'a> {
    pub(crate) request: &'a Request,
    pub(crate) left: &'a Normal,
    pub(crate) right: &'a Normal,
    pub(crate) model: &'a Model,
}

/// A difference that is meant.
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) reason: &'static str,
    /// A test whether a difference is of that kind: as narrow as can be.
    explains: fn(&Case, &Difference) -> bool,
}

pub(crate) use protocol::{HEAD, REDIRECT};

/// Lists the entries.
pub(crate) fn all() -> impl Iterator<Item = &'static Entry> {
    [REDIRECT, HEAD]
        .into_iter()
        .chain(rules::ENTRIES)
        .chain(protocol::ENTRIES)
        .chain(cors::ENTRIES)
        .chain(accounts::ENTRIES)
        .chain(parsing::ENTRIES)
}

/// Finds the entry that explains a difference.
pub(crate) fn find(case: &Case, difference: &Difference) -> Option<&'static Entry> {
    all().find(|entry| (entry.explains)(case, difference))
}

/// Returns whether the two statuses are these.
fn statuses(case: &Case, left: u16, right: u16) -> bool {
    case.left.status == left && case.right.status == right
}
