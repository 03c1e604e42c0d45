use std::{fs::File, os::unix::fs::PermissionsExt};

use serde_json::json;

use super::{
    folder::{BYTES_MAX, FILES_MAX},
    *,
};
use crate::model::VoteOutcome;

const HERE: ServerLocation = ServerLocation::Local;

fn page_of(titles: &[&str], next: Option<&str>) -> FeedPage {
    let post = |(id, title): (usize, &&str)| {
        json!({ "id": id, "title": title, "content": "", "published": true, "created_at": "2026-01-02T03:04:05Z",
                "author": { "id": 1, "email": "ada@example.org" }, "votes": 3, "voted": false, "mine": true })
    };
    let posts: Vec<_> = titles.iter().enumerate().map(post).collect();
    serde_json::from_value(json!({ "posts": posts, "next": next, "ordered": true, "as_of": null })).unwrap()
}

fn first(search: &str) -> Page {
    Page { view: View::New, search: search.to_owned(), begin: None }
}

fn keep(cache: &Cache, page: Page, answer: FeedPage) {
    cache.folder().keep(&Entry { key: CacheKey::Page(page), at: Utc::now(), answer }).unwrap();
}

fn titles(page: &FeedPage) -> Vec<&str> {
    page.posts.iter().map(|post| post.title.as_str()).collect()
}

fn files(cache: &Cache) -> Vec<PathBuf> {
    fs::read_dir(&cache.folder().path).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn what_was_read_can_be_read_again_by_its_reader_alone() {
    let dir = tempfile::tempdir().unwrap();
    let cache = Cache::open(dir.path(), &HERE, 1);
    keep(&cache, first(""), page_of(&["Bread", "Butter"], None));
    let again = Cache::open(dir.path(), &HERE, 1).page(&first("")).unwrap();
    assert_eq!(titles(&again), ["Bread", "Butter"]);
    assert!(again.as_of.is_some(), "it says of when it is");
    assert!(Cache::open(dir.path(), &HERE, 2).page(&first("")).is_none());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir.path().join("cache")), 0o700);
    assert_eq!(mode(&cache.folder().path.clone()), 0o700);
    assert_eq!(mode(&files(&cache)[0]), 0o600);
}

#[test]
fn a_search_ends_though_pages_lead_in_a_circle() {
    let dir = tempfile::tempdir().unwrap();
    let cache = Cache::open(dir.path(), &HERE, 1);
    keep(&cache, first(""), page_of(&["One"], Some("two")));
    keep(&cache, Page { begin: Some("two".to_owned()), ..first("") }, page_of(&["Two"], Some("three")));
    keep(&cache, Page { begin: Some("three".to_owned()), ..first("") }, page_of(&["Three"], Some("two")));
    let found = cache.search(&View::New, "t").unwrap();
    assert_eq!(titles(&found), ["Two", "Three"]);
}

#[test]
fn a_list_ends_where_what_was_read_ends() {
    let dir = tempfile::tempdir().unwrap();
    let cache = Cache::open(dir.path(), &HERE, 1);
    keep(&cache, first(""), page_of(&["One"], Some("behind one")));
    assert_eq!(cache.page(&first("")).unwrap().next, None);
    let second = Page { begin: Some("behind one".to_owned()), ..first("") };
    keep(&cache, second, page_of(&["Two"], Some("behind two")));
    assert_eq!(cache.page(&first("")).unwrap().next.as_deref(), Some("behind one"));
    let found = cache.search(&View::New, "tW").unwrap();
    assert_eq!((titles(&found), found.next.as_deref()), (vec!["Two"], None), "a search looks through all of it");
    assert!(cache.search(&View::Top, "two").is_none());
}

