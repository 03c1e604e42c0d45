//! What was read, kept for when the server is away: pages of lists, single posts, and what the place offers. A folder for
//! the account that is signed in, bounded, and gone when it signs out. It holds nothing that the server does not have, so
//! whatever cannot be read is thrown away.

mod folder;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::Utc;
use serde::{Deserialize, Serialize};

use self::folder::{Entry, Folder, remove};
use crate::{
    files::account_name,
    posts::{FeedPage, FeedPost},
    reading::View,
    status::{Features, Place},
};

/// What a cached answer was an answer to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Question {
    Page(Page),
    Post(i32),
    Features,
}

/// A page of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Page {
    pub(crate) view: View,
    pub(crate) search: String,
    /// Opaque; none for the first.
    pub(crate) begin: Option<String>,
}

/// One account's cache. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Cache(Arc<Mutex<Folder>>);

impl Cache {
    pub(crate) fn open(data_dir: &Path, place: &Place, account: i32) -> Self {
        let path = root(data_dir).join(account_name(place, account));
        Self(Arc::new(Mutex::new(Folder::new(path))))
    }

    /// Keeps an answer, beside what else is done.
    pub(crate) fn keep<T: Serialize + Send + 'static>(&self, question: Question, answer: T) {
        let cache = self.clone();
        tokio::task::spawn_blocking(move || {
            let folder = cache.folder();
            if let Err(error) = folder.keep(&Entry { question, at: Utc::now(), answer }) {
                tracing::warn!(%error, "what was read is not kept");
            }
        });
    }

    /// A page as it was, and when that was. What follows it is left out where it was not kept too.
    pub(crate) fn page(&self, page: &Page) -> Option<FeedPage> {
        let folder = self.folder();
        let (mut found, at) = folder.read::<FeedPage>(&Question::Page(page.clone()))?;
        found.as_of = Some(at);
        let behind = |next: &str| Question::Page(Page { begin: Some(next.to_owned()), ..page.clone() });
        found.next.take_if(|next| !folder.has(&behind(next)));
        Some(found)
    }

    /// What can be found in the pages of a view: a search is the server's, but better this than nothing.
    pub(crate) fn search(&self, view: &View, search: &str) -> Option<FeedPage> {
        let wanted = search.to_lowercase();
        let mut here = Page { view: view.clone(), search: String::new(), begin: None };
        let mut found = self.page(&here)?;
        while let Some(next) = found.next.take() {
            here.begin = Some(next);
            let Some(more) = self.page(&here) else { break };
            found.posts.extend(more.posts);
            found.next = more.next;
        }
        found.posts.retain(|post| post.title.to_lowercase().contains(&wanted));
        Some(found)
    }

    pub(crate) fn post(&self, id: i32) -> Option<FeedPost> {
        self.folder().read(&Question::Post(id)).map(|(post, _)| post)
    }

    pub(crate) fn features(&self) -> Option<Features> {
        self.folder().read(&Question::Features).map(|(features, _)| features)
    }

    /// A post is another now, or gone: so it is in what was read before.
    pub(crate) fn amend(&self, id: i32, post: Option<FeedPost>) {
        let cache = self.clone();
        tokio::task::spawn_blocking(move || {
            let folder = cache.folder();
            if let Err(error) = folder.amend(id, post.as_ref()) {
                tracing::warn!(%error, "what was read is not kept up to date");
            }
        });
    }

    /// Forgets everything, for good.
    pub(crate) fn close(&self) {
        if let Err(error) = self.folder().close() {
            tracing::error!(%error, "what was read is not removed");
        }
    }

    fn folder(&self) -> MutexGuard<'_, Folder> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes what accounts have read that are signed in no longer.
pub(crate) fn keep_only(data_dir: &Path, kept: Option<(&Place, i32)>) {
    let kept = kept.map(|(place, account)| account_name(place, account));
    for entry in fs::read_dir(root(data_dir)).into_iter().flatten().flatten() {
        if kept.as_deref().is_none_or(|kept| entry.file_name() != kept)
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
