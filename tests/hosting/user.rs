//! Tests the commands for accounts, on a database of the owner's and on the server's own, whether or not the server runs.

use std::{
    io::{Read, Write},
    process::{Command, Stdio},
    time::Duration,
};

use hearth_tests::{
    Binaries, CliCommand, CliOutput, Database, Server, TestDir, User, processes_in, send, unique_email,
};
use reqwest::Method;
use serde_json::json;

use crate::server_on;

/// How a command finds the database.
enum Place<'a> {
    External(&'a Database),
    Own(&'a TestDir),
}

impl Place<'_> {
    fn command(&self, args: &[&str]) -> CliCommand {
        let command = CliCommand::new(["user"].iter().chain(args));
        match self {
            Self::External(database) => command.env("DATABASE_URL", database.url()),
            Self::Own(test_dir) => command.arg("--data-dir").arg(test_dir.data_dir()),
        }
    }

    fn run(&self, args: &[&str]) -> CliOutput {
        self.command(args).run()
    }
}

async fn signs_in(server: &Server, email: &str, password: &str) -> bool {
    match server.api().login(email, password).await.status {
        200 => true,
        403 => false,
        status => panic!("{status}"),
    }
}

async fn is_signed_in(server: &Server, token: &str) -> bool {
    server.api().get("/me", Some(token)).await.status == 200
}

/// Checks that whoever forgot a password is helped while the server runs, and is signed out everywhere.
async fn helps_while_it_serves(server: &Server, place: &Place<'_>) {
    let (ada, eve) = (server.user().await, server.user().await);
    let phone = server.api().login(&ada.email, &ada.password).await.expect(200).json();
    let phone = phone["access_token"].as_str().unwrap();
    let said =
        place.command(&["reset-password", &ada.email.to_uppercase()]).input("a new beginning\n").run().succeeded();
    assert_eq!(said, format!("{} has the new password. The sessions of 2 devices have ended.\n", ada.email));
    assert!(!is_signed_in(server, &ada.token).await && !is_signed_in(server, phone).await);
    assert!(!signs_in(server, &ada.email, &ada.password).await);
    assert!(is_signed_in(server, &eve.token).await, "it is another account");

    let fresh = server.api().login(&ada.email, "a new beginning").await.expect(200).json();
    let fresh = fresh["access_token"].as_str().unwrap();
    assert!(is_signed_in(server, fresh).await);
    let said = place.run(&["end-sessions", &ada.email]).succeeded();
    assert_eq!(said, format!("{} is signed out everywhere. The session of 1 device has ended.\n", ada.email));
    assert!(!is_signed_in(server, fresh).await);
    assert!(signs_in(server, &ada.email, "a new beginning").await);
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_on_an_external_database() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    helps_while_it_serves(&server, &Place::External(&database)).await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_on_its_own_database() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let place = Place::Own(&test_dir);
    let postgres = server.postgres()[0];
    helps_while_it_serves(&server, &place).await;
    assert_eq!(server.postgres()[0], postgres, "the command started another PostgreSQL");
    let bob = server.user().await;
    assert!(server.stop().await.status.success());

    // Nobody runs: its PostgreSQL is started, and stopped again.
    let said = place.command(&["reset-password", &bob.email]).input("while it was off").run().succeeded();
    assert!(said.contains("The session of 1 device has ended."), "{said}");
    assert!(processes_in(&test_dir.data_dir()).is_empty(), "PostgreSQL runs on");
    let server = Server::start(test_dir.data_dir()).await;
    assert!(!is_signed_in(&server, &bob.token).await);
    assert!(signs_in(&server, &bob.email, "while it was off").await);
}

#[tokio::test]
async fn a_signed_in_window_is_told_that_its_session_ended() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    let user = server.user().await;
    let mut events = user.client.events();
    let watching = tokio::spawn(async move { while events.next().await.is_ok() {} });
    tokio::time::sleep(Duration::from_millis(500)).await;
    let _ = Place::External(&database).run(&["end-sessions", &user.email]).succeeded();
    tokio::time::timeout(Duration::from_secs(20), watching).await.expect("its stream of events ends").unwrap();
}

