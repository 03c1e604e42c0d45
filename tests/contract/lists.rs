//! Tests the lists beside the feed, and its other orders.

use hearth_tests::{Answer, User};
use serde_json::json;

use crate::{TestContext, shape::places, votes::vote};

crate::trials![
    top_has_the_most_votes_first,
    hot_weighs_votes_against_age,
    an_unknown_order_is_named,
    a_cursor_is_of_its_own_order,
    ranked_pages_hold_each_post_once,
    drafts_are_not_ranked,
    a_users_posts_are_listed_without_drafts,
    my_drafts_are_mine_alone,
    the_owner_sees_who_voted,
    others_do_not_see_who_voted,
    a_server_tells_what_it_has,
];

async fn get(context: &TestContext, user: &User, path: &str) -> Answer {
    context.api.get(path, Some(&user.token)).await
}

/// Reads all pages from `path` on.
async fn walk(context: &TestContext, user: &User, path: &str) -> Vec<String> {
    let (mut titles_so_far, mut next) = (Vec::new(), Some(path.to_owned()));
    while let Some(path) = next {
        let page = get(context, user, &path).await;
        next = page.next_page();
        titles_so_far.extend(page.titles());
    }
    titles_so_far
}

async fn draft(context: &TestContext, user: &User, title: &str) -> i64 {
    let draft = json!({ "title": title, "content": "", "published": false });
    context.api.post("/posts/", Some(&user.token), &draft).await.expect(201).json()["id"].as_i64().unwrap()
}

async fn top_has_the_most_votes_first(context: TestContext) {
    let (author, reader) = (context.user().await, context.user().await);
    let (one, two) = (author.post("Oriole one").await, author.post("Oriole two").await);
    author.post("Oriole none").await;
    for (user, post) in [(&author, one), (&author, two), (&reader, two)] {
        let _ = vote(&context, user, post, 1).await.expect(201);
    }
    let top = get(&context, &reader, "/posts/?sort=top&search=Oriole").await;
    assert_eq!(top.titles(), ["Oriole two", "Oriole one", "Oriole none"]);
    let _ = context.api.post("/vote/", Some(&reader.token), &json!({ "post_id": two, "dir": 0 })).await.expect(201);
    let _ = context.api.post("/vote/", Some(&author.token), &json!({ "post_id": two, "dir": 0 })).await.expect(201);
    let top = get(&context, &reader, "/posts/?sort=top&search=Oriole").await;
    assert_eq!(top.titles(), ["Oriole one", "Oriole none", "Oriole two"], "equal ones: the newer id first");
}

async fn hot_weighs_votes_against_age(context: TestContext) {
    let author = context.user().await;
    let old = author.post("Petrel old and loved").await;
    let older = author.post("Petrel older").await;
    author.post("Petrel new").await;
    let database = context.database().await;
    for (post, days) in [(old, 1), (older, 2)] {
        let age = sqlx::query("UPDATE posts SET created_at = now() - make_interval(days => $1) WHERE id = $2");
        age.bind(days).bind(post).execute(&database).await.unwrap();
    }
    assert_eq!(
        get(&context, &author, "/posts/?sort=hot&search=Petrel").await.titles(),
        ["Petrel new", "Petrel old and loved", "Petrel older"]
    );
    // A day is worth a little less than a hundred votes.
    let names = (0..100).map(|number| format!("petrel{number}@example.com"));
    for name in names {
        let voter = "INSERT INTO users (email, password) VALUES ($1, '') RETURNING id";
        let voter: i32 = sqlx::query_scalar(voter).bind(name).fetch_one(&database).await.unwrap();
        let vote = sqlx::query("INSERT INTO votes (user_id, post_id) VALUES ($1, $2)").bind(voter).bind(old);
        vote.execute(&database).await.unwrap();
    }
    let hot = get(&context, &author, "/posts/?sort=hot&search=Petrel").await.titles();
    assert_eq!(hot, ["Petrel old and loved", "Petrel new", "Petrel older"]);
}

async fn an_unknown_order_is_named(context: TestContext) {
    let user = context.user().await;
    for sort in ["newest", "TOP", "", "new%00"] {
        let answer = get(&context, &user, &format!("/posts/?sort={sort}")).await.expect(422);
        let kind = if sort.contains("%00") { "value_error" } else { "enum" };
        assert_eq!(places(&answer.detail()), [format!("query.sort: {kind}")]);
    }
}

async fn a_cursor_is_of_its_own_order(context: TestContext) {
    let user = context.user().await;
    for number in 0..2 {
        user.post(&format!("Quail {number}")).await;
    }
    let page = get(&context, &user, "/posts/?sort=top&limit=1&search=Quail").await;
    let next = page.next_page().unwrap();
    let _ = get(&context, &user, &next).await.expect(200);
    let wrong = get(&context, &user, &next.replace("sort=top", "sort=hot")).await.expect(422);
    assert_eq!(places(&wrong.detail()), ["query.after: value_error"]);
}

async fn ranked_pages_hold_each_post_once(context: TestContext) {
    let (author, reader) = (context.user().await, context.user().await);
    let mut all = Vec::new();
    for number in 0..7 {
        let post = author.post(&format!("Rail {number}")).await;
        all.push(format!("Rail {number}"));
        if number % 2 == 0 {
            let _ = vote(&context, &author, post, 1).await.expect(201);
        }
        if number % 3 == 0 {
            let _ = vote(&context, &reader, post, 1).await.expect(201);
        }
    }
    for sort in ["top", "hot"] {
        let mut walked = walk(&context, &reader, &format!("/posts/?sort={sort}&limit=2&search=Rail")).await;
        let whole = get(&context, &reader, &format!("/posts/?sort={sort}&limit=100&search=Rail")).await.titles();
        assert_eq!(walked, whole, "{sort}");
        walked.sort();
        assert_eq!(walked, all, "{sort}");
    }
}

