//! Tests accounts whose addresses people would take for one another's: new ones are refused, and old ones stay.

use std::time::{Duration, Instant};

use hearth_tests::{Api, CONDITION_TIMEOUT, Database, TestDir};
use serde_json::json;

use crate::server_on;

/// What another program writes: hashes of `password123`, and addresses of which some are hard to tell apart.
const ADOPTED: &str = "
    INSERT INTO users (email, password)
    SELECT email, '$2b$04$abcdefghijklmnopqrstuuK7Sjs7rFYArh/ytIZsOeM/z4RV2Fw2i' FROM unnest(ARRAY[
        'Grace@Example.COM', 'Twin@example.com', 'twin@example.com', 'tw\u{456}n@example.com', 'no address', ''
    ]) email
";

async fn sign_up(api: &Api, email: &str) -> u16 {
    let answer = api.post("/users/", None, &json!({ "email": email, "password": "correct horse" })).await;
    if answer.status == 409 {
        assert_eq!(answer.detail(), "User with this email already exists");
    }
    answer.status
}

/// Waits until so many accounts have a key.
async fn keys(database: &Database, wanted: i64) {
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    let mut connection = database.connect().await;
    loop {
        let count = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM hearth_address_keys");
        let count = count.fetch_one(&mut connection).await.unwrap();
        if count == wanted {
            return;
        }
        assert!(Instant::now() < deadline, "{count} keys, not {wanted}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_new_address_must_not_look_like_another() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    let api = server.api();
    assert_eq!(sign_up(&api, "Grace.Hopper@example.com").await, 201);
    for taken in [
        "Grace.Hopper@example.com",
        "grace.hopper@example.com",
        "GRACE.HOPPER@EXAMPLE.COM",
        "Gr\u{430}ce.Hopper@example.com",
        "Grace.Hopper@ex\u{430}mple.com",
        "\u{ff47}race.hopper@example.com",
    ] {
        assert_eq!(sign_up(&api, taken).await, 409, "{taken}");
    }
    for free in ["grace.hopper@example.org", "gracehopper@example.com", "gr\u{e1}ce.hopper@example.com"] {
        assert_eq!(sign_up(&api, free).await, 201, "{free}");
    }

    // The key goes with its account.
    let login = api.login("grace.hopper@example.com", "correct horse").await.expect(200).json();
    let gone = api.post("/me/delete", login["access_token"].as_str(), &json!({ "password": "correct horse" })).await;
    let _ = gone.expect(204);
    assert_eq!(sign_up(&api, "grace.hopper@example.com").await, 201);
}

#[tokio::test]
async fn adopted_accounts_that_look_alike_all_stay() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server_command = server_on(&home, &database.url());
    assert!(server_command.start().await.stop().await.status.success());
    database.execute(ADOPTED).await;

    for round in 0..2 {
        let server = server_command.start().await;
        let api = server.api();
        // Of the twins one.
        keys(&database, 4).await;
        for email in ["Twin@example.com", "twin@example.com", "tw\u{456}n@example.com", "Grace@Example.COM"] {
            let _ = api.login(email, "password123").await.expect(200);
        }
        // Which one of two is meant cannot be told.
        api.login("TWIN@example.com", "password123").await.expect_detail(403, "Invalid Credentials");
        for email in ["grace@example.com", "GRACE@EXAMPLE.COM"] {
            let _ = api.login(email, "password123").await.expect(200);
        }
        for taken in ["grace@example.com", "TWIN@example.com", "gr\u{430}ce@example.com", "TW\u{406}N@example.com"] {
            assert_eq!(sign_up(&api, taken).await, 409, "{taken} {round}");
        }
        assert!(server.stop().await.status.success());
    }
}

/// Checks an account that another program makes while the server runs: it has no key yet.
#[tokio::test]
async fn an_account_of_another_program_is_found_in_any_case_at_once() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    let api = server.api();
    assert_eq!(sign_up(&api, "first@example.com").await, 201);
    keys(&database, 1).await;
    database.execute(&ADOPTED.replace("'twin@example.com',", "")).await;
    assert_eq!(sign_up(&api, "twin@example.com").await, 409);
    assert_eq!(sign_up(&api, "grace@example.com").await, 409);
    let _ = api.login("twin@EXAMPLE.com", "password123").await.expect(200);
}
