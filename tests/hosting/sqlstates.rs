//! Tests every error that PostgreSQL knows, raised in a request: what the client gets for it.

use std::fs;

use hearth_tests::{Binaries, Database, ServerCommand, TestDir};
use serde_json::json;

use crate::SECRET;

const RAISE: &str = "
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.title ~ '^[0-9A-Z]{5}$' THEN RAISE EXCEPTION 'as asked' USING ERRCODE = NEW.title; END IF;
        RETURN NEW;
    END
    $$;
    CREATE TRIGGER fail BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION fail()";

/// The codes, by their beginning, that are no 503: the longest one that fits counts.
const ANSWERS: [(&str, u16); 29] = [
    ("03", 500),
    ("0A", 500),
    ("0B", 500),
    ("0F", 500),
    ("0Z", 500),
    ("24", 500),
    ("25", 500),
    ("25006", 503),
    ("25P03", 503),
    ("25P04", 503),
    ("XX000", 500),
    ("09", 422),
    ("22", 422),
    ("2200H", 503),
    ("23502", 422),
    ("23514", 422),
    ("38", 422),
    ("44", 422),
    ("54000", 422),
    ("P0001", 422),
    ("P0004", 422),
    ("45", 422),
    ("HX", 422),
    ("U0", 422),
    ("23000", 409),
    ("23001", 409),
    ("23503", 409),
    ("23505", 409),
    ("53100", 507),
];

fn expected(code: &str) -> u16 {
    let fitting = ANSWERS.iter().filter(|(beginning, _)| code.starts_with(beginning));
    let answer = fitting.max_by_key(|(beginning, _)| beginning.len()).map_or(503, |(_, status)| *status);
    if code == "23P01" { 409 } else { answer }
}

#[tokio::test]
async fn maps_each_sqlstate_to_its_answer() {
    let list = Binaries::postgres().expect("a bundled PostgreSQL").join("share/postgresql/errcodes.txt");
    let list = fs::read_to_string(list).unwrap();
    let mut codes: Vec<&str> = list.lines().filter_map(|line| line.split_once(' ')).map(|(code, _)| code).collect();
    codes.retain(|code| {
        code.len() == 5 && code.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit())
    });
    // Success, warnings and the end of a list are no errors.
    codes.retain(|code| !["00", "01", "02"].contains(&&code[..2]));
    assert!(codes.len() > 240, "{}", codes.len());
    codes.extend(["45000", "HX001", "U0001"]);

    let (database, home) = (Database::start().await, TestDir::new());
    let server_command = ServerCommand::without_data_dir().env("SECRET_KEY", SECRET).env("HOME", home.path());
    let server = server_command.env("DATABASE_URL", database.url()).start().await;
    let user = server.user().await;
    database.execute(RAISE).await;
    for code in codes {
        let post = json!({ "title": code, "content": "c" });
        let answer = server.api().post("/posts/", Some(&user.token), &post).await;
        assert_eq!(answer.status, expected(code), "{code}: {answer:?}");
        let waits = answer.status == 503;
        assert_eq!(answer.header("retry-after"), if waits { "1" } else { "" }, "{code}");
        assert!(!String::from_utf8_lossy(&answer.body).contains("as asked"), "{code}: {answer:?}");
    }
    user.post("And on it goes").await;
}