async fn drafts_are_not_ranked(context: TestContext) {
    let user = context.user().await;
    user.post("Shrike out").await;
    draft(&context, &user, "Shrike hidden").await;
    for sort in ["top", "hot"] {
        let ranked = get(&context, &user, &format!("/posts/?sort={sort}&search=Shrike")).await;
        assert_eq!(ranked.titles(), ["Shrike out"], "{sort}");
    }
    assert_eq!(get(&context, &user, "/posts/?search=Shrike").await.titles(), ["Shrike hidden", "Shrike out"]);
}

async fn a_users_posts_are_listed_without_drafts(context: TestContext) {
    let (author, reader) = (context.user().await, context.user().await);
    for number in 0..3 {
        author.post(&format!("Tern {number}")).await;
    }
    draft(&context, &author, "Tern hidden").await;
    let path = format!("/users/{}/posts", author.id);
    for user in [&author, &reader] {
        assert_eq!(get(&context, user, &path).await.titles(), ["Tern 2", "Tern 1", "Tern 0"]);
        assert_eq!(walk(&context, user, &format!("{path}?limit=1")).await, ["Tern 2", "Tern 1", "Tern 0"]);
        assert_eq!(get(&context, user, &format!("{path}?search=n+1")).await.titles(), ["Tern 1"]);
    }
    assert_eq!(get(&context, &author, &format!("/users/{}/posts", reader.id)).await.titles(), Vec::<String>::new());
    let nobody = get(&context, &reader, "/users/2147483647/posts").await;
    nobody.expect_detail(404, "User with id: 2147483647 does not exists");
    context.api.get(&path, None).await.expect_detail(401, "Not authenticated");
}

async fn my_drafts_are_mine_alone(context: TestContext) {
    let (author, reader) = (context.user().await, context.user().await);
    author.post("Umbrellabird out").await;
    for number in 0..3 {
        draft(&context, &author, &format!("Umbrellabird {number}")).await;
    }
    let expected = ["Umbrellabird 2", "Umbrellabird 1", "Umbrellabird 0"];
    assert_eq!(get(&context, &author, "/me/drafts").await.titles(), expected);
    assert_eq!(walk(&context, &author, "/me/drafts?limit=1").await, expected);
    assert_eq!(get(&context, &reader, "/me/drafts").await.titles(), Vec::<String>::new());
}

async fn the_owner_sees_who_voted(context: TestContext) {
    let author = context.user().await;
    let post = author.post("Vulture").await;
    let path = format!("/posts/{post}/votes");
    assert_eq!(get(&context, &author, &path).await.expect(200).json(), json!([]));
    let mut voters = Vec::new();
    for _ in 0..3 {
        let voter = context.user().await;
        let _ = vote(&context, &voter, post, 1).await.expect(201);
        voters.push(json!(voter.id));
    }
    let listed = get(&context, &author, &path).await.expect(200).json();
    crate::shape::keys(&listed[0], &["id", "email", "created_at"]);
    let ids = |page: &serde_json::Value| page.as_array().unwrap().iter().map(|user| user["id"].clone()).collect();
    assert_eq!(ids(&listed), voters);
    let (mut walked, mut next) = (Vec::new(), Some(format!("{path}?limit=1")));
    while let Some(path) = next {
        let page = get(&context, &author, &path).await.expect(200);
        next = page.next_page();
        let page: Vec<_> = ids(&page.json());
        walked.extend(page);
    }
    assert_eq!(walked, voters);
}

async fn others_do_not_see_who_voted(context: TestContext) {
    let (author, reader) = (context.user().await, context.user().await);
    let post = author.post("Warbler").await;
    let hidden = draft(&context, &author, "Warbler hidden").await;
    let _ = vote(&context, &reader, post, 1).await.expect(201);
    let refused = get(&context, &reader, &format!("/posts/{post}/votes")).await;
    refused.expect_detail(403, "Not authorized to perform requested action");
    let hidden_one = get(&context, &reader, &format!("/posts/{hidden}/votes")).await;
    hidden_one.expect_detail(404, &format!("Post with the id:{hidden} was not found"));
}

async fn a_server_tells_what_it_has(context: TestContext) {
    let capabilities = context.api.get("/capabilities", None).await.expect(200).json();
    crate::shape::keys(&capabilities, &["server", "version", "capabilities", "limits", "sign_up"]);
    let limits = json!({ "title_max": 300, "content_max": 100_000, "drafts_max": 1000 });
    assert_eq!(capabilities["limits"], limits, "no rate is limited here");
    assert_eq!((&capabilities["server"], &capabilities["sign_up"]), (&json!("hearth"), &json!("open")));
    for name in
        ["account", "drafts", "events", "idempotency", "people-search", "sort", "text-search", "user-posts", "voters"]
    {
        assert!(capabilities["capabilities"].as_array().unwrap().contains(&json!(name)), "{name}");
    }
    for path in ["/health/live", "/health/ready"] {
        assert_eq!(context.api.get(path, None).await.expect(200).json(), json!({ "status": "ok" }));
    }
}
