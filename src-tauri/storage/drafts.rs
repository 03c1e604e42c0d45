//! Keeps drafts of posts on this computer from moment to moment: neither a crash nor signing out costs them. There is a
//! file for each post, for each account of each server location, that only its owner can read.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::Arc,
};

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    account_folder::folder_name,
    atomic_file::{absent_is_fine, is_staged, make_private, quarantine, read_up_to, replace},
};
use crate::{
    error::{CommandError, ErrorCode, messages},
    i18n::{Argument, text, text_with},
    model::{AccountKey, PostInput},
};

/// The longest text that is kept, in bytes: eight times what a server takes, because what is too long must not be
/// lost either.
const TEXT_MAX_BYTES: usize = 8 * 1024 * 1024;
/// The longest file that is read, in bytes: JSON takes up to six bytes for one, so a longer one is none of ours.
const FILE_MAX_BYTES: u64 = 7 * TEXT_MAX_BYTES as u64;
/// Bounds how many drafts an account can have.
const POSTS_MAX: usize = 500;

/// A post as its author found it when the change began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub(crate) struct Original {
    title: String,
    content: String,
    published: bool,
}

/// A text that is not sent yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub(crate) struct StoredDraft {
    /// The post that is changed; null for a new one.
    post: Option<i32>,
    title: String,
    content: String,
    /// The post before the change; null for a new post.
    original: Option<Original>,
}

/// The drafts that are kept in a data directory. Cheap to clone.
#[derive(Clone)]
pub(crate) struct DraftStore(Arc<Mutex<PathBuf>>);

impl DraftStore {
    pub(crate) fn new(data_dir: &Path) -> Self {
        Self(Arc::new(Mutex::new(data_dir.join("writing"))))
    }

    /// Loads the drafts of an account. One that cannot be read is renamed, and costs none of the others.
    pub(crate) async fn load(&self, owner: AccountKey) -> Result<Vec<StoredDraft>, CommandError> {
        self.run(move |dir| load(&folder(dir, &owner))).await
    }

    /// Keeps a draft in place of the one of the same post.
    pub(crate) async fn keep(&self, owner: AccountKey, draft: StoredDraft) -> Result<(), CommandError> {
        self.run(move |dir| keep(&folder(dir, &owner), &draft)).await
    }

    /// Removes the draft of a post; of the new post where that is none.
    pub(crate) async fn forget(&self, owner: AccountKey, post: Option<i32>) -> Result<(), CommandError> {
        self.run(move |dir| forget(&folder(dir, &owner), post)).await
    }

    /// Forgets a new post that has become the outbox's, if it is one of these. What was typed since stays.
    pub(crate) async fn forget_sent(&self, owner: AccountKey, sent: Vec<PostInput>) -> Result<(), CommandError> {
        self.run(move |dir| {
            let folder = folder(dir, &owner);
            let Ok(draft) = read(&file(&folder, None)) else { return Ok(()) };
            let same = |post: &PostInput| draft.title.trim() == post.title && draft.content == post.content;
            if sent.iter().any(same) { forget(&folder, None) } else { Ok(()) }
        })
        .await
    }

    /// Keeps a new post that the outbox gives back.
    pub(crate) async fn keep_new(&self, owner: AccountKey, post: &PostInput) -> Result<(), CommandError> {
        let PostInput { title, content, .. } = post.clone();
        let draft = StoredDraft { post: None, title, content, original: None };
        self.run(move |dir| keep(&folder(dir, &owner), &draft)).await
    }

    /// Forgets everything of an account that is gone.
    pub(crate) async fn clear(&self, owner: AccountKey) -> Result<(), CommandError> {
        self.run(move |dir| absent_is_fine(fs::remove_dir_all(folder(dir, &owner)))).await
    }

    /// Works on the files, one call at a time, off the threads that answer the window.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
    ) -> Result<T, CommandError> {
        let dir = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || work(&dir.lock()));
        match done.await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(explain(&error)),
            Err(error) => Err(explain(&io::Error::other(error))),
        }
    }
}

/// Returns the folder of an account's drafts.
fn folder(dir: &Path, AccountKey { server, account }: &AccountKey) -> PathBuf {
    dir.join(folder_name(server, *account))
}

fn file(folder: &Path, post: Option<i32>) -> PathBuf {
    folder.join(post.map_or_else(|| "new.json".to_owned(), |id| format!("{id}.json")))
}

/// Loads the drafts in a folder. One that cannot be read is renamed, and costs none of the others.
fn load(folder: &Path) -> io::Result<Vec<StoredDraft>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut drafts = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if is_staged(&path) {
            fs::remove_file(path)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            match read(&path) {
                Ok(draft) => drafts.push(draft),
                Err(error) => {
                    quarantine(&path, &error);
                }
            }
        }
    }
    drafts.sort_by_key(|draft| draft.post);
    Ok(drafts)
}

