//! Tests what readers report, mute and block.

use hearth_tests::{Answer, User};
use serde_json::{Value, json};

use crate::{
    TestContext,
    moderation::with_role,
    shape::{self, places},
};

crate::trials![
    a_report_reaches_the_moderators,
    a_report_is_made_once_until_it_is_closed,
    refuses_reports_of_nothing,
    open_reports_of_one_reader_are_bounded,
    removing_a_post_resolves_its_reports,
    a_muted_authors_posts_are_left_out_for_the_reader_alone,
    a_page_of_hidden_posts_leads_on,
    somebody_blocked_is_not_found_and_cannot_vote,
    blocks_are_listed_and_taken_back,
];

async fn report(context: &TestContext, by: &User, body: &Value) -> Answer {
    context.api.post("/reports", Some(&by.token), body).await
}

async fn block(context: &TestContext, by: &User, whom: &User, kind: &str) -> Answer {
    context.api.put(&format!("/me/blocks/{}", whom.id), Some(&by.token), &json!({ "kind": kind })).await
}

/// The open reports about somebody.
async fn open(context: &TestContext, moderator: &User, about: &User) -> Vec<Value> {
    let mut path = Some("/moderation/reports?limit=100".to_owned());
    let mut found = Vec::new();
    while let Some(here) = path {
        let page = context.api.get(&here, Some(&moderator.token)).await.expect(200);
        path = page.next_page();
        found.extend(page.json().as_array().unwrap().iter().filter(|report| report["user"]["id"] == about.id).cloned());
    }
    found
}

async fn a_report_reaches_the_moderators(context: TestContext) {
    let (moderator, eve, ada) = (with_role(&context, "moderator").await, context.user().await, context.user().await);
    let post = eve.post("Badger").await;
    let _ = report(&context, &ada, &json!({ "post_id": post, "reason": "Advertising" })).await.expect(201);
    let _ = report(&context, &ada, &json!({ "user_id": eve.id, "reason": "Always" })).await.expect(201);
    let found = open(&context, &moderator, &eve).await;
    assert_eq!(found.len(), 2);
    shape::keys(&found[0], &["id", "created_at", "reporter", "user", "post", "reason", "state", "closed_at"]);
    shape::user(&found[0]["reporter"], ada.id, &ada.email);
    shape::user(&found[0]["user"], eve.id, &eve.email);
    assert_eq!(found[0]["post"], json!({ "id": post, "title": "Badger" }));
    assert_eq!((&found[0]["reason"], &found[0]["state"]), (&json!("Advertising"), &json!("open")));
    assert_eq!((&found[1]["post"], &found[1]["closed_at"]), (&Value::Null, &Value::Null));

    let path = format!("/moderation/reports/{}", found[0]["id"]);
    let close = json!({ "state": "dismissed", "note": "It is a joke" });
    let _ = context.api.put(&path, Some(&moderator.token), &close).await.expect(204);
    let again = context.api.put(&path, Some(&moderator.token), &close).await;
    again.expect_detail(404, "There is no such report that is open");
    let wrong = context.api.put(&path, Some(&moderator.token), &json!({ "state": "open" })).await.expect(422);
    assert_eq!(places(&wrong.detail()), ["body.state: enum"]);
    assert_eq!(open(&context, &moderator, &eve).await.len(), 1);
    let closed = context.api.get("/moderation/reports?state=dismissed&limit=100", Some(&moderator.token)).await;
    let closed = closed.expect(200).json();
    let closed = closed.as_array().unwrap().iter().find(|report| report["id"] == found[0]["id"]).unwrap().clone();
    shape::time(&closed["closed_at"]);
    let log = context.api.get("/moderation/log?limit=100", Some(&moderator.token)).await.expect(200).json();
    let entry = log.as_array().unwrap().iter().find(|entry| entry["actor_id"] == moderator.id).unwrap();
    assert_eq!((&entry["action"], &entry["reason"]), (&json!("dismiss-report"), &json!("It is a joke")));
}

async fn a_report_is_made_once_until_it_is_closed(context: TestContext) {
    let (moderator, eve, ada) = (with_role(&context, "moderator").await, context.user().await, context.user().await);
    let post = eve.post("Raccoon").await;
    let body = json!({ "post_id": post, "reason": "Rude" });
    let made = futures_util::future::join_all((0..5).map(|_| report(&context, &ada, &body))).await;
    let mut statuses: Vec<_> = made.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409]);
    report(&context, &ada, &body).await.expect_detail(409, "You have reported this already");
    let found = open(&context, &moderator, &eve).await;
    assert_eq!(found.len(), 1);
    let path = format!("/moderation/reports/{}", found[0]["id"]);
    let _ = context.api.put(&path, Some(&moderator.token), &json!({ "state": "resolved" })).await.expect(204);
    let _ = report(&context, &ada, &body).await.expect(201);
}