#[test]
fn whatever_is_broken_is_removed_and_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let cache = Cache::open(dir.path(), &HERE, 1);
    keep(&cache, first(""), page_of(&["Bread"], None));
    let file = files(&cache).remove(0);
    let whole = fs::read(&file).unwrap();
    let breakages: [&dyn Fn(); 5] = [
        &|| fs::write(&file, [0xff, 0x00, 0xfe]).unwrap(),
        &|| fs::write(&file, &whole[..whole.len() / 2]).unwrap(),
        &|| fs::write(&file, br#"{"key": 7, "at": [], "answer": {"posts": "none"}}"#).unwrap(),
        &|| {
            fs::remove_file(&file).unwrap();
            fs::create_dir_all(file.join("deeper")).unwrap();
        },
        &|| File::create(&file).unwrap().set_len(BYTES_MAX + 1).unwrap(),
    ];
    for (number, breaks) in breakages.iter().enumerate() {
        breaks();
        assert!(cache.page(&first("")).is_none(), "{number}");
        assert!(!file.exists(), "{number}");
        keep(&cache, first(""), page_of(&["Anew"], None));
        assert_eq!(titles(&cache.page(&first("")).unwrap()), ["Anew"], "{number}");
    }
    // A file where the folder should be.
    let folder = cache.folder().path.clone();
    fs::remove_dir_all(&folder).unwrap();
    fs::write(&folder, "not a folder").unwrap();
    assert!(cache.page(&first("")).is_none());
    keep(&cache, first(""), page_of(&["Again"], None));
    assert_eq!(titles(&cache.page(&first("")).unwrap()), ["Again"]);
}

#[test]
fn an_answer_to_another_question_is_none() {
    let dir = tempfile::tempdir().unwrap();
    let cache = Cache::open(dir.path(), &HERE, 1);
    keep(&cache, first("a"), page_of(&["Bread"], None));
    // As if both had the same fingerprint.
    let file = cache.folder().file(&CacheKey::Page(first("b")));
    fs::rename(&files(&cache)[0], file).unwrap();
    assert!(cache.page(&first("b")).is_none());
}

#[test]
fn it_is_bounded_and_what_was_read_longest_ago_goes() {
    let dir = tempfile::tempdir().unwrap();
    let cache = Cache::open(dir.path(), &HERE, 1);
    keep(&cache, first("kept"), page_of(&["Kept"], None));
    let padding = "x".repeat(usize::try_from(BYTES_MAX).unwrap() / 10);
    let big = |number: usize| (first(&format!("{number}")), page_of(&[padding.as_str()], None));
    for number in 0..15 {
        let (page, answer) = big(number);
        keep(&cache, page, answer);
        assert!(cache.page(&first("kept")).is_some(), "what is read stays, at {number}");
    }
    let bytes: u64 = files(&cache).iter().map(|file| fs::metadata(file).unwrap().len()).sum();
    assert!(bytes <= BYTES_MAX, "{bytes}");
    assert!(cache.page(&big(0).0).is_none());
    assert!(cache.page(&big(14).0).is_some());
    for number in 0..FILES_MAX + 20 {
        fs::write(cache.folder().path.join(format!("{number}.json")), "{}").unwrap();
    }
    keep(&cache, first("one more"), page_of(&[], None));
    assert!(files(&cache).len() <= FILES_MAX);
}

#[test]
fn it_goes_with_the_session_and_nothing_comes_after_it() {
    let dir = tempfile::tempdir().unwrap();
    let (mine, others) = (Cache::open(dir.path(), &HERE, 1), Cache::open(dir.path(), &HERE, 2));
    for cache in [&mine, &others] {
        keep(cache, first(""), page_of(&["Bread"], None));
    }
    mine.close();
    // What was on its way when the account signed out.
    keep(&mine, first(""), page_of(&["Late"], None));
    assert!(!mine.folder().path.exists());
    assert!(others.page(&first("")).is_some());
    prune_other_accounts(dir.path(), &[AccountKey { server: HERE, account: 2 }]);
    assert!(others.page(&first("")).is_some());
    prune_other_accounts(dir.path(), &[]);
    assert_eq!(fs::read_dir(dir.path().join("cache")).unwrap().count(), 0);
}

/// A post by the account whose cache it is.
fn own(id: i32, title: &str) -> FeedPost {
    FeedPost { id, ..page_of(&[title], None).posts.remove(0) }
}

