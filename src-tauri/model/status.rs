//! The status of the app at a moment, which is all that the window knows of it. It is sent whole at every change, so that the window
//! never has to put together what it missed.

use chrono::{DateTime, Utc};
use hearth_client::Capabilities;
use hearth_postgres as postgres;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Account, Preferences, ScrollPosition, ServerLocation};
use crate::{
    error::CommandError,
    i18n::{LocaleInfo, Text},
};

/// What is done on the way to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Step {
    FindDatabase,
    CreateDatabase,
    StartDatabase,
    Migrate,
    Serve,
    Connect,
    RestoreSession,
}

impl From<postgres::Step> for Step {
    fn from(step: postgres::Step) -> Self {
        match step {
            postgres::Step::FindDatabase => Self::FindDatabase,
            postgres::Step::CreateDatabase => Self::CreateDatabase,
            postgres::Step::StartDatabase => Self::StartDatabase,
        }
    }
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StepState {
    Waiting,
    Running,
    Done,
    Failed,
}

/// A step and how far it is.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct StepProgress {
    step: Step,
    state: StepState,
}

/// Where the app is between choosing a place and being there.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Phase {
    /// No place is chosen: the first screen asks.
    Choosing,
    /// On the way.
    Starting { steps: Vec<StepProgress> },
    /// A step failed.
    Failed { steps: Vec<StepProgress>, error: CommandError },
    /// There.
    Ready,
}

impl Phase {
    /// The beginning of a way.
    pub(crate) fn starting(steps: &[Step]) -> Self {
        let waiting = |step: &Step| StepProgress { step: *step, state: StepState::Waiting };
        Self::Starting { steps: steps.iter().map(waiting).collect() }
    }

    /// Goes on to a step: those before it are done. A step that was not foreseen changes nothing.
    pub(crate) fn advance(&mut self, to: Step) {
        let Self::Starting { steps } = self else { return };
        let Some(at) = steps.iter().position(|progress| progress.step == to) else { return };
        for (index, progress) in steps.iter_mut().enumerate() {
            progress.state = match index.cmp(&at) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal => StepState::Running,
                std::cmp::Ordering::Greater => StepState::Waiting,
            };
        }
    }

    /// Stops at the step that was running.
    pub(crate) fn fail(&mut self, error: CommandError) {
        let mut steps = match std::mem::replace(self, Self::Choosing) {
            Self::Starting { steps } | Self::Failed { steps, .. } => steps,
            Self::Choosing | Self::Ready => Vec::new(),
        };
        for progress in &mut steps {
            if progress.state == StepState::Running {
                progress.state = StepState::Failed;
            }
        }
        *self = Self::Failed { steps, error };
    }
}

/// Where a session is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SessionStore {
    /// In the keychain of the operating system.
    Keychain,
    /// In memory until the keychain is unlocked.
    Locked,
    /// In memory until the keychain answers.
    Silent,
    /// In memory: no keychain works.
    UntilExit,
}

/// What the place offers beyond what every deployment does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate answer")]
pub(crate) struct Features {
    /// To look after one's account.
    pub(crate) account: bool,
    /// A list of one's drafts.
    pub(crate) drafts: bool,
    /// To tell of what happens while it happens.
    pub(crate) events: bool,
    /// To write a post once, however often it is sent.
    pub(crate) idempotency: bool,
    /// Posts by votes.
    pub(crate) sort: bool,
    /// A list of one person's posts.
    pub(crate) user_posts: bool,
}

impl From<Capabilities> for Features {
    fn from(Capabilities { account, drafts, events, idempotency, sort, user_posts }: Capabilities) -> Self {
        Self { account, drafts, events, idempotency, sort, user_posts }
    }
}

/// Where people can be brought from outside the window: by an address, the tray or a notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Destination {
    /// A post, and the place that has it; without one, the place where the reader is.
    Post { id: i32, place: Option<ServerLocation> },
    /// Where a post is written.
    Composer,
    /// What is new, from the top.
    Newest,
    /// What the reader has published.
    Mine,
}

/// Whether the place answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Connection {
    Online,
    /// It does not; it is tried again and again until it does. The time is RFC 3339.
    Offline {
        since: DateTime<Utc>,
    },
    /// It is not asked: the session is in a keychain that is not open.
    Locked,
}

/// All that the window needs to know, sent as the event `status`.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct Status {
    pub(crate) place: Option<ServerLocation>,
    /// The address of a server that was entered last.
    pub(crate) address: String,
    pub(crate) phase: Phase,
    pub(crate) connection: Connection,
    pub(crate) account: Option<Account>,
    pub(crate) session_store: SessionStore,
    /// A sentence to show above the sign-in form, e.g. that the session has ended.
    #[ts(as = "Option<String>")]
    pub(crate) notice: Option<Text>,
    pub(crate) features: Features,
    /// Where the reader was in each view, the last one first.
    pub(crate) reading: Vec<ScrollPosition>,
    /// Where somebody asked from outside to be brought, until the window has shown it.
    pub(crate) link: Option<Destination>,
    pub(crate) preferences: Preferences,
    pub(crate) speech: LocaleInfo,
}