async fn refuses_reports_of_nothing(context: TestContext) {
    let ada = context.user().await;
    let draft = json!({ "title": "Draft", "content": "", "published": false });
    let other = context.user().await;
    let draft = context.api.post("/posts/", Some(&other.token), &draft).await.expect(201).json()["id"].clone();
    for body in [
        json!({ "post_id": draft, "reason": "x" }),
        json!({ "post_id": 0, "reason": "x" }),
        json!({ "user_id": 0, "reason": "x" }),
    ] {
        let _ = report(&context, &ada, &body).await.expect(404);
    }
    for (body, place) in [
        (json!({ "reason": "x" }), "body.post_id: value_error"),
        (json!({ "post_id": 1, "user_id": 1, "reason": "x" }), "body.post_id: value_error"),
        (json!({ "post_id": "one", "reason": "x" }), "body.post_id: int_parsing"),
        (json!({ "user_id": 1 }), "body.reason: missing"),
        (json!({ "user_id": 1, "reason": "x".repeat(501) }), "body.reason: string_too_long"),
    ] {
        let refused = report(&context, &ada, &body).await.expect(422);
        assert_eq!(places(&refused.detail()), [place], "{body}");
    }
    context.api.post("/reports", None, &json!({})).await.expect_detail(401, "Not authenticated");
}

async fn open_reports_of_one_reader_are_bounded(context: TestContext) {
    let (eve, ada) = (context.user().await, context.user().await);
    let many = "
        WITH made AS (INSERT INTO posts (title, content, owner_id) SELECT 'Many', '', $1 FROM generate_series(1, 100) RETURNING id)
        INSERT INTO hearth_reports (reporter_id, user_id, post_id, reason) SELECT $2, $1, id, 'x' FROM made";
    sqlx::query(many).bind(eve.id).bind(ada.id).execute(&context.database().await).await.unwrap();
    let refused = report(&context, &ada, &json!({ "user_id": eve.id, "reason": "One more" })).await;
    refused.expect_detail(409, "You have made 100 reports that no moderator has looked at yet");
}

async fn removing_a_post_resolves_its_reports(context: TestContext) {
    let (moderator, eve, ada) = (with_role(&context, "moderator").await, context.user().await, context.user().await);
    let post = eve.post("Coati").await;
    let _ = report(&context, &ada, &json!({ "post_id": post, "reason": "Rude" })).await.expect(201);
    let removal = format!("/moderation/posts/{post}/removal");
    let _ = context.api.put(&removal, Some(&moderator.token), &json!({ "reason": "Rude" })).await.expect(204);
    assert!(open(&context, &moderator, &eve).await.is_empty());
}

async fn a_muted_authors_posts_are_left_out_for_the_reader_alone(context: TestContext) {
    let (eve, bob, ada, reader) =
        (context.user().await, context.user().await, context.user().await, context.user().await);
    for (user, title) in [(&eve, "Quokka one"), (&bob, "Quokka two"), (&eve, "Quokka three")] {
        user.post(title).await;
    }
    let lists = [
        "/posts/?search=quokka",
        "/posts/?q=quokka",
        "/posts/?search=quokka&sort=top",
        "/posts/?search=quokka&sort=hot",
    ];
    let titles = async |user: &User, list: &str| {
        let mut titles = context.api.get(list, Some(&user.token)).await.titles();
        titles.sort();
        titles
    };
    for kind in ["mute", "block"] {
        // In the cache, with all of them.
        for list in lists {
            assert_eq!(titles(&reader, list).await.len(), 3, "{list}");
        }
        let _ = block(&context, &ada, &eve, kind).await.expect(204);
        for list in lists {
            // Read anew, and then from the cache: for one reader after the other.
            for _ in 0..2 {
                assert_eq!(titles(&ada, list).await, ["Quokka two"], "{list}, {kind}");
                assert_eq!(titles(&reader, list).await.len(), 3, "{list}");
                assert_eq!(titles(&eve, list).await.len(), 3, "{list}");
            }
        }
        // Whoever looks at a person looks at that person.
        let posts = context.api.get(&format!("/users/{}/posts", eve.id), Some(&ada.token)).await.titles();
        assert_eq!(posts, ["Quokka three", "Quokka one"]);
    }
    let page = context.api.get("/posts/?search=quokka", Some(&ada.token)).await;
    let other = context.api.get("/posts/?search=quokka", Some(&reader.token)).await;
    assert_ne!(page.header("etag"), other.header("etag"));
    let _ = context.api.delete(&format!("/me/blocks/{}", eve.id), Some(&ada.token)).await.expect(204);
    assert_eq!(titles(&ada, "/posts/?search=quokka").await.len(), 3);
}

