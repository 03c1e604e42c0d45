//! Keeps posts and votes until they are sent, in their order, whatever happens to the app. A post goes through
//! here always, under a key of its own, so that neither a crash nor a lost answer makes two of it.

mod entry;
mod legacy_format;
mod sending;
mod store;
mod view;

use std::{
    collections::{HashMap, HashSet},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::Arc,
};

use parking_lot::{Mutex, MutexGuard};
use tokio::sync::{Notify, oneshot};

use self::store::{BYTES_MAX, Contents, OutboxStore, Record};
#[cfg(test)]
pub(crate) use self::view::OutboxPost;
pub(crate) use self::{
    entry::{Entry, Item, Outcome},
    view::OutboxContents,
};
use crate::{
    model::{PostInput, ServerLocation},
    storage::account_folder::folder_name,
};

/// Bounds how many entries can wait.
const ENTRIES_MAX: usize = 500;

/// The outbox of one account. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Outbox(Arc<Shared>);

struct Shared {
    store: OutboxStore,
    state: Mutex<State>,
    /// The signal that there may be something to send.
    wanted: Notify,
}

struct State {
    contents: Contents,
    /// The senders of outcomes to those who wait for them, by entry.
    awaited: HashMap<String, oneshot::Sender<Outcome>>,
    /// The id of the entry that is being sent.
    sending: Option<String>,
}

/// The outboxes that are open: each folder has one owner, however often its account signs in.
pub(crate) struct Outboxes {
    dir: PathBuf,
    open: Mutex<HashMap<PathBuf, Outbox>>,
}

impl Outboxes {
    pub(crate) fn new(data_dir: &Path) -> Self {
        Self { dir: data_dir.join("outbox"), open: Mutex::default() }
    }

    pub(crate) fn open(&self, server: &ServerLocation, account: i32) -> Outbox {
        let folder = self.dir.join(folder_name(server, account));
        let mut open = self.open.lock();
        open.entry(folder.clone()).or_insert_with(|| Outbox::read(folder)).clone()
    }
}

impl State {
    fn of(contents: Contents) -> Self {
        Self { contents, awaited: HashMap::new(), sending: None }
    }

    /// Finds an entry and its number, unless it is gone.
    fn find(&self, id: &str) -> Option<(u64, &Entry)> {
        self.contents.entries.iter().find(|(_, entry)| entry.id == id).map(|(number, entry)| (*number, entry))
    }

    /// Returns whether somebody waits for the outcome of an entry.
    fn is_awaited(&self, entry: &Entry) -> bool {
        self.awaited.get(&entry.id).is_some_and(|teller| !teller.is_closed())
    }

    fn tell(&mut self, entry: &Entry, outcome: Outcome) {
        if let Some(teller) = self.awaited.remove(&entry.id) {
            // Nobody may wait any longer.
            let _ = teller.send(outcome);
        }
    }
}

impl Outbox {
    fn read(folder: PathBuf) -> Self {
        let store = OutboxStore::new(folder);
        let mut contents = store.read();
        if let Err(error) = legacy_format::take_over(&store, &mut contents) {
            tracing::error!(%error, "what an earlier version left to be sent is not taken over whole");
        }
        Self(Arc::new(Shared { store, state: Mutex::new(State::of(contents)), wanted: Notify::new() }))
    }

    /// A post that waits.
    pub(crate) fn post(&self, id: &str) -> Option<PostInput> {
        self.state().find(id).and_then(|(_, entry)| entry.post())
    }

    /// Returns the posts that wait.
    pub(crate) fn posts(&self) -> Vec<PostInput> {
        self.state().contents.entries.values().filter_map(Entry::post).collect()
    }

    /// Returns whether somebody waits for the outcome of an entry.
    pub(crate) fn is_awaited(&self, entry: &Entry) -> bool {
        self.state().is_awaited(entry)
    }

    /// Adds a post, and returns the id of its entry and a receiver of its outcome.
    pub(crate) fn add_post(&self, post: PostInput) -> io::Result<(String, oneshot::Receiver<Outcome>)> {
        let PostInput { title, content, published } = post;
        let entry = Entry::new(Item::Post { title, content, published, refused: None });
        let id = entry.id.clone();
        let (tell, told) = oneshot::channel();
        let mut state = self.state();
        self.add(&mut state, entry)?;
        state.awaited.insert(id.clone(), tell);
        Ok((id, told))
    }

    /// Adds a vote, in place of one that waits for the same post.
    pub(crate) fn add_vote(&self, post: i32, up: bool) -> io::Result<()> {
        let entry = Entry::new(Item::Vote { post, up });
        let mut state = self.state();
        let before =
            state.contents.entries.iter().find(|(_, entry)| entry.voted_on() == Some(post)).map(|(number, _)| *number);
        match before {
            Some(number) => self.put(&mut state, number, entry),
            None => self.add(&mut state, entry),
        }
    }

    /// The votes that wait, by post.
    pub(crate) fn votes(&self) -> HashMap<i32, bool> {
        let state = self.state();
        let votes = state.contents.entries.values().filter_map(|entry| match entry.item {
            Item::Vote { post, up } => Some((post, up)),
            Item::Post { .. } => None,
        });
        votes.collect()
    }

    /// The posts whose votes wait and are not being sent.
    pub(crate) fn unsent_votes(&self) -> HashSet<i32> {
        let state = self.state();
        let unsent = state.contents.entries.values().filter(|entry| state.sending.as_deref() != Some(&*entry.id));
        unsent.filter_map(Entry::voted_on).collect()
    }

    /// Takes a post out that is neither sent nor may have arrived; returns false where that is too late.
    pub(crate) fn take_back(&self, id: &str) -> io::Result<bool> {
        let mut state = self.state();
        if state.sending.as_deref() == Some(id) {
            return Ok(false);
        }
        let Some((number, _)) = state.find(id).filter(|(_, entry)| entry.tried.is_none()) else { return Ok(false) };
        self.0.store.remove(number)?;
        state.contents.entries.remove(&number);
        Ok(true)
    }

    /// Signals that there may be something to send.
    pub(crate) fn wake(&self) {
        self.0.wanted.notify_one();
    }

    /// Waits until there may be something to send.
    pub(crate) async fn wanted(&self) {
        self.0.wanted.notified().await;
    }

    /// Forgets everything: the account is gone.
    pub(crate) fn clear(&self) -> io::Result<()> {
        let mut state = self.state();
        *state = State::of(Contents::default());
        self.0.store.clear()
    }

    fn add(&self, state: &mut State, entry: Entry) -> io::Result<()> {
        let entries = &state.contents.entries;
        let bytes = entries.values().map(Entry::bytes).sum::<usize>() + entry.bytes();
        if entries.len() >= ENTRIES_MAX || bytes > BYTES_MAX {
            return Err(ErrorKind::QuotaExceeded.into());
        }
        let number = state.contents.free;
        state.contents.free += 1;
        // What failed in the middle must not be there at the next start.
        self.put(state, number, entry).inspect_err(|_| drop(self.0.store.forget(number)))
    }

    /// Writes an entry, to the disk first: what is not kept there has not happened.
    fn put(&self, state: &mut State, number: u64, entry: Entry) -> io::Result<()> {
        self.0.store.write(number, &Record::Waiting(&entry))?;
        state.contents.entries.insert(number, entry);
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock()
    }
}

#[cfg(test)]
mod tests;
