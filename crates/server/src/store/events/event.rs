//! Defines an event, and what one user is told of it.

use hearth_api::PostEvent;

use super::Position;

/// The kind of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Created,
    Changed,
    /// The change of a draft into a published post.
    Published,
    /// The change of a published post into a draft.
    Withdrawn,
    Deleted,
    Voted,
}

impl Kind {
    /// Parses the name of a kind in the log.
    pub(super) fn parse(text: &str) -> Option<Self> {
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

/// An entry of the log.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) txid: u64,
    pub(crate) id: i64,
    pub(crate) kind: Kind,
    /// True where others than the owner may know of it.
    pub(crate) public: bool,
    pub(crate) data: PostEvent,
}

/// A message to a subscriber.
#[derive(Debug)]
pub(crate) enum Message {
    /// An event of a post.
    Post {
        /// Its position in the log.
        id: Position,
        /// The name of the event.
        name: &'static str,
        /// The post that it happened to.
        data: PostEvent,
    },
    /// The instruction to load afresh, because too much was missed.
    Reset {
        /// The position behind which the next messages begin.
        id: Position,
    },
    /// A sign of life: nothing happened up to here.
    Idle {
        /// The position of the subscriber.
        id: Position,
    },
}

impl Event {
    /// Returns the message that this is to a user, who stands at `id` with it; none where it is about another's draft.
    pub(crate) fn for_user(&self, user_id: i32, id: Position) -> Option<Message> {
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
        Some(Message::Post { id, name, data: self.data })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::position::LogSnapshot, *};

    fn names(kind: Kind, public: bool) -> [Option<&'static str>; 2] {
        let data = PostEvent { post_id: 1, owner_id: 7, vote: None };
        let event = Event { txid: 1, id: 1, kind, public, data };
        let position = Position::from(LogSnapshot { newest: 1, running: Vec::new() });
        [7, 8].map(|user_id| match event.for_user(user_id, position.clone())? {
            Message::Post { name, .. } => Some(name),
            _ => None,
        })
    }

    #[test]
    fn shows_drafts_to_their_owner_alone() {
        for kind in [Kind::Created, Kind::Changed, Kind::Deleted, Kind::Voted] {
            let [owner, other] = names(kind, false);
            assert!(owner.is_some() && other.is_none(), "{kind:?}");
        }
    }

    #[test]
    fn others_see_publishing_as_created_and_deleted() {
        assert_eq!(names(Kind::Published, true), [Some("changed"), Some("created")]);
        assert_eq!(names(Kind::Withdrawn, true), [Some("changed"), Some("deleted")]);
    }
}