#[tokio::test]
async fn people_are_listed_page_by_page_and_found() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    let place = Place::External(&database);
    assert_eq!(place.run(&["list"]).succeeded(), "No accounts.\n");
    let mut users: Vec<User> = Vec::new();
    for _ in 0..5 {
        users.push(server.user().await);
    }
    users[1].post("One").await;
    users[1].post("Two").await;
    let named = json!({ "display_name": "Ada Lovelace" });
    let request = server.api().request(Method::PATCH, "/me").bearer_auth(&users[1].token).json(&named);
    let _ = send(request).await.expect(200);
    // As another program may have written it.
    database.execute(&format!("UPDATE users SET display_name = E'\\x1b[2Jred' WHERE id = {}", users[2].id)).await;

    let first = place.run(&["list", "--limit", "2"]).succeeded();
    let rows: Vec<Vec<&str>> = first.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["ID", "EMAIL", "NAME", "JOINED", "POSTS", "ROLE", "STATE"]);
    assert_eq!(rows[1][..3], [users[0].id.to_string().as_str(), &users[0].email, "-"]);
    assert_eq!(rows[2][..4], [users[1].id.to_string().as_str(), &users[1].email, "Ada", "Lovelace"]);
    assert_eq!((rows[2][4].len(), rows[2][5]), ("2026-01-01".len(), "2"));
    assert_eq!(rows[3], ["More:", "--after", &users[1].id.to_string()]);
    let rest = place.run(&["list", "--after", &users[1].id.to_string()]).succeeded();
    assert_eq!(rest.lines().count(), 4, "{rest}");
    assert!(!rest.contains('\u{1b}') && rest.contains("\u{fffd}[2Jred"), "{rest}");

    for text in ["LOVEL", "ada love", &users[1].email.to_uppercase()] {
        let found = place.run(&["find", text]).succeeded();
        assert!(found.contains(&users[1].email) && found.lines().count() == 2, "{text}: {found}");
    }
    assert_eq!(place.run(&["find", "100%"]).succeeded(), "No accounts.\n");
    place.run(&["find", ""]).expect_refusal("A search has 1 to 300 characters.");
    assert!(!place.run(&["list", "--limit", "1001"]).stderr.is_empty());
}

#[tokio::test]
async fn what_is_refused_changes_nothing() {
    let (database, home) = (Database::start().await, TestDir::new());
    let place = Place::External(&database);
    place.run(&["list"]).expect_refusal("Run `hearth-server migrate`");
    let server = server_on(&home, &database.url()).start().await;
    let user = server.user().await;
    let reset = |password: &str| place.command(&["reset-password", &user.email]).input(password);
    reset("short\n").run().expect_refusal("at least 8 characters. Nothing was changed.");
    reset("\n").run().expect_refusal("No password was given. Nothing was changed.");
    reset(&"long".repeat(30)).run().expect_refusal("room for 72 bytes. Nothing was changed.");
    let strict = |password: &str| reset(password).env("HEARTH_PASSWORD_COMMON", "refuse").run();
    strict("iloveyou1").expect_refusal("one of the most common ones");
    strict(&user.email).expect_refusal("the account's own address");
    let nobody = unique_email();
    place
        .command(&["reset-password", &nobody])
        .input("correct horse")
        .run()
        .expect_refusal(&format!("with the address {nobody}"));
    place.run(&["end-sessions", &nobody]).expect_refusal("There is no account");
    database.execute("ALTER DATABASE social SET default_transaction_read_only = on").await;
    reset("battery staple").run().expect_refusal("it is read-only. Nothing was changed.");
    assert!(is_signed_in(&server, &user.token).await && signs_in(&server, &user.email, &user.password).await);
}

#[test]
fn no_database_is_made_by_looking() {
    let test_dir = TestDir::new();
    let place = Place::Own(&test_dir);
    place.run(&["list"]).expect_refusal("The first start of the server makes one");
    place
        .command(&["reset-password", "ada@example.org"])
        .input("correct horse")
        .run()
        .expect_refusal("There is no database in");
    assert!(!test_dir.data_dir().exists());
}

/// Types the password on a terminal, as a person does, and reads what is shown there.
#[tokio::test]
async fn a_password_that_is_typed_is_not_shown() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    let user = server.user().await;
    let program = format!("{} user reset-password {}", Binaries::server().display(), user.email);
    let type_in = |lines: [(&str, &str); 2]| {
        let mut command = Command::new("script");
        command.args(["--quiet", "--return", "--command", &program, "/dev/null"]).env_clear().current_dir("/");
        command.env("PATH", "/usr/bin:/bin").env("DATABASE_URL", database.url()).env("HEARTH_BCRYPT_COST", "4");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (mut keyboard, mut screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut shown = Vec::new();
        for (prompt, line) in lines {
            while !String::from_utf8_lossy(&shown).contains(prompt) {
                let mut byte = [0];
                screen.read_exact(&mut byte).unwrap();
                shown.extend(byte);
            }
            // It turns the echo off after the prompt.
            std::thread::sleep(Duration::from_millis(300));
            keyboard.write_all(line.as_bytes()).unwrap();
        }
        let _ = screen.read_to_end(&mut shown);
        (child.wait().unwrap().success(), String::from_utf8(shown).unwrap())
    };
    let (first, second) = ("New password for", "Once more:");
    let (done, shown) = type_in([(first, "correct pony\n"), (second, "correct horse\n")]);
    assert!(!done && shown.contains("The two passwords differ. Nothing was changed."), "{shown}");
    let (done, shown) = type_in([(first, "typed by hand\n"), (second, "typed by hand\n")]);
    assert!(done && shown.contains("has the new password"), "{shown}");
    assert!(!shown.contains("typed by hand"), "{shown}");
    assert!(signs_in(&server, &user.email, "typed by hand").await);
}
