//! Tests `/moderation/`: what administrators and moderators do, and what others are told of it.

use hearth_tests::{Answer, User, unique_email};
use serde_json::{Value, json};

use crate::{
    TestContext,
    shape::{self, places},
};

crate::trials![
    a_role_is_told_to_its_owner,
    only_those_with_a_role_look_after_others,
    a_moderator_gives_no_roles,
    a_suspended_person_is_told_why_and_signed_out,
    a_suspension_ends,
    nobody_suspends_an_administrator,
    a_removed_post_is_its_owners_alone,
    a_removed_post_is_published_again,
    an_administrators_post_is_removed_by_administrators_alone,
    an_account_is_removed_with_its_posts,
    people_are_found_and_listed,
    what_was_done_is_in_the_log,
    refuses_reasons_that_are_none,
    invites_are_listed_and_revoked,
];

const NOT_ALLOWED: &str = "Only moderators and administrators may do this.";

/// Signs somebody up who has a role.
pub(crate) async fn with_role(context: &TestContext, role: &str) -> User {
    let user = context.user().await;
    let give = sqlx::query("INSERT INTO hearth_roles (user_id, role) VALUES ($1, $2)").bind(user.id).bind(role);
    give.execute(&context.database().await).await.unwrap();
    user
}

async fn put(context: &TestContext, by: &User, path: &str, body: &Value) -> Answer {
    context.api.put(path, Some(&by.token), body).await
}

fn reason(text: &str) -> Value {
    json!({ "reason": text })
}

async fn a_role_is_told_to_its_owner(context: TestContext) {
    let moderator = with_role(&context, "moderator").await;
    let me = context.api.get("/me", Some(&moderator.token)).await.expect(200).json();
    assert_eq!(me["role"], "moderator");
    let shown = context.api.get(&format!("/users/{}", moderator.id), None).await.expect(200).json();
    shape::user(&shown, moderator.id, &moderator.email);
}

async fn only_those_with_a_role_look_after_others(context: TestContext) {
    let (user, other) = (context.user().await, context.user().await);
    let post = other.post("Otter").await;
    let path = format!("/moderation/people/{}", other.id);
    for path in ["/moderation/people", "/moderation/reports", "/moderation/invites", "/moderation/log"] {
        context.api.get(path, Some(&user.token)).await.expect_detail(403, NOT_ALLOWED);
        context.api.get(path, None).await.expect_detail(401, "Not authenticated");
    }
    for (path, body) in [
        (format!("{path}/suspension"), reason("x")),
        (format!("{path}/role"), json!({ "role": "moderator" })),
        (format!("{path}/approval"), json!({})),
        (format!("/moderation/posts/{post}/removal"), reason("x")),
        ("/moderation/reports/1".to_owned(), json!({ "state": "dismissed" })),
    ] {
        put(&context, &user, &path, &body).await.expect_detail(403, NOT_ALLOWED);
        // Without a role nobody is told what would be wrong with it.
        put(&context, &user, &path, &json!([])).await.expect_detail(403, NOT_ALLOWED);
    }
    context.api.delete(&path, Some(&user.token)).await.expect_detail(403, NOT_ALLOWED);
    context.api.post("/moderation/invites", Some(&user.token), &json!({})).await.expect_detail(403, NOT_ALLOWED);
    let link = context.api.post(&format!("{path}/reset-link"), Some(&user.token), &json!({})).await;
    link.expect_detail(403, NOT_ALLOWED);
    let _ = context.api.get("/me", Some(&other.token)).await.expect(200);
}

async fn a_moderator_gives_no_roles(context: TestContext) {
    const ADMINISTRATORS: &str = "Only administrators may do this.";
    let (moderator, other) = (with_role(&context, "moderator").await, context.user().await);
    let administrator = with_role(&context, "administrator").await;
    let path = format!("/moderation/people/{}/role", other.id);
    let role = json!({ "role": "moderator" });
    put(&context, &moderator, &path, &role).await.expect_detail(403, ADMINISTRATORS);
    context.api.delete(&path, Some(&moderator.token)).await.expect_detail(403, ADMINISTRATORS);
    let link = format!("/moderation/people/{}/reset-link", other.id);
    context.api.post(&link, Some(&moderator.token), &json!({})).await.expect_detail(403, ADMINISTRATORS);

    let _ = put(&context, &administrator, &path, &role).await.expect(204);
    assert_eq!(context.api.get("/me", Some(&other.token)).await.json()["role"], "moderator");
    let owner = json!({ "role": "owner" });
    let wrong = put(&context, &administrator, &path, &owner).await.expect(422);
    assert_eq!(places(&wrong.detail()), ["body.role: enum"]);
    let _ = context.api.delete(&path, Some(&administrator.token)).await.expect(204);
    assert_eq!(context.api.get("/me", Some(&other.token)).await.json().get("role"), None);
    let _ = put(&context, &administrator, "/moderation/people/0/role", &role).await.expect(404);
}

