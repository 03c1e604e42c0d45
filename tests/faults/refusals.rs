//! Tests starts that cannot succeed: each ends at once, with a sentence that says what to do, and leaves nothing.

use std::fs;

use hearth_tests::{Account, Server, ServerCommand, TestDir, is_root, processes_in};

async fn refuses(server_command: &ServerCommand, sentence: &str) {
    match server_command.try_start().await {
        Ok(_) => panic!("it started, rather than say {sentence:?}"),
        Err(refused) => refused.expect_refusal(sentence),
    }
}

#[tokio::test]
async fn a_port_in_use() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let address = server.address();
    let taken = address.strip_prefix("http://").unwrap();
    let other = test_dir.join("other");
    refuses(&ServerCommand::on(&other).listen(taken), &format!("Something listens on {taken} already. Stop it, or"))
        .await;
    assert!(!other.exists());
    let _ = server.user().await;
}

#[tokio::test]
async fn an_address_of_another_computer() {
    let test_dir = TestDir::new();
    let server_command = ServerCommand::on(test_dir.data_dir()).listen("192.0.2.1:8000");
    refuses(&server_command, "It is not possible to listen on 192.0.2.1:8000").await;
}

#[tokio::test]
async fn a_directory_in_the_place_of_the_key() {
    let test_dir = TestDir::new();
    fs::create_dir_all(test_dir.data_dir().join("secret.key")).unwrap();
    refuses(&ServerCommand::on(test_dir.data_dir()), "The key that signs sessions cannot be kept in").await;
    assert_eq!(processes_in(test_dir.path()), []);
}

#[tokio::test]
async fn a_key_that_is_no_text() {
    let test_dir = TestDir::new();
    fs::create_dir_all(test_dir.data_dir()).unwrap();
    fs::write(test_dir.data_dir().join("secret.key"), [0xff, 0xfe, 0]).unwrap();
    refuses(&ServerCommand::on(test_dir.data_dir()), "The key that signs sessions cannot be kept in").await;
}

#[tokio::test]
async fn a_file_in_the_place_of_the_directory() {
    let test_dir = TestDir::new();
    fs::write(test_dir.data_dir(), "mine").unwrap();
    refuses(&ServerCommand::on(test_dir.data_dir()), "cannot be made").await;
    assert_eq!(fs::read(test_dir.data_dir()).unwrap(), b"mine");
}

#[tokio::test]
async fn a_directory_with_something_else_in_it() {
    let test_dir = TestDir::new();
    let foreign = test_dir.data_dir().join("postgres/thesis.tex");
    fs::create_dir_all(foreign.parent().unwrap()).unwrap();
    fs::write(&foreign, "mine").unwrap();
    refuses(&ServerCommand::on(test_dir.data_dir()), "what is in it is not a database of Hearth's").await;
    assert_eq!(fs::read(&foreign).unwrap(), b"mine");
}

#[tokio::test]
async fn a_directory_that_belongs_to_another() {
    let test_dir = TestDir::new();
    let (server_command, parent) = if is_root() {
        let parent = test_dir.make_dir("roots", 0o755, Account { uid: 0, gid: 0 });
        (ServerCommand::on(parent.join("data")).account(Account::NOBODY), parent)
    } else {
        let parent = test_dir.make_dir("locked", 0o555, Account::owner_of(test_dir.path()));
        (ServerCommand::on(parent.join("data")), parent)
    };
    refuses(&server_command, "Permission denied").await;
    assert_eq!(fs::read_dir(parent).unwrap().count(), 0);
}
