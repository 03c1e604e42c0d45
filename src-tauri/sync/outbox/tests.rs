use std::{fs, os::unix::fs::PermissionsExt};

use super::*;
use crate::{error::CommandError, model::FeedPost, storage::atomic_file::make_private};

fn post(title: &str) -> PostInput {
    PostInput { title: title.to_owned(), content: "Words".to_owned(), published: true }
}

fn open(dir: &Path) -> Outbox {
    // As after a start: nothing is remembered but the file.
    Outboxes::new(dir).open(&ServerLocation::Local, 1)
}

fn told(outbox: &Outbox) -> Vec<String> {
    let tell = |entry: Entry| match entry.item {
        Item::Post { title, refused, .. } => format!("{title}{}", if refused.is_some() { ", refused" } else { "" }),
        Item::Vote { post, up } => format!("{post} {up}"),
    };
    entries(outbox).into_iter().map(tell).collect()
}

fn entries(outbox: &Outbox) -> Vec<Entry> {
    outbox.state().contents.entries.values().cloned().collect()
}

/// The files of the one account's outbox, in their order.
fn files(dir: &Path) -> Vec<PathBuf> {
    let contents = fs::read_dir(dir.join("outbox/this-computer-1")).into_iter().flatten();
    let mut files: Vec<_> = contents.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

fn sent(id: i32) -> FeedPost {
    serde_json::from_value(serde_json::json!({
        "id": id, "title": "", "content": "", "published": true, "created_at": "2026-01-02T03:04:05Z",
        "author": { "id": 1, "email": "ada@example.org" }, "votes": 0, "voted": false, "mine": true,
    }))
    .unwrap()
}

#[test]
fn what_waits_survives_in_its_order_for_its_owner_alone() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = open(dir.path());
    outbox.add_post(post("One")).unwrap();
    outbox.add_vote(7, true).unwrap();
    outbox.add_post(post("Two")).unwrap();
    outbox.add_vote(7, false).unwrap();
    assert_eq!(told(&open(dir.path())), ["One", "7 false", "Two"], "the last word on a post counts");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let all = files(dir.path());
    assert_eq!((mode(all[0].parent().unwrap()), all.len()), (0o700, 3));
    assert!(all.iter().all(|file| mode(file) == 0o600));
    outbox.clear().unwrap();
    assert_eq!(files(dir.path()), [""; 0].map(PathBuf::from));
    assert_eq!(told(&open(dir.path())), [""; 0]);
}

#[test]
fn a_post_counts_as_tried_before_it_is_and_keeps_its_key() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = open(dir.path());
    let (id, _told) = outbox.add_post(post("One")).unwrap();
    let (entry, before) = outbox.begin().unwrap().unwrap();
    assert_eq!((&entry.id, before), (&id, None));
    // Killed here.
    let (again, before) = open(dir.path()).begin().unwrap().unwrap();
    assert_eq!((again.id, before), (id.clone(), entry.tried));
    assert!(before.is_some());

    outbox.put_off(&entry, None, true).unwrap();
    assert!(entries(&outbox)[0].tried.is_some(), "it may have arrived");
    assert!(!outbox.take_back(&id).unwrap());
    outbox.put_off(&entry, None, false).unwrap();
    assert!(entries(&outbox)[0].tried.is_none(), "it has surely not");
    assert!(outbox.take_back(&id).unwrap());
    assert_eq!(told(&open(dir.path())), [""; 0]);
}

#[test]
fn what_is_being_sent_cannot_be_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = open(dir.path());
    outbox.add_vote(7, true).unwrap();
    let (entry, _) = outbox.begin().unwrap().unwrap();
    assert!(!outbox.take_back(&entry.id).unwrap());
    outbox.done(&entry, None, true).unwrap();
    assert_eq!(told(&outbox), [""; 0]);
}

#[tokio::test]
async fn what_is_refused_blocks_nothing_and_is_not_lost() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = open(dir.path());
    let (id, waits) = outbox.add_post(post("One")).unwrap();
    outbox.add_post(post("Two")).unwrap();
    let (entry, _) = outbox.begin().unwrap().unwrap();
    outbox.refused(&entry, CommandError::signed_out()).unwrap();
    assert!(matches!(waits.await.unwrap(), Outcome::Refused(_)));
    let again = open(dir.path());
    assert_eq!(told(&again), ["One, refused", "Two"]);
    let (next, _) = again.begin().unwrap().unwrap();
    assert!(matches!(next.item, Item::Post { title, .. } if title == "Two"));
    assert!(again.take_back(&id).unwrap());
}

#[test]
fn what_cannot_be_read_is_put_aside_and_said_and_costs_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let unreadable = |outbox: &Outbox| outbox.waiting(0).unreadable;
    open(dir.path()).add_post(post("Whole")).unwrap();
    for garbage in [&b"\xff\xfe"[..], b"{\"waiting\": {\"id\": ", b"{\"waiting\": {\"a\": 1}}", b""] {
        open(dir.path()).add_post(post("Broken")).unwrap();
        let last = files(dir.path()).into_iter().rfind(|file| file.extension().unwrap() == "json").unwrap();
        fs::write(&last, garbage).unwrap();
        let outbox = open(dir.path());
        let aside = last.with_extension("json.unreadable");
        assert_eq!(fs::read(&aside).unwrap(), garbage);
        assert_eq!(unreadable(&outbox).as_deref(), aside.parent().unwrap().to_str());
        assert_eq!(unreadable(&outbox), None, "said once");
        assert_eq!(told(&outbox), ["Whole"]);
        fs::remove_file(aside).unwrap();
    }
    // Something else where the folder should be.
    fs::remove_dir_all(dir.path().join("outbox/this-computer-1")).unwrap();
    fs::write(dir.path().join("outbox/this-computer-1"), "not a folder").unwrap();
    let outbox = open(dir.path());
    assert!(unreadable(&outbox).is_some());
    outbox.add_post(post("Anew")).unwrap();
    assert_eq!(told(&open(dir.path())), ["Anew"]);
}

