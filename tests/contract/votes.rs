//! `POST /vote/`.

use hearth_tests::{Answer, User};
use serde_json::{Value, json};

use crate::{World, shape::places};

crate::trials![
    a_vote_is_cast_once_and_taken_back_once,
    any_number_up_to_one_is_a_direction,
    what_is_no_vote_is_named,
    a_vote_on_nothing_is_not_found,
];

pub(crate) async fn vote(world: &World, user: &User, post: i32, dir: i64) -> Answer {
    world.api.post("/vote/", Some(&user.token), &json!({ "post_id": post, "dir": dir })).await
}

pub(crate) async fn count(world: &World, user: &User, post: i32) -> i64 {
    let post = world.api.get(&format!("/posts/{post}"), Some(&user.token)).await.expect(200).json();
    post["vote"].as_i64().unwrap()
}

#[track_caller]
fn says(answer: Answer, message: &str) {
    assert_eq!(answer.expect(201).json(), json!({ "message": message }));
}

async fn a_vote_is_cast_once_and_taken_back_once(world: World) {
    let (author, voter) = (world.user().await, world.user().await);
    let post = author.post("To vote on").await;

    says(vote(&world, &voter, post, 1).await, "Successfully added vote");
    let again = vote(&world, &voter, post, 1).await;
    again.expect_detail(409, &format!("User {} has already voted on the post {post}", voter.id));
    assert_eq!(count(&world, &author, post).await, 1);

    says(vote(&world, &voter, post, 0).await, "Successfully deleted vote");
    vote(&world, &voter, post, 0).await.expect_detail(404, "Vote does not exist");
    assert_eq!(count(&world, &author, post).await, 0);
}

async fn any_number_up_to_one_is_a_direction(world: World) {
    let voter = world.user().await;
    let post = voter.post("My own").await;
    for dir in [0, -1, -7, i64::MIN] {
        says(vote(&world, &voter, post, 1).await, "Successfully added vote");
        says(vote(&world, &voter, post, dir).await, "Successfully deleted vote");
    }
}

async fn what_is_no_vote_is_named(world: World) {
    let voter = world.user().await;
    let cases: [(Value, &[&str]); 8] = [
        (json!({}), &["body.post_id: missing", "body.dir: missing"]),
        (json!({ "post_id": 1, "dir": 2 }), &["body.dir: less_than_equal"]),
        (json!({ "post_id": 1, "dir": 0.5 }), &["body.dir: int_from_float"]),
        (json!({ "post_id": 1, "dir": "up" }), &["body.dir: int_parsing"]),
        (json!({ "post_id": 1, "dir": null }), &["body.dir: int_type"]),
        (json!({ "post_id": 1_u64 << 31, "dir": 1 }), &["body.post_id: less_than_equal"]),
        (json!({ "post_id": -1e300, "dir": 1 }), &["body.post_id: greater_than_equal"]),
        (json!({ "post_id": "9".repeat(5000), "dir": 1 }), &["body.post_id: less_than_equal"]),
    ];
    for (body, expected) in cases {
        let answer = world.api.post("/vote/", Some(&voter.token), &body).await.expect(422);
        assert_eq!(places(&answer.detail()), expected, "{body}");
    }
}

async fn a_vote_on_nothing_is_not_found(world: World) {
    let voter = world.user().await;
    for (post, dir) in [(i32::MAX, 1), (i32::MAX, 0), (0, 1), (-1, 0)] {
        let answer = vote(&world, &voter, post, dir).await;
        answer.expect_detail(404, &format!("Post with id: {post} does not exist"));
    }
}