async fn a_page_of_hidden_posts_leads_on(context: TestContext) {
    let (eve, bob, ada) = (context.user().await, context.user().await, context.user().await);
    bob.post("Numbat zero").await;
    for _ in 0..9 {
        eve.post("Numbat more").await;
    }
    let _ = block(&context, &ada, &eve, "mute").await.expect(204);
    // Nine posts that are left out are three pages before the one that is not.
    let page = context.api.get("/posts/?search=numbat&limit=3", Some(&ada.token)).await;
    assert_eq!(page.titles(), ["Numbat zero"]);
    let walked = context.api.walk("/posts/?search=numbat&limit=2", &ada.token).await;
    assert_eq!(walked.len(), 1);
    let all = context.api.walk("/posts/?search=numbat&limit=2", &bob.token).await;
    assert_eq!(all.len(), 10);
}

async fn somebody_blocked_is_not_found_and_cannot_vote(context: TestContext) {
    let (ada, eve) = (context.user().await, context.user().await);
    let post = ada.post("Dingo").await;
    let vote = async |direction: i32| {
        let body = json!({ "post_id": post, "dir": direction });
        context.api.post("/vote/", Some(&eve.token), &body).await.status
    };
    let finds = async || {
        let path = format!("/users/?search={}", eve.email);
        !context.api.get(&path, Some(&ada.token)).await.expect(200).json().as_array().unwrap().is_empty()
    };
    assert_eq!(vote(1).await, 201);
    let _ = block(&context, &ada, &eve, "mute").await.expect(204);
    assert!(finds().await && vote(0).await == 201 && vote(1).await == 201, "muting is not blocking");
    let _ = block(&context, &ada, &eve, "block").await.expect(204);
    assert!(!finds().await);
    assert_eq!((vote(0).await, vote(1).await), (201, 404));
    let shown = context.api.get(&format!("/posts/{post}"), Some(&ada.token)).await.expect(200).json();
    assert_eq!(shown["vote"], 0);
}

async fn blocks_are_listed_and_taken_back(context: TestContext) {
    let (ada, eve, bob) = (context.user().await, context.user().await, context.user().await);
    let _ = block(&context, &ada, &eve, "block").await.expect(204);
    let _ = block(&context, &ada, &bob, "mute").await.expect(204);
    let first = context.api.get("/me/blocks?limit=1", Some(&ada.token)).await.expect(200);
    let second = context.api.get(&first.next_page().unwrap(), Some(&ada.token)).await.expect(200);
    assert_eq!(second.next_page(), None);
    for (page, user, kind) in [(first.json(), &eve, "block"), (second.json(), &bob, "mute")] {
        shape::keys(&page[0], &["user", "kind", "created_at"]);
        shape::user(&page[0]["user"], user.id, &user.email);
        assert_eq!(page[0]["kind"], kind);
    }
    assert_eq!(context.api.get("/me/blocks", Some(&eve.token)).await.expect(200).json(), json!([]));

    let path = format!("/me/blocks/{}", eve.id);
    let _ = context.api.delete(&path, Some(&ada.token)).await.expect(204);
    let again = context.api.delete(&path, Some(&ada.token)).await;
    again.expect_detail(404, "You have not muted or blocked this user");
    block(&context, &ada, &ada, "mute").await.expect_detail(409, "You cannot mute or block yourself");
    let wrong = block(&context, &ada, &eve, "banish").await.expect(422);
    assert_eq!(places(&wrong.detail()), ["body.kind: enum"]);
    let nobody = context.api.put("/me/blocks/0", Some(&ada.token), &json!({ "kind": "mute" })).await;
    let _ = nobody.expect(404);

    let many = "
        WITH made AS (
            INSERT INTO users (email, password) SELECT md5($1::TEXT || n) || '@example.com', '' FROM generate_series(1, 1000) AS n
            RETURNING id
        )
        INSERT INTO hearth_blocks (user_id, other_id, kind) SELECT $1, id, 'mute' FROM made";
    sqlx::query(many).bind(eve.id).execute(&context.database().await).await.unwrap();
    let full = block(&context, &eve, &bob, "mute").await;
    full.expect_detail(409, "You have muted or blocked 1000 people already");
}