#[test]
fn a_write_that_was_cut_short_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).add_post(post("One")).unwrap();
    let staged = files(dir.path())[0].with_file_name(".staged-x");
    fs::write(&staged, "{").unwrap();
    let outbox = open(dir.path());
    assert_eq!((told(&outbox), outbox.waiting(0).unreadable), (vec!["One".to_owned()], None));
    assert!(!staged.exists());
}

#[test]
fn an_entry_is_a_post_that_was_sent_or_waits_but_never_both() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = open(dir.path());
    for (number, title) in ["One", "Two"].into_iter().enumerate() {
        outbox.add_post(post(title)).unwrap();
        let (entry, _) = outbox.begin().unwrap().unwrap();
        outbox.done(&entry, Some(sent(i32::try_from(number).unwrap() + 7)), false).unwrap();
    }
    let again = open(dir.path());
    assert_eq!((told(&again), again.has_sent(7), again.has_sent(8), again.has_sent(9)), (vec![], true, true, false));
    // What comes next comes behind them.
    again.add_post(post("Three")).unwrap();
    assert_eq!(files(dir.path()).len(), 3);
}

#[test]
fn what_was_sent_long_ago_is_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = open(dir.path());
    for id in 0..120 {
        outbox.add_post(post("One of many")).unwrap();
        let (entry, _) = outbox.begin().unwrap().unwrap();
        outbox.done(&entry, Some(sent(id)), false).unwrap();
    }
    assert_eq!((files(dir.path()).len(), outbox.has_sent(19), outbox.has_sent(20)), (100, false, true));
}

#[test]
fn a_vote_that_changes_while_it_is_cast_is_cast_again() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = open(dir.path());
    outbox.add_vote(7, true).unwrap();
    let (entry, _) = outbox.begin().unwrap().unwrap();
    outbox.add_vote(7, false).unwrap();
    outbox.done(&entry, None, true).unwrap();
    assert_eq!(told(&open(dir.path())), ["7 false"]);
}

#[test]
fn what_an_earlier_version_left_is_taken_over_once() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("outbox/this-computer-1.json");
    let left = r#"{"entries":[
        {"id":"a","since":"2026-01-02T03:04:05Z","tried":"2026-01-02T03:04:06Z",
         "item":{"kind":"post","title":"One","content":"Words","published":true,"refused":null}},
        {"id":"b","since":"2026-01-02T03:04:05Z","tried":null,"item":{"kind":"vote","post":7,"up":true}},
        {"id":"c","since":"2026-01-02T03:04:05Z","tried":null,
         "item":{"kind":"post","title":"Two","content":"Words","published":true,"refused":"too_large"}}],"sent":[5]}"#;
    make_private(file.parent().unwrap()).unwrap();
    fs::write(&file, left).unwrap();
    let outbox = open(dir.path());
    assert_eq!(told(&outbox), ["One", "7 true", "Two, refused"]);
    assert!(entries(&outbox)[0].tried.is_some() && outbox.has_sent(5) && !file.exists());
    // Killed in the middle of it.
    fs::write(&file, left).unwrap();
    fs::remove_file(files(dir.path()).last().unwrap()).unwrap();
    assert_eq!(told(&open(dir.path())), ["One", "7 true", "Two, refused"]);
    assert_eq!((files(dir.path()).len(), file.exists()), (4, false));

    fs::write(&file, "{\"entries\": [").unwrap();
    let outbox = open(dir.path());
    assert_eq!((told(&outbox).len(), outbox.waiting(0).unreadable.is_some()), (3, true));
}

#[test]
fn the_window_is_shown_the_first_of_many() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = open(dir.path());
    for title in ["One", "Two", "Three", "Four"] {
        outbox.add_post(post(title)).unwrap();
    }
    outbox.add_vote(7, true).unwrap();
    let (entry, _) = outbox.begin().unwrap().unwrap();
    outbox.refused(&entry, CommandError::signed_out()).unwrap();
    let shown = serde_json::to_value(outbox.waiting(3)).unwrap();
    let titles: Vec<_> = shown["posts"].as_array().unwrap().iter().map(|post| post["title"].clone()).collect();
    assert_eq!(titles, ["One", "Four", "Three"], "what is its author's turn is on top");
    assert_eq!((&shown["total"], &shown["refused"], &shown["votes"]), (&4.into(), &1.into(), &serde_json::json!([7])));
    let (_, _told) = outbox.add_post(post("Being sent")).unwrap();
    assert_eq!(outbox.waiting(3).total, 4, "somebody waits to hear of it");
}

#[test]
fn it_is_bounded() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = open(dir.path());
    let long = PostInput { content: "x".repeat(BYTES_MAX), ..post("Long") };
    assert_eq!(outbox.add_post(long).unwrap_err().kind(), ErrorKind::QuotaExceeded);
    outbox.add_post(post("Short")).unwrap();
    assert_eq!(told(&outbox), ["Short"]);
}
