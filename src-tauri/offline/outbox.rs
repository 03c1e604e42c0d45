//! Posts and votes that wait to be sent, in their order: one file for each account of each place, which survives whatever
//! happens to the app. A post goes through here always, under a key of its own, so that neither a crash nor a lost
//! answer makes two of it.

use std::{
    collections::HashMap,
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, oneshot};
use ts_rs::TS;
use uuid::Uuid;

use crate::{
    commands::PostInput,
    error::{CommandError, ErrorCode},
    files::{account_name, make_private, put_aside, replace},
    posts::FeedPost,
    status::Place,
};

/// How much can wait. A post is a mebibyte at most, so this is a full day's work.
const ENTRIES_MAX: usize = 500;
const BYTES_MAX: usize = 64 * 1024 * 1024;

/// How many posts are remembered that were sent last.
const SENT_MAX: usize = 100;

/// What waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Item {
    Post {
        title: String,
        content: String,
        published: bool,
        /// Why the server does not take it; it is then the author's turn.
        refused: Option<ErrorCode>,
    },
    Vote {
        post: i32,
        up: bool,
    },
}

/// Something that waits, and since when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub(crate) struct Entry {
    /// Also the key under which a post is sent.
    pub(crate) id: String,
    /// RFC 3339.
    pub(crate) since: DateTime<Utc>,
    /// When it was tried first, if that may have worked; RFC 3339.
    pub(crate) tried: Option<DateTime<Utc>>,
    pub(crate) item: Item,
}

impl Entry {
    fn new(item: Item) -> Self {
        Self { id: Uuid::new_v4().to_string(), since: Utc::now(), tried: None, item }
    }

    fn is_refused(&self) -> bool {
        matches!(&self.item, Item::Post { refused: Some(_), .. })
    }
}

/// What becomes of an entry that somebody waits for.
#[derive(Debug)]
pub(crate) enum Outcome {
    Sent(Box<FeedPost>),
    /// The server will not have it; its entry is left for its author.
    Refused(CommandError),
    /// It is not known when it can be sent.
    Waiting,
}

/// The file's content.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Content {
    entries: Vec<Entry>,
    /// The posts that were sent last, for places that know no keys.
    sent: Vec<i32>,
}

/// One account's outbox. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Outbox(Arc<Shared>);

struct Shared {
    path: PathBuf,
    state: Mutex<State>,
    /// There may be something to send.
    wanted: Notify,
}

#[derive(Default)]
struct State {
    content: Content,
    /// Who waits to hear what becomes of an entry.
    awaited: HashMap<String, oneshot::Sender<Outcome>>,
    /// What is being sent at this moment.
    sending: Option<String>,
    /// Where a file was put that could not be read, until somebody has been told.
    aside: Option<PathBuf>,
}

/// The outboxes that are open: each file has one owner, however often its account signs in.
pub(crate) struct Outboxes {
    dir: PathBuf,
    open: Mutex<HashMap<PathBuf, Outbox>>,
}

impl Outboxes {
    pub(crate) fn new(data_dir: &Path) -> Self {
        Self { dir: data_dir.join("outbox"), open: Mutex::default() }
    }

    pub(crate) fn open(&self, place: &Place, account: i32) -> Outbox {
        let path = self.dir.join(account_name(place, account)).with_added_extension("json");
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.entry(path.clone()).or_insert_with(|| Outbox::read(path)).clone()
    }
}