async fn a_suspended_person_is_told_why_and_signed_out(context: TestContext) {
    let (moderator, eve, reader) = (with_role(&context, "moderator").await, context.user().await, context.user().await);
    let post = eve.post("Ermine").await;
    let path = format!("/moderation/people/{}/suspension", eve.id);
    let foreign = context.sign(&json!({ "user_id": eve.id, "exp": crate::tokens::now() + 600 }));
    let _ = context.api.get("/me", Some(&foreign)).await.expect(200);
    let _ = put(&context, &moderator, &path, &reason(" Insults \n")).await.expect(204);
    for token in [&eve.token, &foreign] {
        context.api.get("/me", Some(token)).await.expect_detail(401, "Could not validate credentials");
        context.api.get("/posts/", Some(token)).await.expect_detail(401, "Could not validate credentials");
        let vote = context.api.post("/vote/", Some(token), &json!({ "post_id": post, "dir": 1 })).await;
        vote.expect_detail(401, "Could not validate credentials");
    }
    let told = "This account is suspended. The reason: Insults";
    context.api.login(&eve.email, &eve.password).await.expect_detail(403, told);
    // Who does not know the password is told nothing.
    context.api.login(&eve.email, "a guess").await.expect_detail(403, "Invalid Credentials");
    let _ = context.api.get(&format!("/posts/{post}"), Some(&reader.token)).await.expect(200);

    let _ = context.api.delete(&path, Some(&moderator.token)).await.expect(204);
    context.api.delete(&path, Some(&moderator.token)).await.expect_detail(404, "This account is not suspended");
    context.api.get("/me", Some(&eve.token)).await.expect_detail(401, "Could not validate credentials");
    let token = context.api.login(&eve.email, &eve.password).await.expect(200).json();
    let _ = context.api.get("/me", token["access_token"].as_str()).await.expect(200);
}

async fn a_suspension_ends(context: TestContext) {
    let (moderator, eve) = (with_role(&context, "moderator").await, context.user().await);
    let path = format!("/moderation/people/{}/suspension", eve.id);
    let _ = put(&context, &moderator, &path, &json!({ "reason": "Noise", "days": 7 })).await.expect(204);
    let told = context.api.login(&eve.email, &eve.password).await.expect(403).detail();
    let told = told.as_str().unwrap();
    assert!(
        told.starts_with("This account is suspended until 20") && told.ends_with(" UTC. The reason: Noise"),
        "{told}"
    );
    // A week later.
    let later = "UPDATE hearth_account_locks SET until = now() WHERE user_id = $1";
    let database = context.database().await;
    sqlx::query(later).bind(eve.id).execute(&database).await.unwrap();
    let later = "UPDATE users SET sessions_since = now() WHERE id = $1";
    sqlx::query(later).bind(eve.id).execute(&database).await.unwrap();
    let token = context.api.login(&eve.email, &eve.password).await.expect(200).json();
    let _ = context.api.get("/me", token["access_token"].as_str()).await.expect(200);
    for days in [0, -1, 3651] {
        let refused = put(&context, &moderator, &path, &json!({ "reason": "Noise", "days": days })).await.expect(422);
        assert!(places(&refused.detail())[0].starts_with("body.days: "), "{days}");
    }
}

