//! Tests `Idempotency-Key`: a post is written once however often it is sent.

use futures_util::future::join_all;
use hearth_tests::{Answer, User, send};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    TestContext,
    shape::{self, places},
};

crate::trials![
    the_same_again_answers_the_same_post,
    without_a_key_each_request_writes_a_post,
    a_repetition_answers_the_post_as_it_is_now,
    a_deleted_post_is_not_written_again,
    another_post_under_the_same_key_is_refused,
    of_many_at_once_one_is_written,
    of_different_ones_at_once_one_is_written,
    keys_are_an_accounts_own,
    a_key_of_bad_shape_is_named,
    what_is_refused_takes_no_key,
    keys_go_with_their_account,
];

fn body(title: &str) -> Value {
    json!({ "title": title, "content": "Sent more than once" })
}

async fn write(context: &TestContext, user: &User, key: &str, body: &Value) -> Answer {
    let request = context.api.request(Method::POST, "/posts/").bearer_auth(&user.token);
    send(request.header("idempotency-key", key).json(body)).await
}

/// Counts the posts of an account, drafts among them.
async fn posts_of(context: &TestContext, user: &User) -> usize {
    let paths = [format!("/users/{}/posts", user.id), "/me/drafts".to_owned()];
    join_all(paths.iter().map(|path| context.api.walk(path, &user.token))).await.concat().len()
}

async fn the_same_again_answers_the_same_post(context: TestContext) {
    let user = context.user().await;
    let first = write(&context, &user, "\"8e03978e-40d5-43e8\"", &body("Once")).await.expect(201).json();
    shape::keys(&first, &shape::POST);
    // The same words in another order, with a default spelled out.
    let again = json!({ "published": true, "content": "Sent more than once", "title": "Once" });
    assert_eq!(write(&context, &user, "\"8e03978e-40d5-43e8\"", &again).await.expect(201).json(), first);
    assert_eq!(posts_of(&context, &user).await, 1);
}

async fn without_a_key_each_request_writes_a_post(context: TestContext) {
    let user = context.user().await;
    for _ in 0..2 {
        let _ = context.api.post("/posts/", Some(&user.token), &body("Twice")).await.expect(201);
    }
    assert_eq!(posts_of(&context, &user).await, 2);
}

async fn a_repetition_answers_the_post_as_it_is_now(context: TestContext) {
    let user = context.user().await;
    let first = write(&context, &user, "changed", &body("Before")).await.expect(201).json();
    let path = format!("/posts/{}", first["id"]);
    let changed = json!({ "title": "After", "content": "Changed", "published": false });
    let changed = context.api.put(&path, Some(&user.token), &changed).await.expect(200).json();
    assert_eq!(write(&context, &user, "changed", &body("Before")).await.expect(201).json(), changed);
    assert_eq!(posts_of(&context, &user).await, 1);
}

async fn a_deleted_post_is_not_written_again(context: TestContext) {
    let user = context.user().await;
    let first = write(&context, &user, "deleted", &body("Gone")).await.expect(201).json();
    let _ = context.api.delete(&format!("/posts/{}", first["id"]), Some(&user.token)).await.expect(204);
    let again = write(&context, &user, "deleted", &body("Gone")).await;
    again.expect_detail(410, "This post was written already, and deleted since");
    assert_eq!(posts_of(&context, &user).await, 0);
}

async fn another_post_under_the_same_key_is_refused(context: TestContext) {
    let user = context.user().await;
    let _ = write(&context, &user, "reused", &body("One")).await.expect(201);
    for other in [body("Other"), json!({ "title": "One", "content": "Sent more than once", "published": false })] {
        let refused = write(&context, &user, "reused", &other).await.expect(422);
        assert_eq!(places(&refused.detail()), ["header.idempotency-key: value_error"]);
        assert_eq!(refused.detail()[0]["msg"], "Value error, this key came with another post before");
    }
    assert_eq!(posts_of(&context, &user).await, 1);
}

