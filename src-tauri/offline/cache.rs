//! What was read, kept for when the server is away: pages of lists, single posts, and what the place offers. A folder for
//! the account that is signed in, bounded, and gone when it signs out. It holds nothing that the server does not have, so
//! whatever cannot be read is thrown away.

use std::{
    fs::{self, File},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    files::{absent_is_fine, account_name, fingerprint, is_staged, make_private, replace},
    posts::{FeedPage, FeedPost},
    reading::View,
    status::{Features, Place},
};

/// How much is kept for one account. What was read longest ago goes.
const FILES_MAX: usize = 400;
const BYTES_MAX: u64 = 32 * 1024 * 1024;

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

/// An answer, and when it came.
#[derive(Serialize, Deserialize)]
struct Entry<T> {
    question: Question,
    at: DateTime<Utc>,
    answer: T,
}

/// One account's cache. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Cache(Arc<Mutex<Folder>>);

struct Folder {
    path: PathBuf,
    /// Nothing is written any more: the account has signed out.
    closed: bool,
}

impl Cache {
    pub(crate) fn open(data_dir: &Path, place: &Place, account: i32) -> Self {
        let path = root(data_dir).join(account_name(place, account));
        Self(Arc::new(Mutex::new(Folder { path, closed: false })))
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
        found.next.take_if(|next| !folder.file(&behind(next)).exists());
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
        let mut folder = self.folder();
        folder.closed = true;
        if let Err(error) = remove(&folder.path) {
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

/// Removes a file, or a folder where a file should be, or the other way round.
fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        _ => absent_is_fine(fs::remove_file(path)),
    }
}

impl Folder {
    fn file(&self, question: &Question) -> PathBuf {
        let text = serde_json::to_string(question).unwrap_or_default();
        self.path.join(format!("{:016x}.json", fingerprint(&text)))
    }

    fn keep<T: Serialize>(&self, entry: &Entry<T>) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let (file, bytes) = (self.file(&entry.question), serde_json::to_vec(entry)?);
        if bytes.len() as u64 > BYTES_MAX {
            return Ok(());
        }
        let written = self.prepare().and_then(|()| replace(&file, &bytes));
        // Something else may be where the file should be.
        written.or_else(|_| {
            remove(&file)?;
            replace(&file, &bytes)
        })?;
        self.trim()
    }

    fn prepare(&self) -> io::Result<()> {
        if fs::symlink_metadata(&self.path).is_ok_and(|metadata| !metadata.is_dir()) {
            fs::remove_file(&self.path)?;
        }
        make_private(&self.path)
    }

    /// An answer, where it is there and whole. Whatever else is there is removed.
    fn read<T: DeserializeOwned>(&self, question: &Question) -> Option<(T, DateTime<Utc>)> {
        let file = self.file(question);
        match read_entry(&file) {
            Ok(Entry { question: answered, at, answer }) if answered == *question => {
                // It is worth keeping. Where this fails it goes a little earlier.
                let _ = File::options().append(true).open(&file).and_then(|file| file.set_modified(SystemTime::now()));
                Some((answer, at))
            }
            Ok(_) => None,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => None,
            Err(error) => {
                tracing::warn!(%error, file = %file.display(), "what was read cannot be read again, and is removed");
                let _ = remove(&file);
                None
            }
        }
    }

    fn amend(&self, id: i32, post: Option<&FeedPost>) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        for file in self.files()? {
            let Ok(mut entry) = read_entry::<FeedPage>(&file.path) else { continue };
            let Some(at) = entry.answer.posts.iter().position(|post| post.id == id) else { continue };
            match post {
                Some(post) => entry.answer.posts[at].amend(post),
                None => drop(entry.answer.posts.remove(at)),
            }
            replace(&file.path, &serde_json::to_vec(&entry)?)?;
        }
        remove(&self.file(&Question::Post(id)))
    }

    /// Removes what was read longest ago, until the rest is not too much.
    fn trim(&self) -> io::Result<()> {
        let mut files = self.files()?;
        files.sort_by_key(|file| std::cmp::Reverse(file.modified));
        let mut bytes = 0;
        for (number, file) in files.iter().enumerate() {
            bytes += file.bytes;
            if number >= FILES_MAX || bytes > BYTES_MAX {
                remove(&file.path)?;
            }
        }
        Ok(())
    }

    fn files(&self) -> io::Result<Vec<Kept>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let metadata = entry.metadata()?;
            if is_staged(&entry.path()) {
                // Of an app that was killed in the middle of a write: there is one writer at a time.
                remove(&entry.path())?;
            } else {
                let modified = metadata.modified()?;
                files.push(Kept { path: entry.path(), modified, bytes: metadata.len() });
            }
        }
        Ok(files)
    }
}

struct Kept {
    path: PathBuf,
    modified: SystemTime,
    bytes: u64,
}

fn read_entry<T: DeserializeOwned>(file: &Path) -> io::Result<Entry<T>> {
    if fs::metadata(file)?.len() > BYTES_MAX {
        return Err(io::Error::new(ErrorKind::InvalidData, "it is too large"));
    }
    Ok(serde_json::from_slice(&fs::read(file)?)?)
}

#[cfg(test)]
mod tests;