async fn nobody_suspends_an_administrator(context: TestContext) {
    let (moderator, administrator) =
        (with_role(&context, "moderator").await, with_role(&context, "administrator").await);
    let other = with_role(&context, "administrator").await;
    let path = |user: &User| format!("/moderation/people/{}", user.id);
    for by in [&moderator, &other] {
        let refused = put(&context, by, &format!("{}/suspension", path(&administrator)), &reason("Mutiny")).await;
        refused.expect_detail(403, "This is an administrator's account.");
        let refused = context.api.delete(&path(&administrator), Some(&by.token)).await;
        refused.expect_detail(403, "This is an administrator's account.");
    }
    // Nor a moderator another one, but an administrator does.
    let second = with_role(&context, "moderator").await;
    let suspension = format!("{}/suspension", path(&second));
    let refused = put(&context, &moderator, &suspension, &reason("Envy")).await.expect(403).detail();
    assert!(refused.as_str().unwrap().contains("only administrators"), "{refused}");
    let _ = put(&context, &administrator, &suspension, &reason("Quarrels")).await.expect(204);
    let _ = context.api.delete(&suspension, Some(&moderator.token)).await.expect(404);
    let own = put(&context, &moderator, &format!("{}/suspension", path(&moderator)), &reason("Rest")).await;
    let _ = own.expect(403);
    let _ = context.api.get("/me", Some(&administrator.token)).await.expect(200);
}

async fn a_removed_post_is_its_owners_alone(context: TestContext) {
    let (moderator, eve, reader) = (with_role(&context, "moderator").await, context.user().await, context.user().await);
    let post = eve.post("Marten for sale").await;
    let (path, removal) = (format!("/posts/{post}"), format!("/moderation/posts/{post}/removal"));
    // A page of the feed is in the cache.
    let _ = context.api.get("/posts/?search=marten", Some(&reader.token)).await.expect(200);
    let _ = put(&context, &moderator, &removal, &reason("Advertising")).await.expect(204);

    let missing = format!("Post with the id:{post} was not found");
    for other in [&reader, &moderator] {
        context.api.get(&path, Some(&other.token)).await.expect_detail(404, &missing);
        for list in ["/posts/?search=marten", "/posts/?q=marten", "/posts/?sort=top&search=marten"] {
            assert!(context.api.get(list, Some(&other.token)).await.titles().is_empty(), "{list}");
        }
    }
    let vote = context.api.post("/vote/", Some(&reader.token), &json!({ "post_id": post, "dir": 1 })).await;
    let _ = vote.expect(404);

    let own = context.api.get(&path, Some(&eve.token)).await.expect(200).json();
    assert_eq!((&own["published"], &own["removed"]["reason"]), (&json!(false), &json!("Advertising")));
    shape::time(&own["removed"]["removed_at"]);
    let text = json!({ "title": "Marten for sale", "content": "Cheap" });
    let refused = "A moderator removed this post, so it cannot be published. The reason: Advertising";
    put(&context, &eve, &path, &text).await.expect_detail(403, refused);
    let draft = json!({ "title": "Marten, not for sale", "content": "", "published": false });
    let _ = put(&context, &eve, &path, &draft).await.expect(200);
    // Nor by another program that writes to the database.
    let publish = sqlx::query("UPDATE posts SET published = TRUE WHERE id = $1").bind(post);
    publish.execute(&context.database().await).await.unwrap();
    context.api.get(&path, Some(&reader.token)).await.expect_detail(404, &missing);
    put(&context, &moderator, &removal, &reason("Again")).await.expect_detail(404, &missing);
    let _ = context.api.delete(&path, Some(&eve.token)).await.expect(204);
}

async fn a_removed_post_is_published_again(context: TestContext) {
    let (moderator, eve, reader) = (with_role(&context, "moderator").await, context.user().await, context.user().await);
    let post = eve.post("Sable").await;
    let removal = format!("/moderation/posts/{post}/removal");
    let _ = put(&context, &moderator, &removal, &reason("A mistake")).await.expect(204);
    let _ = context.api.delete(&removal, Some(&moderator.token)).await.expect(204);
    context.api.delete(&removal, Some(&moderator.token)).await.expect_detail(404, "This post is not removed");
    let shown = context.api.get(&format!("/posts/{post}"), Some(&reader.token)).await.expect(200).json();
    assert_eq!((&shown["title"], shown.get("removed")), (&json!("Sable"), None));
    let draft = json!({ "title": "Weasel", "content": "", "published": false });
    let draft = context.api.post("/posts/", Some(&eve.token), &draft).await.expect(201).json();
    let own = context.api.get(&format!("/posts/{}", draft["id"]), Some(&eve.token)).await.expect(200).json();
    assert_eq!(own.get("removed"), None, "a draft is not removed");
    let others_draft = format!("/moderation/posts/{}/removal", draft["id"]);
    let _ = put(&context, &moderator, &others_draft, &reason("Unseen")).await.expect(404);
}

