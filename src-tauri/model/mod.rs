//! Plain types that cross to the window: what there is, without what is done with it.

mod account;
mod live_event;
mod outbox_change;
mod post;
mod preferences;
mod status;
mod view;

pub(crate) use self::{
    account::{Account, AccountKey, ServerLocation},
    live_event::LiveEvent,
    outbox_change::OutboxChange,
    post::{FeedPage, FeedPost, PostInput, VoteOutcome},
    preferences::{Preferences, Theme},
    status::{Connection, Destination, Features, Phase, SessionStore, Status, Step},
    view::{ScrollPosition, View},
};

#[cfg(test)]
pub(crate) use self::{
    post::{Found, FoundPart, SearchCount},
    preferences::{Contrast, Density},
    status::{StepProgress, StepState, TextLimits},
};