impl Outbox {
    fn read(path: PathBuf) -> Self {
        let content = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::from),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Content::default()),
            Err(error) => Err(error),
        };
        let state = match content {
            Ok(content) => State { content, ..State::default() },
            Err(error) => State { aside: Some(put_aside(&path, &error)), ..State::default() },
        };
        Self(Arc::new(Shared { path, state: Mutex::new(state), wanted: Notify::new() }))
    }

    /// All that waits, in its order.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.state().content.entries.clone()
    }

    /// As [`entries`](Self::entries), without those of which somebody is about to hear.
    pub(crate) fn waiting(&self) -> Vec<Entry> {
        let mut entries = self.entries();
        entries.retain(|entry| !self.is_awaited(entry));
        entries
    }

    /// Whether somebody waits to hear what becomes of it.
    pub(crate) fn is_awaited(&self, entry: &Entry) -> bool {
        self.state().awaited.get(&entry.id).is_some_and(|teller| !teller.is_closed())
    }

    /// Where a file was put that could not be read; told once.
    pub(crate) fn aside(&self) -> Option<PathBuf> {
        self.state().aside.take()
    }

    /// Takes a post in, and answers what it is called here and, later, what becomes of it.
    pub(crate) fn add_post(&self, post: PostInput) -> io::Result<(String, oneshot::Receiver<Outcome>)> {
        let PostInput { title, content, published } = post;
        let entry = Entry::new(Item::Post { title, content, published, refused: None });
        let id = entry.id.clone();
        let (tell, told) = oneshot::channel();
        let mut state = self.state();
        self.change(&mut state, |content| content.entries.push(entry))?;
        state.awaited.insert(id.clone(), tell);
        Ok((id, told))
    }

    /// Takes a vote in. What was wanted of the same post before no longer counts.
    pub(crate) fn add_vote(&self, post: i32, up: bool) -> io::Result<()> {
        let entry = Entry::new(Item::Vote { post, up });
        let mut state = self.state();
        self.change(&mut state, |content| {
            content.entries.retain(|entry| !matches!(entry.item, Item::Vote { post: other, .. } if other == post));
            content.entries.push(entry);
        })
    }

    /// The vote on a post that waits.
    pub(crate) fn vote_on(&self, wanted: i32) -> Option<bool> {
        self.state().content.entries.iter().find_map(|entry| match entry.item {
            Item::Vote { post, up } if post == wanted => Some(up),
            _ => None,
        })
    }

    /// Takes a post out that is neither sent nor may have arrived; none where that is too late.
    pub(crate) fn take_back(&self, id: &str) -> io::Result<Option<Item>> {
        let mut state = self.state();
        if state.sending.as_deref() == Some(id) {
            return Ok(None);
        }
        let entry = state.content.entries.iter().find(|entry| entry.id == id && entry.tried.is_none());
        let Some(item) = entry.map(|entry| entry.item.clone()) else { return Ok(None) };
        self.change(&mut state, |content| content.entries.retain(|entry| entry.id != id))?;
        Ok(Some(item))
    }

    /// There may be something to send.
    pub(crate) fn wake(&self) {
        self.0.wanted.notify_one();
    }

    /// Waits until there may be something to send.
    pub(crate) async fn wanted(&self) {
        self.0.wanted.notified().await;
    }

    /// The next to be sent, which from now on counts as tried, durably; and whether it had been tried before.
    pub(crate) fn begin(&self) -> io::Result<Option<(Entry, Option<DateTime<Utc>>)>> {
        let mut state = self.state();
        let next = state.content.entries.iter().position(|entry| !entry.is_refused());
        let Some(at) = next else { return Ok(None) };
        let before = state.content.entries[at].tried;
        // A vote may be cast any number of times.
        if before.is_none() && matches!(state.content.entries[at].item, Item::Post { .. }) {
            self.change(&mut state, |content| content.entries[at].tried = Some(Utc::now()))?;
        }
        let entry = state.content.entries[at].clone();
        state.sending = Some(entry.id.clone());
        Ok(Some((entry, before)))
    }

    /// An entry is done with.
    pub(crate) fn done(&self, entry: &Entry, sent: Option<FeedPost>) -> io::Result<()> {
        let mut state = self.state();
        state.sending = None;
        self.change(&mut state, |content| {
            content.entries.retain(|other| other.id != entry.id);
            content.sent.extend(sent.as_ref().map(|post| post.id));
            let old = content.sent.len().saturating_sub(SENT_MAX);
            content.sent.drain(..old);
        })?;
        if let (Some(teller), Some(post)) = (state.awaited.remove(&entry.id), sent) {
            // Nobody may wait any longer.
            let _ = teller.send(Outcome::Sent(Box::new(post)));
        }
        Ok(())
    }

    /// The server will not have a post: it stays here for its author, and blocks nothing.
    pub(crate) fn refused(&self, entry: &Entry, why: CommandError) -> io::Result<()> {
        let mut state = self.state();
        state.sending = None;
        self.change(&mut state, |content| {
            for other in content.entries.iter_mut().filter(|other| other.id == entry.id) {
                other.tried = None;
                if let Item::Post { refused, .. } = &mut other.item {
                    *refused = Some(why.code);
                }
            }
        })?;
        if let Some(teller) = state.awaited.remove(&entry.id) {
            let _ = teller.send(Outcome::Refused(why));
        }
        Ok(())
    }

    /// An attempt came to nothing; `unsure` where it may have worked all the same. Whoever waits need not any more.
    pub(crate) fn put_off(&self, entry: &Entry, before: Option<DateTime<Utc>>, unsure: bool) -> io::Result<()> {
        let mut state = self.state();
        state.sending = None;
        for (_, teller) in state.awaited.drain() {
            let _ = teller.send(Outcome::Waiting);
        }
        if unsure || before.is_some() {
            return Ok(());
        }
        self.change(&mut state, |content| {
            for other in content.entries.iter_mut().filter(|other| other.id == entry.id) {
                other.tried = None;
            }
        })
    }

    /// Whether a post is known to have come from another entry.
    pub(crate) fn has_sent(&self, post: i32) -> bool {
        self.state().content.sent.contains(&post)
    }

    /// Forgets everything: the account is gone.
    pub(crate) fn clear(&self) -> io::Result<()> {
        let mut state = self.state();
        *state = State::default();
        crate::files::absent_is_fine(fs::remove_file(&self.0.path))
    }

    /// Changes what waits, on the disk first: what is not kept there has not happened.
    fn change(&self, state: &mut State, change: impl FnOnce(&mut Content)) -> io::Result<()> {
        let mut content = state.content.clone();
        change(&mut content);
        if content == state.content {
            return Ok(());
        }
        let bytes = serde_json::to_vec(&content)?;
        let grows = content.entries.len() > state.content.entries.len();
        if grows && (content.entries.len() > ENTRIES_MAX || bytes.len() > BYTES_MAX) {
            return Err(ErrorKind::QuotaExceeded.into());
        }
        if let Some(folder) = self.0.path.parent() {
            make_private(folder)?;
        }
        replace(&self.0.path, &bytes)?;
        state.content = content;
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
