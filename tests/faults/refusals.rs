//! Starts that cannot succeed: each ends at once, with a sentence that says what to do, and leaves nothing.

use std::fs;

use hearth_tests::{Account, Launch, Place, Server, is_root, processes_in};

async fn refuses(launch: &Launch, sentence: &str) {
    match launch.try_start().await {
        Ok(_) => panic!("it started, rather than say {sentence:?}"),
        Err(refused) => refused.expect_refusal(sentence),
    }
}

#[tokio::test]
async fn a_port_in_use() {
    let place = Place::new();
    let server = Server::start(place.data_dir()).await;
    let address = server.address();
    let taken = address.strip_prefix("http://").unwrap();
    let other = place.join("other");
    refuses(&Launch::on(&other).listen(taken), &format!("Something listens on {taken} already. Stop it, or")).await;
    assert!(!other.exists());
    let _ = server.user().await;
}

#[tokio::test]
async fn an_address_of_another_computer() {
    let place = Place::new();
    let launch = Launch::on(place.data_dir()).listen("192.0.2.1:8000");
    refuses(&launch, "It is not possible to listen on 192.0.2.1:8000").await;
}

#[tokio::test]
async fn a_directory_in_the_place_of_the_key() {
    let place = Place::new();
    fs::create_dir_all(place.data_dir().join("secret.key")).unwrap();
    refuses(&Launch::on(place.data_dir()), "The key that signs sessions cannot be kept in").await;
    assert_eq!(processes_in(place.path()), []);
}

#[tokio::test]
async fn a_key_that_is_no_text() {
    let place = Place::new();
    fs::create_dir_all(place.data_dir()).unwrap();
    fs::write(place.data_dir().join("secret.key"), [0xff, 0xfe, 0]).unwrap();
    refuses(&Launch::on(place.data_dir()), "The key that signs sessions cannot be kept in").await;
}

#[tokio::test]
async fn a_file_in_the_place_of_the_directory() {
    let place = Place::new();
    fs::write(place.data_dir(), "mine").unwrap();
    refuses(&Launch::on(place.data_dir()), "cannot be made").await;
    assert_eq!(fs::read(place.data_dir()).unwrap(), b"mine");
}

#[tokio::test]
async fn a_directory_with_something_else_in_it() {
    let place = Place::new();
    let foreign = place.data_dir().join("postgres/thesis.tex");
    fs::create_dir_all(foreign.parent().unwrap()).unwrap();
    fs::write(&foreign, "mine").unwrap();
    refuses(&Launch::on(place.data_dir()), "what is in it is not a database of Hearth's").await;
    assert_eq!(fs::read(&foreign).unwrap(), b"mine");
}

#[tokio::test]
async fn a_directory_that_belongs_to_another() {
    let place = Place::new();
    let (launch, parent) = if is_root() {
        let parent = place.make_dir("roots", 0o755, Account { uid: 0, gid: 0 });
        (Launch::on(parent.join("data")).account(Account::NOBODY), parent)
    } else {
        let parent = place.make_dir("locked", 0o555, Account::owner_of(place.path()));
        (Launch::on(parent.join("data")), parent)
    };
    refuses(&launch, "Permission denied").await;
    assert_eq!(fs::read_dir(parent).unwrap().count(), 0);
}
