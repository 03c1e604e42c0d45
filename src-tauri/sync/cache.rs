//! Caches what was read for when the server is away: pages of lists, single posts, and the features of the server. A folder for
//! the account that is signed in, bounded, and gone when it signs out. It holds nothing that the server does not have, so
//! whatever cannot be read is thrown away.

mod changes;
mod folder;
mod key;

use std::{
    collections::HashSet,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::Utc;
use parking_lot::{Mutex, MutexGuard};
use serde::Serialize;

pub(crate) use self::{
    changes::Change,
    key::{CacheKey, Page},
};
use self::{
    changes::{Changeable, Changes, Moment},
    folder::{Entry, Folder, remove},
};
use crate::{
    model::{AccountKey, Features, FeedPage, FeedPost, ServerLocation, View},
    storage::account_folder::folder_name,
};

/// The cache of one account. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Cache(Arc<Shared>);

struct Shared {
    folder: Mutex<Folder>,
    changes: Mutex<Changes>,
}

impl Cache {
    pub(crate) fn open(data_dir: &Path, server: &ServerLocation, account: i32) -> Self {
        let path = root(data_dir).join(folder_name(server, account));
        Self(Arc::new(Shared { folder: Mutex::new(Folder::new(path)), changes: Mutex::default() }))
    }

    /// The present, which dates an answer that is asked for now.
    pub(crate) fn now(&self) -> Moment {
        self.changes().now()
    }

    /// Keeps an answer that was asked for at a moment, beside what else is done.
    pub(crate) fn keep<T>(&self, key: CacheKey, asked: Moment, answer: T)
    where
        T: Changeable + Serialize + Send + 'static,
    {
        let cache = self.clone();
        tokio::task::spawn_blocking(move || cache.keep_now(key, asked, answer));
    }

    /// Applies a change of the reader's to a post, in the answers that were cached before and in those on their way.
    pub(crate) fn change(&self, change: Change) {
        self.changes().push(change);
        let cache = self.clone();
        tokio::task::spawn_blocking(move || cache.take_over(&mut cache.folder()));
    }

    fn keep_now<T: Changeable + Serialize>(&self, key: CacheKey, asked: Moment, mut answer: T) {
        let mut folder = self.folder();
        self.take_over(&mut folder);
        for change in self.changes().since(asked) {
            answer.take_over(&key, change);
        }
        if let Err(error) = folder.keep(&Entry { key, at: Utc::now(), answer }) {
            tracing::warn!(%error, "what was read is not kept");
        }
    }

    fn take_over(&self, folder: &mut Folder) {
        let (now, changes) = {
            let changes = self.changes();
            (changes.now(), changes.since(folder.changed).cloned().collect::<Vec<_>>())
        };
        folder.changed = now;
        if let Err(error) = folder.change(&changes) {
            tracing::warn!(%error, "what was read is not kept up to date");
        }
    }

    /// Returns a page as it was, and its time. The next page is left out where it was not kept too.
    pub(crate) fn page(&self, page: &Page) -> Option<FeedPage> {
        let folder = self.folder();
        let (mut found, at) = folder.read::<FeedPage>(&CacheKey::Page(page.clone()))?;
        found.as_of = Some(at);
        let behind = |next: &str| CacheKey::Page(Page { begin: Some(next.to_owned()), ..page.clone() });
        found.next.take_if(|next| !folder.has(&behind(next)));
        Some(found)
    }

    /// Searches the cached pages of a view: a search is the server's, but better this than nothing.
    pub(crate) fn search(&self, view: &View, search: &str) -> Option<FeedPage> {
        let wanted = search.to_lowercase();
        let mut here = Page { view: view.clone(), search: String::new(), begin: None };
        let mut found = self.page(&here)?;
        // A server may have linked pages in a circle.
        let mut read = HashSet::new();
        while let Some(next) = found.next.take().filter(|next| read.insert(next.clone())) {
            here.begin = Some(next);
            let Some(more) = self.page(&here) else { break };
            found.posts.extend(more.posts);
            found.next = more.next;
        }
        found.posts.retain(|post| post.title.to_lowercase().contains(&wanted));
        Some(found)
    }

    pub(crate) fn post(&self, id: i32) -> Option<FeedPost> {
        self.folder().read(&CacheKey::Post(id)).map(|(post, _)| post)
    }

    pub(crate) fn features(&self) -> Option<Features> {
        self.folder().read(&CacheKey::Features).map(|(features, _)| features)
    }

    /// Forgets everything, for good.
    pub(crate) fn close(&self) {
        if let Err(error) = self.folder().close() {
            tracing::error!(%error, "what was read is not removed");
        }
    }

    fn folder(&self) -> MutexGuard<'_, Folder> {
        self.0.folder.lock()
    }

    /// Locks the changes, never while the disk is waited for.
    fn changes(&self) -> MutexGuard<'_, Changes> {
        self.0.changes.lock()
    }
}

/// Removes the caches of accounts that are signed in no longer.
pub(crate) fn prune_other_accounts(data_dir: &Path, kept: &[AccountKey]) {
    let kept: HashSet<_> = kept.iter().map(|key| OsString::from(folder_name(&key.server, key.account))).collect();
    for entry in fs::read_dir(root(data_dir)).into_iter().flatten().flatten() {
        if !kept.contains(&entry.file_name())
            && let Err(error) = remove(&entry.path())
        {
            tracing::error!(%error, "what was read is not removed");
        }
    }
}

fn root(data_dir: &Path) -> PathBuf {
    data_dir.join("cache")
}

#[cfg(test)]
mod tests;