/// Changes a post, and waits until that is kept.
fn change(cache: &Cache, change: Change) {
    cache.changes().push(change);
    cache.take_over(&mut cache.folder());
}

fn kept(cache: &Cache, view: View) -> Vec<String> {
    let page = cache.page(&Page { view, search: String::new(), begin: None });
    page.unwrap().posts.into_iter().map(|post| post.title).collect()
}

#[test]
fn what_became_of_a_post_shows_in_what_was_read() {
    let dir = tempfile::tempdir().unwrap();
    let cache = Cache::open(dir.path(), &HERE, 1);
    keep(&cache, first(""), page_of(&["Bread", "Butter"], None));
    cache.keep_now(CacheKey::Post(0), cache.now(), own(0, "Bread"));
    change(&cache, Change::Edited(own(0, "Brioche")));
    assert_eq!(kept(&cache, View::New), ["Brioche", "Butter"]);
    assert_eq!(cache.post(0).unwrap().title, "Brioche");
    change(&cache, Change::Voted(0, VoteOutcome { voted: true, changed: true }));
    let voted = |post: &FeedPost| (post.votes, post.voted);
    assert_eq!(voted(&cache.page(&first("")).unwrap().posts[0]), (Some(4), Some(true)));
    assert_eq!(voted(&cache.post(0).unwrap()), (Some(4), Some(true)));
    change(&cache, Change::Deleted(0));
    assert_eq!(kept(&cache, View::New), ["Butter"]);
    assert!(cache.post(0).is_none());
}

#[test]
fn a_post_that_was_written_is_first_where_it_belongs() {
    let dir = tempfile::tempdir().unwrap();
    let cache = Cache::open(dir.path(), &HERE, 1);
    let views = [View::New, View::Mine, View::Drafts, View::Top];
    for view in &views {
        let page = Page { view: view.clone(), search: String::new(), begin: None };
        keep(&cache, page, page_of(&["Bread"], Some("more")));
    }
    let more = Page { begin: Some("more".to_owned()), ..first("") };
    keep(&cache, more, page_of(&["Milk"], None));
    keep(&cache, first("salt"), page_of(&[], None));
    change(&cache, Change::Written(own(7, "Rain")));
    change(&cache, Change::Written(FeedPost { published: false, ..own(8, "Draft of salt") }));
    let titles = views.map(|view| kept(&cache, view));
    assert_eq!(titles[0], ["Draft of salt", "Rain", "Bread"]);
    assert_eq!(titles[1], ["Rain", "Bread"]);
    assert_eq!(titles[2], ["Draft of salt", "Bread"]);
    assert_eq!(titles[3], ["Bread"], "it may be anywhere");
    let more = Page { begin: Some("more".to_owned()), ..first("") };
    assert_eq!(cache.page(&more).unwrap().posts.len(), 1);
    assert_eq!(cache.page(&first("salt")).unwrap().posts.len(), 1);

    change(&cache, Change::Edited(own(8, "No draft any more")));
    assert_eq!(kept(&cache, View::Drafts), ["Bread"]);
}

#[test]
fn an_answer_from_before_a_change_is_kept_as_changed() {
    let dir = tempfile::tempdir().unwrap();
    let cache = Cache::open(dir.path(), &HERE, 1);
    let asked = cache.now();
    change(&cache, Change::Written(own(7, "Rain")));
    change(&cache, Change::Voted(0, VoteOutcome { voted: true, changed: true }));
    change(&cache, Change::Deleted(1));
    cache.keep_now(CacheKey::Page(first("")), asked, page_of(&["Bread", "Butter"], None));
    assert_eq!(kept(&cache, View::New), ["Rain", "Bread"]);
    assert_eq!(cache.page(&first("")).unwrap().posts[1].voted, Some(true));
    // One that was asked for later knows better.
    cache.keep_now(CacheKey::Page(first("")), cache.now(), page_of(&["Bread", "Butter"], None));
    assert_eq!(kept(&cache, View::New), ["Bread", "Butter"]);
}
