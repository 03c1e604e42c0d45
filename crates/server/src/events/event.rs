//! An event, and what it is to one user.

use std::{fmt, str::FromStr};

use hearth_api::PostEvent;

/// A place in the log, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    pub(super) txid: u64,
    pub(super) id: i64,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.txid, self.id)
    }
}

impl FromStr for Position {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (txid, id) = text.split_once('-').ok_or(())?;
        Ok(Self { txid: txid.parse().map_err(drop)?, id: id.parse().map_err(drop)? })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Created,
    Changed,
    /// A draft became a post.
    Published,
    /// A post became a draft.
    Withdrawn,
    Deleted,
    Voted,
}

impl Kind {
    pub(super) fn read(text: &str) -> Option<Self> {
        Some(match text {
            "created" => Self::Created,
            "changed" => Self::Changed,
            "published" => Self::Published,
            "withdrawn" => Self::Withdrawn,
            "deleted" => Self::Deleted,
            "voted" => Self::Voted,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) position: Position,
    pub(super) kind: Kind,
    /// Whether others than the owner may know of it.
    pub(super) public: bool,
    pub(super) data: PostEvent,
}

/// What a subscriber is told.
#[derive(Debug)]
pub(crate) enum Message {
    /// Something happened to a post.
    Post {
        /// Where it stands in the log.
        id: Position,
        /// What happened.
        name: &'static str,
        /// To which post.
        data: PostEvent,
    },
    /// Too much was missed: load afresh.
    Reset {
        /// What comes from now on begins behind it.
        id: Position,
    },
    /// Nothing happened up to here.
    Idle {
        /// Where the subscriber stands.
        id: Position,
    },
}

impl Event {
    /// What this is to a user; nothing where it is about another's draft.
    pub(super) fn for_user(&self, user_id: i32) -> Option<Message> {
        let mine = self.data.owner_id == user_id;
        if !mine && !self.public {
            return None;
        }
        let name = match self.kind {
            // To its owner it was there before and is there still.
            Kind::Published | Kind::Withdrawn if mine => "changed",
            Kind::Created | Kind::Published => "created",
            Kind::Changed => "changed",
            Kind::Deleted | Kind::Withdrawn => "deleted",
            Kind::Voted => "voted",
        };
        Some(Message::Post { id: self.position, name, data: self.data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(kind: Kind, public: bool) -> [Option<&'static str>; 2] {
        let data = PostEvent { post_id: 1, owner_id: 7, vote: None };
        let event = Event { position: Position { txid: 1, id: 1 }, kind, public, data };
        [7, 8].map(|user_id| match event.for_user(user_id)? {
            Message::Post { name, .. } => Some(name),
            _ => None,
        })
    }

    #[test]
    fn a_draft_is_its_owners_alone() {
        for kind in [Kind::Created, Kind::Changed, Kind::Deleted, Kind::Voted] {
            let [owner, other] = names(kind, false);
            assert!(owner.is_some() && other.is_none(), "{kind:?}");
        }
    }

    #[test]
    fn publishing_and_withdrawing_is_coming_and_going_to_others() {
        assert_eq!(names(Kind::Published, true), [Some("changed"), Some("created")]);
        assert_eq!(names(Kind::Withdrawn, true), [Some("changed"), Some("deleted")]);
    }
}
