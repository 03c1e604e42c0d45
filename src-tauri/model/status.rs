//! The status of the app at a moment, which is all that the window knows of it. It is sent whole at every change, so
//! that the window never has to put together what it missed.

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

/// A step of a connection attempt.
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

/// The state of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StepState {
    Waiting,
    Running,
    Done,
    Failed,
}

/// A step and its state.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct StepProgress {
    step: Step,
    state: StepState,
}

/// The phase of the connection to a server location.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Phase {
    /// The choice of a server location, on the first screen.
    Choosing,
    /// A connection attempt that runs.
    Starting { steps: Vec<StepProgress> },
    /// A connection attempt that failed.
    Failed { steps: Vec<StepProgress>, error: CommandError },
    /// A connection that is there.
    Ready,
}

impl Phase {
    /// Returns the beginning of a connection attempt.
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

/// The storage of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SessionStore {
    /// The keychain of the operating system.
    Keychain,
    /// Memory, until the keychain is unlocked.
    Locked,
    /// Memory, until the keychain answers.
    Silent,
    /// Memory, because no keychain works.
    UntilExit,
}

/// The features of a server beyond what every deployment has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate answer")]
pub(crate) struct Features {
    /// Management of one's account.
    pub(crate) account: bool,
    /// Names that people show instead of their addresses.
    pub(crate) display_names: bool,
    /// A list of one's drafts.
    pub(crate) drafts: bool,
    /// An event stream.
    pub(crate) events: bool,
    /// Idempotency keys: a post is written once, however often it is sent.
    pub(crate) idempotency: bool,
    /// A search for people.
    pub(crate) people_search: bool,
    /// A list of one's sessions, and their end.
    pub(crate) sessions: bool,
    /// Orders of posts by votes.
    pub(crate) sort: bool,
    /// A search for words of titles and texts.
    pub(crate) text_search: bool,
    /// A list of one person's posts.
    pub(crate) user_posts: bool,
    /// The longest texts that it takes; none where it does not tell.
    pub(crate) text_limits: Option<TextLimits>,
}

/// The most characters (Unicode scalar values) of a post's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub(crate) struct TextLimits {
    title: u32,
    content: u32,
}

impl From<hearth_api::Limits> for TextLimits {
    fn from(told: hearth_api::Limits) -> Self {
        let count = |most: usize| u32::try_from(most).unwrap_or(u32::MAX);
        Self { title: count(told.title_max), content: count(told.content_max) }
    }
}

impl From<Capabilities> for Features {
    fn from(told: Capabilities) -> Self {
        let Capabilities { account, display_names, drafts, events, idempotency, .. } = told;
        let Capabilities { limits, people_search, sessions, sort, text_search, user_posts, .. } = told;
        Self {
            account,
            display_names,
            drafts,
            events,
            idempotency,
            people_search,
            sessions,
            sort,
            text_limits: limits.map(TextLimits::from),
            text_search,
            user_posts,
        }
    }
}

/// A destination that the app can be asked for from outside the window: by an address, the tray or a notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Destination {
    /// A post, and the server location that has it; without one, the location where the reader is.
    Post { id: i32, server: Option<ServerLocation> },
    /// The form in which a post is written.
    Composer,
    /// The top of the newest posts.
    Newest,
    /// The reader's published posts.
    Mine,
}

/// The state of the connection to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Connection {
    Online,
    /// A server that does not answer; it is tried again and again until it does. The time is RFC 3339.
    Offline {
        since: DateTime<Utc>,
    },
    /// A server that is not asked, because the session is in a keychain that is not open.
    Locked,
}

/// The status of the app, sent as the event `status`.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct Status {
    pub(crate) server: Option<ServerLocation>,
    /// The address of a server that was entered last.
    pub(crate) address: String,
    /// The server that was left to choose another one, to which there is a way back.
    pub(crate) previous_server: Option<ServerLocation>,
    /// The addresses of the servers elsewhere that were used last, the newest first.
    pub(crate) recent_servers: Vec<String>,
    /// True where the server is this computer's and nobody has an account there yet.
    pub(crate) first_account: bool,
    /// True where posts of the server show their pictures without being asked.
    pub(crate) show_pictures: bool,
    pub(crate) phase: Phase,
    pub(crate) connection: Connection,
    pub(crate) account: Option<Account>,
    pub(crate) session_store: SessionStore,
    /// A sentence to show above the sign-in form, e.g. that the session has ended.
    #[ts(as = "Option<String>")]
    pub(crate) notice: Option<Text>,
    pub(crate) features: Features,
    /// The scroll positions of the reader in each view, the last one first.
    pub(crate) scroll_positions: Vec<ScrollPosition>,
    /// The destination that was asked for from outside, until the window has shown it.
    pub(crate) pending_destination: Option<Destination>,
    pub(crate) preferences: Preferences,
    pub(crate) locale: LocaleInfo,
}

impl Status {
    /// Returns the status before anything is connected.
    pub(crate) fn initial(locale: LocaleInfo) -> Self {
        Self {
            server: None,
            address: String::new(),
            previous_server: None,
            recent_servers: Vec::new(),
            first_account: false,
            show_pictures: false,
            phase: Phase::Choosing,
            connection: Connection::Online,
            account: None,
            session_store: SessionStore::Keychain,
            notice: None,
            features: Features::default(),
            scroll_positions: Vec::new(),
            pending_destination: None,
            preferences: Preferences::default(),
            locale,
        }
    }
}
