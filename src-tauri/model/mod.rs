//! Plain types that cross to the window: what there is, without what is done with it.

mod account;
mod account_entry;
mod consent;
mod live_event;
mod outbox_change;
mod phase;
mod post;
mod preferences;
mod server_check;
mod server_status;
mod status;
mod view;

pub(crate) use self::{
    account::{Accent, Account, AccountKey, ServerLocation},
    account_entry::{AccountEntry, SessionState},
    consent::Consent,
    live_event::{LiveEvent, LiveEvents},
    outbox_change::OutboxChange,
    phase::{Phase, Step},
    post::{FeedPage, FeedPost, PostInput, VoteOutcome},
    preferences::{Preferences, Theme},
    server_check::{CheckRow, ServerCheck, Verdict},
    server_status::{Connection, Features, ServerStatus},
    status::{Destination, SessionStore, Shown, Status},
    view::{ScrollPosition, View},
};

#[cfg(test)]
pub(crate) use self::{
    account_entry::AccountState,
    phase::{StepProgress, StepState},
    post::{Found, FoundPart, SearchCount},
    preferences::{Contrast, Density},
    server_status::TextLimits,
};
