//! Tests `POST /vote/`.

use hearth_tests::{Answer, User};
use serde_json::json;

use crate::{TestContext, shape::assert_refusals};

crate::trials![
    a_vote_is_cast_once_and_taken_back_once,
    any_number_up_to_one_is_a_direction,
    what_is_no_vote_is_named,
    a_vote_on_nothing_is_not_found,
];

pub(crate) async fn vote(context: &TestContext, user: &User, post: i32, dir: i64) -> Answer {
    context.api.post("/vote/", Some(&user.token), &json!({ "post_id": post, "dir": dir })).await
}

pub(crate) async fn count(context: &TestContext, user: &User, post: i32) -> i64 {
    let post = context.api.get(&format!("/posts/{post}"), Some(&user.token)).await.expect(200).json();
    post["vote"].as_i64().unwrap()
}

#[track_caller]
fn says(answer: Answer, message: &str) {
    assert_eq!(answer.expect(201).json(), json!({ "message": message }));
}

async fn a_vote_is_cast_once_and_taken_back_once(context: TestContext) {
    let (author, voter) = (context.user().await, context.user().await);
    let post = author.post("To vote on").await;

    says(vote(&context, &voter, post, 1).await, "Successfully added vote");
    let again = vote(&context, &voter, post, 1).await;
    again.expect_detail(409, &format!("User {} has already voted on the post {post}", voter.id));
    assert_eq!(count(&context, &author, post).await, 1);

    says(vote(&context, &voter, post, 0).await, "Successfully deleted vote");
    vote(&context, &voter, post, 0).await.expect_detail(404, "Vote does not exist");
    assert_eq!(count(&context, &author, post).await, 0);
}

async fn any_number_up_to_one_is_a_direction(context: TestContext) {
    let voter = context.user().await;
    let post = voter.post("My own").await;
    for dir in [0, -1, -7, i64::MIN] {
        says(vote(&context, &voter, post, 1).await, "Successfully added vote");
        says(vote(&context, &voter, post, dir).await, "Successfully deleted vote");
    }
}

async fn what_is_no_vote_is_named(context: TestContext) {
    let voter = context.user().await;
    let bodies = [
        ("an empty object", json!({})),
        ("a direction above one", json!({ "post_id": 1, "dir": 2 })),
        ("a fraction", json!({ "post_id": 1, "dir": 0.5 })),
        ("a word", json!({ "post_id": 1, "dir": "up" })),
        ("a direction that is null", json!({ "post_id": 1, "dir": null })),
        ("a number above 31 bits", json!({ "post_id": 1_u64 << 31, "dir": 1 })),
        ("a number below all", json!({ "post_id": -1e300, "dir": 1 })),
        ("a number of 5000 digits", json!({ "post_id": "9".repeat(5000), "dir": 1 })),
    ];
    assert_refusals("invalid_votes", &context, "/vote/", Some(&voter.token), &bodies).await;
}

async fn a_vote_on_nothing_is_not_found(context: TestContext) {
    let voter = context.user().await;
    for (post, dir) in [(i32::MAX, 1), (i32::MAX, 0), (0, 1), (-1, 0)] {
        let answer = vote(&context, &voter, post, dir).await;
        answer.expect_detail(404, &format!("Post with id: {post} does not exist"));
    }
}