async fn of_many_at_once_one_is_written(context: TestContext) {
    let user = context.user().await;
    let body = body("Raced");
    let answers = join_all((0..64).map(|_| write(&context, &user, "raced", &body))).await;
    let posts: Vec<_> = answers.into_iter().map(|answer| answer.expect(201).json()).collect();
    assert!(posts.iter().all(|post| *post == posts[0]), "{posts:?}");
    assert_eq!(posts_of(&context, &user).await, 1);
}

async fn of_different_ones_at_once_one_is_written(context: TestContext) {
    let user = context.user().await;
    let bodies: Vec<_> = (0..16).map(|number| body(&format!("Version {number}"))).collect();
    let answers = join_all(bodies.iter().map(|body| write(&context, &user, "versions", body))).await;
    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [vec![201], vec![422; 15]].concat());
    assert_eq!(posts_of(&context, &user).await, 1);
}

async fn keys_are_an_accounts_own(context: TestContext) {
    let (one, other) = (context.user().await, context.user().await);
    let ones = write(&context, &one, "shared", &body("Shared")).await.expect(201).json();
    let others = write(&context, &other, "shared", &body("Of the other")).await.expect(201).json();
    assert_ne!(ones["id"], others["id"]);
    assert_eq!(others["owner_id"], other.id);
}

async fn a_key_of_bad_shape_is_named(context: TestContext) {
    let user = context.user().await;
    let longest = "k".repeat(255);
    let _ = write(&context, &user, &longest, &body("Long")).await.expect(201);
    for (key, kind) in [
        ("", "string_too_short"),
        (&*"k".repeat(256), "string_too_long"),
        ("two words", "string_pattern_mismatch"),
        ("schlüssel", "string_pattern_mismatch"),
    ] {
        let refused = write(&context, &user, key, &body("Bad key")).await.expect(422);
        assert_eq!(places(&refused.detail()), [format!("header.idempotency-key: {kind}")], "{key}");
    }
    // What else is wrong is told at once; who is asking comes before both.
    let both = write(&context, &user, "", &json!({ "title": "No content" })).await.expect(422);
    assert_eq!(places(&both.detail()), ["header.idempotency-key: string_too_short", "body.content: missing"]);
    let nobody = context.api.request(Method::POST, "/posts/").header("idempotency-key", "").json(&body("Nobody's"));
    send(nobody).await.expect_detail(401, "Not authenticated");
    let twice = context.api.request(Method::POST, "/posts/").bearer_auth(&user.token);
    let twice = send(twice.header("idempotency-key", "a").header("idempotency-key", "b").json(&body("Two"))).await;
    assert_eq!(places(&twice.expect(422).detail()), ["header.idempotency-key: value_error"]);
    assert_eq!(posts_of(&context, &user).await, 1);
}

async fn what_is_refused_takes_no_key(context: TestContext) {
    let user = context.user().await;
    let _ = write(&context, &user, "mended", &json!({ "title": "No content" })).await.expect(422);
    let _ = write(&context, &user, "mended", &body("Mended")).await.expect(201);
    assert_eq!(posts_of(&context, &user).await, 1);
}

async fn keys_go_with_their_account(context: TestContext) {
    let user = context.user().await;
    let _ = write(&context, &user, "leaving", &body("Leaving")).await.expect(201);
    let kept = async || {
        let keys = "SELECT count(*) FROM hearth_post_keys WHERE user_id = $1";
        sqlx::query_scalar::<_, i64>(keys).bind(user.id).fetch_one(&context.database().await).await.unwrap()
    };
    assert_eq!(kept().await, 1);
    let confirmation = json!({ "password": user.password });
    let _ = context.api.post("/me/delete", Some(&user.token), &confirmation).await.expect(204);
    assert_eq!(kept().await, 0);
    let _ = write(&context, &user, "leaving", &body("Leaving")).await.expect(401);
}
