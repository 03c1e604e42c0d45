//! The state of the connection to one server.

use chrono::{DateTime, Utc};
use hearth_client::Capabilities;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Phase, Step};

/// The state of the connection to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Connection {
    Online,
    /// A server that has not answered yet; meanwhile what is cached is shown.
    Connecting,
    /// A server that does not answer; it is tried again and again until it does. The time is RFC 3339. It is insecure where
    /// something answers whose certificate is refused.
    Offline {
        since: DateTime<Utc>,
        insecure: bool,
    },
    /// A server that is not asked, because the session is in a keychain that is not open.
    Locked,
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

/// The state of the connection to one server.
#[derive(Debug, Clone)]
pub(crate) struct ServerStatus {
    pub(crate) phase: Phase,
    pub(crate) connection: Connection,
    pub(crate) features: Features,
    /// True where the server is this computer's and nobody has an account there yet.
    pub(crate) first_account: bool,
    /// True where posts of the server show their pictures without being asked.
    pub(crate) show_pictures: bool,
}

impl ServerStatus {
    /// Returns the state at the beginning of a connection attempt.
    pub(crate) fn starting(steps: &[Step], show_pictures: bool) -> Self {
        Self {
            phase: Phase::starting(steps),
            connection: Connection::Online,
            features: Features::default(),
            first_account: false,
            show_pictures,
        }
    }

    /// Returns the state of a server that is turned off.
    pub(crate) fn off() -> Self {
        Self { phase: Phase::Off, ..Self::starting(&[], false) }
    }

    pub(crate) fn is_ready(&self) -> bool {
        matches!(self.phase, Phase::Ready)
    }

    pub(crate) fn is_online(&self) -> bool {
        self.is_ready() && self.connection == Connection::Online
    }
}
