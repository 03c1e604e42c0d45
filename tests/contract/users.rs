//! Tests `POST /users/` and `GET /users/{id}`.

use hearth_tests::unique_email;
use serde_json::json;

use crate::{
    TestContext,
    shape::{self, assert_refusals, places},
};

crate::trials![
    signing_up_answers_the_account,
    an_unknown_user_is_not_found,
    an_address_has_one_account,
    the_domain_is_lowercased,
    passwords_have_a_shortest_and_a_longest_length,
    what_is_no_account_is_named_place_by_place,
    an_id_is_a_number_that_fits,
];

async fn signing_up_answers_the_account(context: TestContext) {
    let email = unique_email();
    let created = context.api.post("/users/", None, &json!({ "email": email, "password": "password123" })).await;
    let created = created.expect(201).json();
    let id = i32::try_from(created["id"].as_i64().unwrap()).unwrap();
    shape::user(&created, id, &email);

    let read = context.api.get(&format!("/users/{id}"), None).await.expect(200).json();
    assert_eq!(read, created);
}

async fn an_unknown_user_is_not_found(context: TestContext) {
    for id in [0, -1, i32::MAX, i32::MIN] {
        let answer = context.api.get(&format!("/users/{id}"), None).await;
        answer.expect_detail(404, &format!("User with id: {id} does not exists"));
    }
}

async fn an_address_has_one_account(context: TestContext) {
    let user = context.user().await;
    let again = context.api.post("/users/", None, &json!({ "email": user.email, "password": "another one" })).await;
    again.expect_detail(409, "User with this email already exists");
    // The first account is as it was.
    let _ = context.api.login(&user.email, &user.password).await.expect(200);
}

async fn the_domain_is_lowercased(context: TestContext) {
    let name = unique_email().replace("@example.com", "");
    let shouted = json!({ "email": format!("{name}.Ada@EXAMPLE.Com"), "password": "password123" });
    let created = context.api.post("/users/", None, &shouted).await.expect(201).json();
    assert_eq!(created["email"], format!("{name}.Ada@example.com"));

    let same = json!({ "email": format!("{name}.Ada@example.com"), "password": "password123" });
    context.api.post("/users/", None, &same).await.expect_detail(409, "User with this email already exists");
    let _ = context.api.login(&format!("{name}.Ada@Example.COM"), "password123").await.expect(200);
}

async fn passwords_have_a_shortest_and_a_longest_length(context: TestContext) {
    let too_short = ["", "1234567", "ÄÖÜäöüß"];
    let too_long = ["x".repeat(73), "ä".repeat(37)];
    let fitting = ["12345678".to_owned(), "ÄÖÜäöüßÄ".to_owned(), "x".repeat(72), "ä".repeat(36)];
    for password in too_short {
        refused(&context, password, "body.password: string_too_short").await;
    }
    for password in &too_long {
        refused(&context, password, "body.password: string_too_long").await;
    }
    for password in fitting {
        let email = unique_email();
        let _ = context.api.post("/users/", None, &json!({ "email": email, "password": password })).await.expect(201);
        let _ = context.api.login(&email, &password).await.expect(200);
    }
}

async fn refused(context: &TestContext, password: &str, place: &str) {
    let answer = context.api.post("/users/", None, &json!({ "email": unique_email(), "password": password })).await;
    let answer = answer.expect(422);
    assert_eq!(places(&answer.detail()), [place], "{password}");
    let text = String::from_utf8(answer.body).unwrap();
    assert!(password.is_empty() || !text.contains(password), "a password is repeated: {text}");
}

async fn what_is_no_account_is_named_place_by_place(context: TestContext) {
    let bodies = [
        ("an empty object", json!({})),
        ("no password", json!({ "email": "ada@example.com" })),
        ("a password that is null", json!({ "email": "ada@example.com", "password": null })),
        ("two numbers", json!({ "email": 1, "password": 2 })),
        ("an address without a host", json!({ "email": "ada", "password": "password123" })),
        ("an empty address", json!({ "email": "", "password": "password123" })),
        ("a NUL in the address", json!({ "email": "a\0da@example.com", "password": "password123" })),
        ("a NUL in the password", json!({ "email": "ada@example.com", "password": "pass\0word" })),
        ("a list", json!([])),
        ("a text", json!("text")),
    ];
    assert_refusals("invalid_accounts", &context, "/users/", None, &bodies).await;
}

async fn an_id_is_a_number_that_fits(context: TestContext) {
    let huge = "9".repeat(300);
    for (id, kind) in [
        ("seven", "int_parsing"),
        ("1.5", "int_parsing"),
        ("%00", "int_parsing"),
        ("%FF", "int_parsing"),
        ("2147483648", "less_than_equal"),
        ("-2147483649", "greater_than_equal"),
        (&huge, "less_than_equal"),
    ] {
        let answer = context.api.get(&format!("/users/{id}"), None).await.expect(422);
        assert_eq!(places(&answer.detail()), [format!("path.id: {kind}")], "{id}");
    }
}