fn read(path: &Path) -> io::Result<StoredDraft> {
    Ok(serde_json::from_slice(&read_up_to(path, FILE_MAX_BYTES)?)?)
}

fn keep(folder: &Path, draft: &StoredDraft) -> io::Result<()> {
    let path = file(folder, draft.post);
    if draft.title.len() + draft.content.len() > TEXT_MAX_BYTES {
        return Err(io::Error::from(ErrorKind::FileTooLarge));
    }
    make_private(folder)?;
    if !path.exists() && fs::read_dir(folder)?.count() >= POSTS_MAX {
        return Err(io::Error::from(ErrorKind::QuotaExceeded));
    }
    replace(&path, &serde_json::to_vec(draft)?)
}

fn forget(folder: &Path, post: Option<i32>) -> io::Result<()> {
    absent_is_fine(fs::remove_file(file(folder, post)))
}

fn explain(error: &io::Error) -> CommandError {
    tracing::error!(%error, "a text that is being written cannot be kept");
    let why = match error.kind() {
        ErrorKind::StorageFull => text("error-draft-not-saved-disk-full"),
        ErrorKind::FileTooLarge => text("error-draft-not-saved-too-long"),
        ErrorKind::QuotaExceeded => {
            text_with("error-draft-not-saved-too-many", [("count", Argument::count(POSTS_MAX))])
        }
        ErrorKind::ReadOnlyFilesystem => text("error-draft-not-saved-read-only"),
        ErrorKind::PermissionDenied => text("error-draft-not-saved-permission"),
        _ => text_with("error-draft-not-saved-other", [("cause", messages::of_io(error))]),
    };
    CommandError::new(ErrorCode::Storage, why)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::i18n::Language;

    fn about(post: Option<i32>, title: &str) -> StoredDraft {
        StoredDraft { post, title: title.to_owned(), content: "Words\n🔥".to_owned(), original: None }
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_text_is_kept_replaced_and_forgotten_and_nobody_else_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("writing/a");
        assert_eq!(load(&folder).unwrap(), []);
        keep(&folder, &about(None, "first")).unwrap();
        keep(&folder, &about(None, "second")).unwrap();
        keep(&folder, &about(Some(7), "other")).unwrap();
        assert_eq!(load(&folder).unwrap(), [about(None, "second"), about(Some(7), "other")]);
        assert_eq!(names(&folder), ["7.json", "new.json"], "nothing is left beside them");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join("new.json"))), (0o700, 0o600));
        forget(&folder, None).unwrap();
        forget(&folder, None).unwrap();
        assert_eq!(load(&folder).unwrap(), [about(Some(7), "other")]);
    }

    #[test]
    fn what_cannot_be_read_is_put_aside_and_costs_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        keep(dir.path(), &about(Some(7), "whole")).unwrap();
        fs::write(dir.path().join("new.json"), "{\"title\": \"half a th").unwrap();
        fs::write(dir.path().join("8.json"), [0xff, 0xfe]).unwrap();
        fs::write(dir.path().join(".staged-x"), "{").unwrap();
        let huge = fs::File::create(dir.path().join("9.json")).unwrap();
        huge.set_len(FILE_MAX_BYTES + 1).unwrap();
        assert_eq!(load(dir.path()).unwrap(), [about(Some(7), "whole")]);
        assert_eq!(names(dir.path()), ["7.json", "8.json.unreadable", "9.json.unreadable", "new.json.unreadable"]);
        keep(dir.path(), &about(None, "anew")).unwrap();
        assert_eq!(load(dir.path()).unwrap().len(), 2);
    }

    #[test]
    fn it_is_bounded() {
        let dir = tempfile::tempdir().unwrap();
        let mut long = about(None, "long");
        long.content = "a".repeat(TEXT_MAX_BYTES);
        assert_eq!(keep(dir.path(), &long).unwrap_err().kind(), ErrorKind::FileTooLarge);
        for post in 0..i32::try_from(POSTS_MAX).unwrap() {
            fs::write(file(dir.path(), Some(post)), "").unwrap();
        }
        assert_eq!(keep(dir.path(), &about(None, "one more")).unwrap_err().kind(), ErrorKind::QuotaExceeded);
        keep(dir.path(), &about(Some(3), "one of them")).unwrap();
    }

    #[test]
    fn a_full_disk_is_said_with_what_to_do() {
        let message = explain(&io::Error::from(ErrorKind::StorageFull)).message.in_language(Language::En);
        assert!(message.contains("the disk is full. Free some space, or copy the text elsewhere"), "{message}");
    }
}