async fn an_administrators_post_is_removed_by_administrators_alone(context: TestContext) {
    let (moderator, administrator) =
        (with_role(&context, "moderator").await, with_role(&context, "administrator").await);
    let post = administrator.post("Polecat").await;
    let removal = format!("/moderation/posts/{post}/removal");
    put(&context, &moderator, &removal, &reason("Mutiny")).await.expect_detail(403, "This is an administrator's post.");
    let _ = put(&context, &administrator, &removal, &reason("Second thoughts")).await.expect(204);
    let _ = context.api.delete(&removal, Some(&moderator.token)).await.expect(404);
}

async fn an_account_is_removed_with_its_posts(context: TestContext) {
    let (moderator, administrator) =
        (with_role(&context, "moderator").await, with_role(&context, "administrator").await);
    let eve = context.user().await;
    let post = eve.post("Mink").await;
    let path = format!("/moderation/people/{}", eve.id);
    let _ = context.api.delete(&path, Some(&moderator.token)).await.expect(403);
    let _ = context.api.delete(&format!("{path}?reason=Spam"), Some(&administrator.token)).await.expect(204);
    let _ = context.api.get(&format!("/posts/{post}"), Some(&moderator.token)).await.expect(404);
    context.api.login(&eve.email, &eve.password).await.expect_detail(403, "Invalid Credentials");
    let _ = context.api.delete(&path, Some(&administrator.token)).await.expect(404);
}

async fn people_are_found_and_listed(context: TestContext) {
    let (moderator, eve) = (with_role(&context, "moderator").await, context.user().await);
    let list = async |query: &str| {
        let answer = context.api.get(&format!("/moderation/people?{query}"), Some(&moderator.token)).await.expect(200);
        (answer.next_page(), answer.json().as_array().unwrap().clone())
    };
    let (_, found) = list(&format!("search={}", eve.email.to_uppercase())).await;
    assert_eq!(found.len(), 1);
    shape::keys(&found[0], &["id", "email", "created_at", "posts", "state"]);
    assert_eq!((&found[0]["state"], &found[0]["posts"]), (&json!("active"), &json!(0)));

    let path = format!("/moderation/people/{}/suspension", eve.id);
    let _ = put(&context, &moderator, &path, &reason("Noise")).await.expect(204);
    let (_, suspended) = list("only=suspended&limit=100").await;
    let found = suspended.iter().find(|person| person["id"] == eve.id).unwrap();
    assert_eq!((&found["state"], &found["reason"]), (&json!("suspended"), &json!("Noise")));
    let (_, staff) = list("only=staff&limit=100").await;
    assert!(staff.iter().any(|person| person["id"] == moderator.id && person["role"] == "moderator"));
    assert!(staff.iter().all(|person| person["id"] != eve.id));

    let (next, first) = list("limit=2").await;
    let second = context.api.get(&next.unwrap(), Some(&moderator.token)).await.expect(200).json();
    assert!(first[1]["id"].as_i64() < second[0]["id"].as_i64());
    let wrong = context.api.get("/moderation/people?only=happy", Some(&moderator.token)).await.expect(422);
    assert_eq!(places(&wrong.detail()), ["query.only: enum"]);
    assert!(list(&format!("search={}", "x".repeat(301))).await.1.is_empty());
}

