//! Records the state of outbox entries while they are sent.

use std::io;

use chrono::{DateTime, Utc};

use super::{Entry, Item, Outbox, Outcome, State, store::Record};
use crate::{error::CommandError, model::FeedPost};

/// Bounds how many of the posts sent last are remembered, for servers without idempotency keys.
const SENT_MAX: usize = 100;

impl Outbox {
    /// Takes the next entry to be sent, which from now on counts as tried, durably; and the time at which it had been
    /// tried before.
    pub(crate) fn begin(&self) -> io::Result<Option<(Entry, Option<DateTime<Utc>>)>> {
        let mut state = self.state();
        let next = state.contents.entries.iter().find(|(_, entry)| !entry.is_refused());
        let Some((number, mut entry)) = next.map(|(number, entry)| (*number, entry.clone())) else { return Ok(None) };
        let before = entry.tried;
        // A vote may be cast any number of times.
        if before.is_none() && matches!(entry.item, Item::Post { .. }) {
            entry.tried = Some(Utc::now());
            self.put(&mut state, number, entry.clone())?;
        }
        state.sending = Some(entry.id.clone());
        Ok(Some((entry, before)))
    }

    /// Removes an entry that is done. The post that came of it is remembered where the server would not know it again
    /// by its key. Otherwise it is no harm if it is sent once more after the power has failed, so that the disk is not
    /// waited for.
    pub(crate) fn done(&self, entry: &Entry, sent: Option<FeedPost>, keyed: bool) -> io::Result<()> {
        let mut state = self.state();
        state.sending = None;
        // What was wanted of the same post may be another vote by now.
        let Some((number, _)) = state.find(&entry.id) else { return Ok(()) };
        match &sent {
            // A full disk has no room for a word more, but it lets go of what is there.
            Some(post) if !keyed => {
                self.remember(&mut state, number, post.id).or_else(|_| self.0.store.forget(number))?;
            }
            _ => self.0.store.forget(number)?,
        }
        state.contents.entries.remove(&number);
        if let Some(post) = sent {
            state.tell(entry, Outcome::Sent(Box::new(post)));
        }
        Ok(())
    }

    /// Notes that the server refuses a post: it stays here for its author, and blocks nothing.
    pub(crate) fn refused(&self, entry: &Entry, why: CommandError) -> io::Result<()> {
        let mut state = self.state();
        state.sending = None;
        let code = why.code;
        self.amend(&mut state, entry, |entry| {
            entry.tried = None;
            if let Item::Post { refused, .. } = &mut entry.item {
                *refused = Some(code);
            }
        })?;
        state.tell(entry, Outcome::Refused(why));
        Ok(())
    }

    /// Notes that an attempt failed; `unsure` where it may have worked all the same. Whoever waits need not any more.
    pub(crate) fn put_off(&self, entry: &Entry, before: Option<DateTime<Utc>>, unsure: bool) -> io::Result<()> {
        let mut state = self.state();
        state.sending = None;
        for (_, teller) in state.awaited.drain() {
            let _ = teller.send(Outcome::Waiting);
        }
        if unsure || before.is_some() {
            return Ok(());
        }
        self.amend(&mut state, entry, |entry| entry.tried = None)
    }

    /// Returns whether a post is known to have come from another entry.
    pub(crate) fn has_sent(&self, post: i32) -> bool {
        self.state().contents.sent.values().any(|sent| *sent == post)
    }

    fn amend(&self, state: &mut State, entry: &Entry, change: impl FnOnce(&mut Entry)) -> io::Result<()> {
        let Some((number, mut entry)) = state.find(&entry.id).map(|(number, entry)| (number, entry.clone())) else {
            return Ok(());
        };
        change(&mut entry);
        self.put(state, number, entry)
    }

    fn remember(&self, state: &mut State, number: u64, post: i32) -> io::Result<()> {
        self.0.store.write(number, &Record::Sent(post))?;
        let sent = &mut state.contents.sent;
        sent.insert(number, post);
        while sent.len() > SENT_MAX
            && let Some((oldest, _)) = sent.pop_first()
        {
            // Where it stays it does no harm, and goes another time.
            let _ = self.0.store.forget(oldest);
        }
        Ok(())
    }
}
