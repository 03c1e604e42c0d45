//! `POST /users/` and `GET /users/{id}`.

use hearth_tests::user::unique_email;
use serde_json::{Value, json};

use crate::{
    World,
    shape::{self, places},
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

async fn signing_up_answers_the_account(world: World) {
    let email = unique_email();
    let created = world.api.post("/users/", None, &json!({ "email": email, "password": "password123" })).await;
    let created = created.expect(201).json();
    let id = i32::try_from(created["id"].as_i64().unwrap()).unwrap();
    shape::user(&created, id, &email);

    let read = world.api.get(&format!("/users/{id}"), None).await.expect(200).json();
    assert_eq!(read, created);
}

async fn an_unknown_user_is_not_found(world: World) {
    for id in [0, -1, i32::MAX, i32::MIN] {
        let answer = world.api.get(&format!("/users/{id}"), None).await;
        answer.expect_detail(404, &format!("User with id: {id} does not exists"));
    }
}

async fn an_address_has_one_account(world: World) {
    let user = world.user().await;
    let again = world.api.post("/users/", None, &json!({ "email": user.email, "password": "another one" })).await;
    again.expect_detail(409, "User with this email already exists");
    // The first account is as it was.
    let _ = world.api.login(&user.email, &user.password).await.expect(200);
}

async fn the_domain_is_lowercased(world: World) {
    let name = unique_email().replace("@example.com", "");
    let shouted = json!({ "email": format!("{name}.Ada@EXAMPLE.Com"), "password": "password123" });
    let created = world.api.post("/users/", None, &shouted).await.expect(201).json();
    assert_eq!(created["email"], format!("{name}.Ada@example.com"));

    let same = json!({ "email": format!("{name}.Ada@example.com"), "password": "password123" });
    world.api.post("/users/", None, &same).await.expect_detail(409, "User with this email already exists");
    let _ = world.api.login(&format!("{name}.Ada@Example.COM"), "password123").await.expect(200);
}

async fn passwords_have_a_shortest_and_a_longest_length(world: World) {
    let too_short = ["", "1234567", "ÄÖÜäöüß"];
    let too_long = ["x".repeat(73), "ä".repeat(37)];
    let fitting = ["12345678".to_owned(), "ÄÖÜäöüßÄ".to_owned(), "x".repeat(72), "ä".repeat(36)];
    for password in too_short {
        refused(&world, password, "body.password: string_too_short").await;
    }
    for password in &too_long {
        refused(&world, password, "body.password: string_too_long").await;
    }
    for password in fitting {
        let email = unique_email();
        let _ = world.api.post("/users/", None, &json!({ "email": email, "password": password })).await.expect(201);
        let _ = world.api.login(&email, &password).await.expect(200);
    }
}

async fn refused(world: &World, password: &str, place: &str) {
    let answer = world.api.post("/users/", None, &json!({ "email": unique_email(), "password": password })).await;
    let answer = answer.expect(422);
    assert_eq!(places(&answer.detail()), [place], "{password}");
    let text = String::from_utf8(answer.body).unwrap();
    assert!(password.is_empty() || !text.contains(password), "a password is repeated: {text}");
}

async fn what_is_no_account_is_named_place_by_place(world: World) {
    let both_missing = vec!["body.email: missing", "body.password: missing"];
    let cases: [(Value, Vec<&str>); 10] = [
        (json!({}), both_missing),
        (json!({ "email": "ada@example.com" }), vec!["body.password: missing"]),
        (json!({ "email": "ada@example.com", "password": null }), vec!["body.password: string_type"]),
        (json!({ "email": 1, "password": 2 }), vec!["body.email: string_type", "body.password: string_type"]),
        (json!({ "email": "ada", "password": "password123" }), vec!["body.email: value_error"]),
        (json!({ "email": "", "password": "password123" }), vec!["body.email: value_error"]),
        (json!({ "email": "a\0da@example.com", "password": "password123" }), vec!["body.email: value_error"]),
        (json!({ "email": "ada@example.com", "password": "pass\0word" }), vec!["body.password: value_error"]),
        (json!([]), vec!["body: model_attributes_type"]),
        (json!("text"), vec!["body: model_attributes_type"]),
    ];
    for (body, expected) in cases {
        let answer = world.api.post("/users/", None, &body).await.expect(422);
        assert_eq!(places(&answer.detail()), expected, "{body}");
    }
}

async fn an_id_is_a_number_that_fits(world: World) {
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
        let answer = world.api.get(&format!("/users/{id}"), None).await.expect(422);
        assert_eq!(places(&answer.detail()), [format!("path.id: {kind}")], "{id}");
    }
}
