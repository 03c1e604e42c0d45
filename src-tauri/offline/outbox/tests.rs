use std::os::unix::fs::PermissionsExt;

use super::*;

fn post(title: &str) -> PostInput {
    PostInput { title: title.to_owned(), content: "Words".to_owned(), published: true }
}

fn open(dir: &Path) -> Outbox {
    // As after a start: nothing is remembered but the file.
    Outboxes::new(dir).open(&Place::ThisComputer, 1)
}

fn told(outbox: &Outbox) -> Vec<String> {
    let tell = |entry: Entry| match entry.item {
        Item::Post { title, refused, .. } => format!("{title}{}", if refused.is_some() { ", refused" } else { "" }),
        Item::Vote { post, up } => format!("{post} {up}"),
    };
    outbox.entries().into_iter().map(tell).collect()
}

#[test]
fn what_waits_survives_in_its_order_for_its_owner_alone() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = open(dir.path());
    outbox.add_post(post("One")).unwrap();
    outbox.add_vote(7, true).unwrap();
    outbox.add_post(post("Two")).unwrap();
    outbox.add_vote(7, false).unwrap();
    assert_eq!(told(&open(dir.path())), ["One", "Two", "7 false"], "the last word on a post counts");
    let file = dir.path().join("outbox/this-computer-1.json");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&dir.path().join("outbox")), mode(&file)), (0o700, 0o600));
    outbox.clear().unwrap();
    assert!(!file.exists());
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
    assert!(outbox.entries()[0].tried.is_some(), "it may have arrived");
    assert!(outbox.take_back(&id).unwrap().is_none());
    outbox.put_off(&entry, None, false).unwrap();
    assert!(outbox.entries()[0].tried.is_none(), "it has surely not");
    assert!(outbox.take_back(&id).unwrap().is_some());
    assert_eq!(told(&open(dir.path())), [""; 0]);
}

#[test]
fn what_is_being_sent_cannot_be_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = open(dir.path());
    outbox.add_vote(7, true).unwrap();
    let (entry, _) = outbox.begin().unwrap().unwrap();
    assert!(outbox.take_back(&entry.id).unwrap().is_none());
    outbox.done(&entry, None).unwrap();
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
    assert!(again.take_back(&id).unwrap().is_some());
}

#[test]
fn a_file_that_cannot_be_read_is_put_aside_and_said() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("outbox/this-computer-1.json");
    for garbage in [&b"\xff\xfe"[..], b"{\"entries\": [", b"{\"entries\": {\"a\": 1}}"] {
        make_private(file.parent().unwrap()).unwrap();
        fs::write(&file, garbage).unwrap();
        let outbox = open(dir.path());
        let aside = outbox.aside().unwrap();
        assert_eq!(fs::read(&aside).unwrap(), garbage);
        assert_eq!(outbox.aside(), None, "said once");
        outbox.add_post(post("Anew")).unwrap();
        assert_eq!(told(&open(dir.path())), ["Anew"]);
    }
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let outbox = open(dir.path());
    assert!(outbox.aside().is_some());
    outbox.add_post(post("Anew")).unwrap();
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