async fn what_was_done_is_in_the_log(context: TestContext) {
    let (moderator, eve) = (with_role(&context, "moderator").await, context.user().await);
    let post = eve.post("Stoat").await;
    let _ = put(&context, &moderator, &format!("/moderation/posts/{post}/removal"), &reason("Rude")).await.expect(204);
    let suspension = format!("/moderation/people/{}/suspension", eve.id);
    let _ = put(&context, &moderator, &suspension, &reason("Very rude")).await.expect(204);
    let _ = context.api.delete(&suspension, Some(&moderator.token)).await.expect(204);

    let log = context.api.get("/moderation/log?limit=100", Some(&moderator.token)).await.expect(200).json();
    let mine: Vec<_> = log.as_array().unwrap().iter().filter(|entry| entry["actor_id"] == moderator.id).collect();
    let actions: Vec<_> = mine.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["unsuspend", "suspend", "remove-post"]);
    let keys = ["id", "happened_at", "actor_id", "actor", "action", "user_id", "email", "post_id", "title", "reason"];
    shape::keys(mine[2], &keys);
    shape::time(&mine[2]["happened_at"]);
    assert_eq!((&mine[2]["actor"], &mine[2]["email"]), (&json!(moderator.email), &json!(eve.email)));
    assert_eq!(
        (&mine[2]["post_id"], &mine[2]["title"], &mine[2]["reason"]),
        (&json!(post), &json!("Stoat"), &json!("Rude"))
    );
    assert_eq!((&mine[1]["user_id"], &mine[1]["reason"]), (&json!(eve.id), &json!("Very rude")));

    let page = context.api.get("/moderation/log?limit=1", Some(&moderator.token)).await.expect(200);
    let next = context.api.get(&page.next_page().unwrap(), Some(&moderator.token)).await.expect(200).json();
    assert!(next[0]["id"].as_i64() < page.json()[0]["id"].as_i64());
}

async fn refuses_reasons_that_are_none(context: TestContext) {
    let (moderator, eve) = (with_role(&context, "moderator").await, context.user().await);
    let path = format!("/moderation/people/{}/suspension", eve.id);
    for (body, kind) in [
        (json!({}), "missing"),
        (reason(""), "string_too_short"),
        (reason(" \n "), "string_too_short"),
        (reason(&"x".repeat(501)), "string_too_long"),
        (reason("a\u{0}b"), "value_error"),
        (json!({ "reason": 7 }), "string_type"),
    ] {
        let refused = put(&context, &moderator, &path, &body).await.expect(422);
        assert_eq!(places(&refused.detail()), [format!("body.reason: {kind}")], "{body}");
    }
    let _ = context.api.get("/me", Some(&eve.token)).await.expect(200);
}

async fn invites_are_listed_and_revoked(context: TestContext) {
    let moderator = with_role(&context, "moderator").await;
    let wanted = json!({ "uses": 3, "days": 30, "note": "For the class" });
    let made = context.api.post("/moderation/invites", Some(&moderator.token), &wanted).await.expect(201).json();
    let keys = ["id", "created_at", "expires_at", "uses_max", "uses", "note", "created_by"];
    assert_eq!(made["code"].as_str().unwrap().len(), 32);
    let list = context.api.get("/moderation/invites", Some(&moderator.token)).await.expect(200).json();
    let found = list.as_array().unwrap().iter().find(|invite| invite["id"] == made["id"]).unwrap();
    shape::keys(found, &keys);
    assert_eq!((&found["uses"], &found["uses_max"]), (&json!(0), &json!(3)));
    assert_eq!((&found["note"], &found["created_by"]), (&json!("For the class"), &json!(moderator.email)));
    // Where everybody may sign up, no invite is asked for, and none is used up.
    let user = json!({ "email": unique_email(), "password": "correct horse", "invite": made["code"] });
    let _ = context.api.post("/users/", None, &user).await.expect(201);
    let list = context.api.get("/moderation/invites", Some(&moderator.token)).await.expect(200).json();
    assert!(list.as_array().unwrap().iter().any(|invite| invite["id"] == made["id"] && invite["uses"] == 0));

    let path = format!("/moderation/invites/{}", made["id"]);
    let _ = context.api.delete(&path, Some(&moderator.token)).await.expect(204);
    context.api.delete(&path, Some(&moderator.token)).await.expect_detail(404, "Invite does not exist");
    for (body, place) in [
        (json!({ "uses": 0 }), "body.uses: greater_than_equal"),
        (json!({ "uses": 1001 }), "body.uses: less_than_equal"),
        (json!({ "days": 366 }), "body.days: less_than_equal"),
        (json!({ "note": "x".repeat(501) }), "body.note: string_too_long"),
    ] {
        let refused = context.api.post("/moderation/invites", Some(&moderator.token), &body).await.expect(422);
        assert_eq!(places(&refused.detail()), [place]);
    }
}
