//! Tests many writers at once: one wins, nobody is failed, and in the end the counts are those of the database.

use std::time::Duration;

use futures_util::future::join_all;
use hearth_tests::{Answer, User, unique_email};
use serde_json::json;

use crate::{
    TestContext,
    votes::{count, vote},
};

crate::trials![
    of_equal_votes_one_counts,
    of_equal_votes_taken_back_one_counts,
    of_equal_sign_ups_one_wins,
    of_sign_ups_that_look_alike_one_wins,
    counts_stay_exact_while_votes_flap,
    deleting_posts_while_others_vote_fails_nobody,
    voters_who_leave_while_they_vote_fail_nobody,
];

/// Checks that one of 64 equal requests has this status, and all others that one.
#[track_caller]
fn one_of_64(answers: &[Answer], status: u16, others: u16) {
    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [vec![status], vec![others; 63]].concat());
}

async fn of_equal_votes_one_counts(context: TestContext) {
    let voter = context.user().await;
    let post = voter.post("Raced for").await;
    one_of_64(&join_all((0..64).map(|_| vote(&context, &voter, post, 1))).await, 201, 409);
    assert_eq!(count(&context, &voter, post).await, 1);
}

async fn of_equal_votes_taken_back_one_counts(context: TestContext) {
    let voter = context.user().await;
    let post = voter.post("Left by many").await;
    let _ = vote(&context, &voter, post, 1).await.expect(201);
    one_of_64(&join_all((0..64).map(|_| vote(&context, &voter, post, 0))).await, 201, 404);
    assert_eq!(count(&context, &voter, post).await, 0);
}

async fn of_equal_sign_ups_one_wins(context: TestContext) {
    // An address is the same however its domain is written.
    let name = unique_email().replace("@example.com", "");
    let sign_ups = (0..64).map(|number| {
        let domain = ["example.com", "Example.COM"][number % 2];
        let account = json!({ "email": format!("{name}@{domain}"), "password": "password123" });
        let context = &context;
        async move { context.api.post("/users/", None, &account).await }
    });
    one_of_64(&join_all(sign_ups).await, 201, 409);
}

async fn of_sign_ups_that_look_alike_one_wins(context: TestContext) {
    let email = unique_email();
    // Capitals, and letters of Cyrillic and of full width.
    let alike = [email.to_uppercase(), email.clone(), email.replace('e', "\u{435}"), email.replace('u', "\u{ff55}")];
    let sign_ups = (0..64).map(|number| {
        let account = json!({ "email": alike[number % 4], "password": "correct horse" });
        let context = &context;
        async move { context.api.post("/users/", None, &account).await }
    });
    one_of_64(&join_all(sign_ups).await, 201, 409);
}

async fn counts_stay_exact_while_votes_flap(context: TestContext) {
    let voters = join_all((0..16).map(|_| context.user())).await;
    let posts = join_all((0..3).map(|number| voters[number].post("Undecided about"))).await;
    join_all(voters.iter().enumerate().map(async |(at, voter)| {
        for round in 0..10 {
            // Everybody begins with another one.
            for turn in 0..posts.len() {
                let post = posts[(at + round + turn) % posts.len()];
                let _ = vote(&context, voter, post, 1).await.expect(201);
                let _ = vote(&context, voter, post, 0).await.expect(201);
            }
        }
        // Every other one ends up in favour.
        if at % 2 == 0 {
            let _ = vote(&context, voter, posts[0], 1).await.expect(201);
        }
    }))
    .await;
    assert_eq!(counts_in_database(&context, &posts).await, [8, 0, 0]);
    counts_are_exact(&context, &voters[0], &posts).await;
}

async fn deleting_posts_while_others_vote_fails_nobody(context: TestContext) {
    let author = context.user().await;
    let voters = join_all((0..8).map(|_| context.user())).await;
    for _ in 0..8 {
        let post = author.post("Short-lived").await;
        let all_vote = join_all(voters.iter().map(async |voter| {
            for dir in [1, 0, 1, 0, 1] {
                let answer = vote(&context, voter, post, dir).await;
                assert!(matches!(answer.status, 201 | 404), "{answer:?}");
            }
        }));
        let path = format!("/posts/{post}");
        let delete = async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            context.api.delete(&path, Some(&author.token)).await
        };
        let (_, deleted) = tokio::join!(all_vote, delete);
        let _ = deleted.expect(204);
        let _ = context.api.get(&path, Some(&author.token)).await.expect(404);
        assert_eq!(counts_in_database(&context, &[post]).await, [0], "its votes are gone with it");
    }
}

async fn voters_who_leave_while_they_vote_fail_nobody(context: TestContext) {
    let author = context.user().await;
    let posts = join_all((0..3).map(|_| author.post("Outlives its voters"))).await;
    let voters = join_all((0..12).map(|_| context.user())).await;
    // Their own posts go with them, while others vote on those.
    let own_posts = join_all(voters.iter().map(|voter| voter.post("Goes along"))).await;
    join_all(voters.iter().enumerate().map(async |(at, voter)| {
        let [own, neighbours] = [at, at + 1].map(|at| own_posts[at % own_posts.len()]);
        let voting = async {
            for round in 0..8 {
                for post in [posts[(at + round) % posts.len()], own, neighbours] {
                    for dir in [1, 0, 1] {
                        let answer = vote(&context, voter, post, dir).await;
                        assert!(matches!(answer.status, 201 | 401 | 404 | 409), "{answer:?}");
                    }
                }
            }
        };
        let leaving = async {
            tokio::time::sleep(Duration::from_millis(10 * u64::try_from(at).unwrap())).await;
            if at % 4 != 0 {
                let confirmation = json!({ "password": voter.password });
                let _ = context.api.post("/me/delete", Some(&voter.token), &confirmation).await.expect(204);
            }
        };
        tokio::join!(voting, leaving);
    }))
    .await;
    counts_are_exact(&context, &author, &posts).await;
}

/// Checks that the API says the counts that the database has.
async fn counts_are_exact(context: &TestContext, reader: &User, posts: &[i32]) {
    let said = join_all(posts.iter().map(|post| count(context, reader, *post))).await;
    assert_eq!(said, counts_in_database(context, posts).await);
}

async fn counts_in_database(context: &TestContext, posts: &[i32]) -> Vec<i64> {
    let counts = "SELECT (SELECT count(*) FROM votes WHERE post_id = id)
                  FROM unnest($1) WITH ORDINALITY AS wanted (id, place) ORDER BY place";
    sqlx::query_scalar(counts).bind(posts).fetch_all(&context.database().await).await.unwrap()
}
