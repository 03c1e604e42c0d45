//! Tests `POST /posts/` and `/posts/{id}`.

use hearth_tests::{Answer, User};
use serde_json::{Value, json};

use crate::{
    TestContext,
    shape::{self, assert_refusals, places},
};

crate::trials![
    writing_answers_the_post,
    the_owner_is_the_caller_whatever_the_body_says,
    reading_answers_the_post_and_its_votes,
    changing_replaces_all_fields,
    a_change_of_published_words_is_told,
    deleting_leaves_nothing,
    only_its_owner_changes_or_deletes_a_post,
    what_is_not_there_is_not_found,
    a_draft_is_its_owners_alone,
    what_is_no_post_is_named_place_by_place,
    a_post_is_bounded_in_characters,
    a_longer_post_of_another_program_stays_readable,
    text_comes_back_as_it_was_written,
];

const FORBIDDEN: &str = "Not authorized to perform requested action";

async fn write(context: &TestContext, user: &User, post: &Value) -> Value {
    context.api.post("/posts/", Some(&user.token), post).await.expect(201).json()
}

async fn read(context: &TestContext, user: &User, id: &Value) -> Answer {
    context.api.get(&format!("/posts/{id}"), Some(&user.token)).await
}

async fn writing_answers_the_post(context: TestContext) {
    let user = context.user().await;
    let post = write(&context, &user, &json!({ "title": "A title", "content": "Some content" })).await;
    shape::keys(&post, &shape::POST);
    assert_eq!((&post["title"], &post["content"]), (&"A title".into(), &"Some content".into()));
    assert_eq!((&post["published"], &post["owner_id"]), (&true.into(), &user.id.into()));
    assert!(post["id"].is_i64(), "{post}");
    shape::time(&post["created_at"]);
    shape::user(&post["owner"], user.id, &user.email);
}

async fn the_owner_is_the_caller_whatever_the_body_says(context: TestContext) {
    let (user, other) = (context.user().await, context.user().await);
    let body =
        json!({ "title": "t", "content": "c", "owner_id": other.id, "id": 1, "created_at": "2001-01-01", "vote": 7 });
    let post = write(&context, &user, &body).await;
    assert_eq!((&post["owner_id"], &post["owner"]["id"]), (&user.id.into(), &user.id.into()));
    assert_ne!(post["id"], 1);
    assert!(!post["created_at"].as_str().unwrap().starts_with("2001"), "{post}");
    assert_eq!(read(&context, &user, &post["id"]).await.expect(200).json()["vote"], 0);
}

async fn reading_answers_the_post_and_its_votes(context: TestContext) {
    let (author, reader) = (context.user().await, context.user().await);
    let post = write(&context, &author, &json!({ "title": "t", "content": "c" })).await;
    let vote = json!({ "post_id": post["id"], "dir": 1 });
    let _ = context.api.post("/vote/", Some(&reader.token), &vote).await.expect(201);

    for (user, voted) in [(&author, false), (&reader, true)] {
        let mut found = read(&context, user, &post["id"]).await.expect(200).json();
        let added = found.as_object_mut().unwrap();
        assert_eq!((added.remove("vote"), added.remove("voted")), (Some(1.into()), Some(voted.into())));
        assert_eq!(found, post);
    }
}

async fn changing_replaces_all_fields(context: TestContext) {
    let user = context.user().await;
    let post = write(&context, &user, &json!({ "title": "old", "content": "old", "published": false })).await;
    let path = format!("/posts/{}", post["id"]);

    let changed = context.api.put(&path, Some(&user.token), &json!({ "title": "new", "content": "newer" })).await;
    let changed = changed.expect(200).json();
    let mut expected = post.clone();
    expected["title"] = "new".into();
    expected["content"] = "newer".into();
    expected["published"] = true.into();
    assert_eq!(changed, expected);
    assert_eq!(read(&context, &user, &post["id"]).await.expect(200).json()["content"], "newer");

    let incomplete = context.api.put(&path, Some(&user.token), &json!({ "title": "newest" })).await.expect(422);
    assert_eq!(places(&incomplete.detail()), ["body.content: missing"]);
    assert_eq!(read(&context, &user, &post["id"]).await.expect(200).json()["title"], "new");
}

async fn a_change_of_published_words_is_told(context: TestContext) {
    let user = context.user().await;
    let post = |title: &str, published: bool| json!({ "title": title, "content": "c", "published": published });
    let written = write(&context, &user, &post("a draft", false)).await;
    let path = format!("/posts/{}", written["id"]);
    let change = async |body: &Value| context.api.put(&path, Some(&user.token), body).await.expect(200).json();

    // Until others could see it, there is nothing to tell; nor where the words are the same.
    for body in [post("a better draft", false), post("a post", true), post("a post", true)] {
        assert_eq!(change(&body).await.get("updated_at"), None, "{body}");
    }
    let _ =
        context.api.post("/vote/", Some(&user.token), &json!({ "post_id": written["id"], "dir": 1 })).await.expect(201);
    assert_eq!(read(&context, &user, &written["id"]).await.expect(200).json().get("updated_at"), None);

    let changed = change(&post("a better post", true)).await;
    shape::time(&changed["updated_at"]);
    assert!(changed["updated_at"].as_str() > changed["created_at"].as_str());
    assert_eq!(read(&context, &user, &written["id"]).await.expect(200).json()["updated_at"], changed["updated_at"]);
    let feed = context.api.get("/posts/", Some(&user.token)).await.expect(200).json();
    assert_eq!(feed[0]["Post"]["updated_at"], changed["updated_at"]);
}

async fn deleting_leaves_nothing(context: TestContext) {
    let user = context.user().await;
    let post = write(&context, &user, &json!({ "title": "t", "content": "c" })).await;
    let (id, path) = (&post["id"], format!("/posts/{}", post["id"]));
    let _ = context.api.post("/vote/", Some(&user.token), &json!({ "post_id": id, "dir": 1 })).await.expect(201);

    let answer = context.api.delete(&path, Some(&user.token)).await.expect(204);
    assert_eq!(answer.body, b"");
    read(&context, &user, id).await.expect_detail(404, &format!("Post with the id:{id} was not found"));
    let again = context.api.delete(&path, Some(&user.token)).await;
    again.expect_detail(404, &format!("Post with the id:{id} does not exists"));
    let vote = context.api.post("/vote/", Some(&user.token), &json!({ "post_id": id, "dir": 0 })).await;
    vote.expect_detail(404, &format!("Post with id: {id} does not exist"));
}

async fn only_its_owner_changes_or_deletes_a_post(context: TestContext) {
    let (owner, other) = (context.user().await, context.user().await);
    let post = write(&context, &owner, &json!({ "title": "mine", "content": "c" })).await;
    let path = format!("/posts/{}", post["id"]);
    let body = json!({ "title": "yours", "content": "c" });
    context.api.put(&path, Some(&other.token), &body).await.expect_detail(403, FORBIDDEN);
    context.api.delete(&path, Some(&other.token)).await.expect_detail(403, FORBIDDEN);
    assert_eq!(read(&context, &owner, &post["id"]).await.expect(200).json()["title"], "mine");
}

async fn what_is_not_there_is_not_found(context: TestContext) {
    let user = context.user().await;
    let body = json!({ "title": "t", "content": "c" });
    for id in [0, -1, i32::MAX] {
        let path = format!("/posts/{id}");
        let token = Some(user.token.as_str());
        context.api.get(&path, token).await.expect_detail(404, &format!("Post with the id:{id} was not found"));
        let gone = format!("Post with the id:{id} does not exists");
        context.api.put(&path, token, &body).await.expect_detail(404, &gone);
        context.api.delete(&path, token).await.expect_detail(404, &gone);
    }
    for id in ["x", "99999999999", "1e3"] {
        let path = format!("/posts/{id}");
        for answer in [
            context.api.get(&path, Some(&user.token)).await,
            context.api.put(&path, Some(&user.token), &body).await,
            context.api.delete(&path, Some(&user.token)).await,
        ] {
            let detail = answer.expect(422).detail();
            assert_eq!(detail[0]["loc"], json!(["path", "id"]), "{detail}");
        }
    }
}

async fn a_draft_is_its_owners_alone(context: TestContext) {
    let (owner, other) = (context.user().await, context.user().await);
    let body = json!({ "title": "Draftowl", "content": "c", "published": false });
    let draft = write(&context, &owner, &body).await;
    assert_eq!(draft["published"], false);
    let (id, path) = (&draft["id"], format!("/posts/{}", draft["id"]));
    let (owners, others) = (Some(owner.token.as_str()), Some(other.token.as_str()));
    let vote = json!({ "post_id": id, "dir": 1 });
    let take_back = json!({ "post_id": id, "dir": 0 });

    let list = |token| context.api.get("/posts/?search=Draftowl", token);
    assert_eq!(list(owners).await.expect(200).json()[0]["Post"]["id"], *id);
    assert_eq!(list(others).await.expect(200).json(), json!([]));
    let _ = context.api.get(&path, owners).await.expect(200);
    context.api.get(&path, others).await.expect_detail(404, &format!("Post with the id:{id} was not found"));
    let gone = format!("Post with the id:{id} does not exists");
    context.api.put(&path, others, &body).await.expect_detail(404, &gone);
    context.api.delete(&path, others).await.expect_detail(404, &gone);
    for vote in [&vote, &take_back] {
        let answer = context.api.post("/vote/", others, vote).await;
        answer.expect_detail(404, &format!("Post with id: {id} does not exist"));
    }
    let _ = context.api.post("/vote/", owners, &vote).await.expect(201);

    // Published, it is everybody's; withdrawn again, it is not.
    let mut published = body.clone();
    published["published"] = true.into();
    let _ = context.api.put(&path, owners, &published).await.expect(200);
    assert_eq!(list(others).await.expect(200).json()[0]["vote"], 1);
    let _ = context.api.post("/vote/", others, &vote).await.expect(201);
    let _ = context.api.put(&path, owners, &body).await.expect(200);
    assert_eq!(list(others).await.expect(200).json(), json!([]));
    // Nor does a vote from when it was published tell that it is still there.
    let answer = context.api.post("/vote/", others, &take_back).await;
    answer.expect_detail(404, &format!("Post with id: {id} does not exist"));
}

async fn what_is_no_post_is_named_place_by_place(context: TestContext) {
    let user = context.user().await;
    let bodies = [
        ("an empty object", json!({})),
        ("no content", json!({ "title": "t" })),
        ("a number and a list", json!({ "title": 1, "content": ["c"] })),
        ("a content that is null", json!({ "title": "t", "content": null })),
        ("NULs", json!({ "title": "t\0", "content": "\0" })),
        ("a state that is null", json!({ "title": "t", "content": "c", "published": null })),
        ("a state that is a word", json!({ "title": "t", "content": "c", "published": "perhaps" })),
        ("a list", json!([1])),
        ("null", json!(null)),
    ];
    assert_refusals("invalid_posts", &context, "/posts/", Some(&user.token), &bodies).await;
}

async fn text_comes_back_as_it_was_written(context: TestContext) {
    let user = context.user().await;
    let long = ["ä\n".repeat(150), "ä\n".repeat(50_000)];
    for [title, text] in
        ["", " ", "Grüße 👋🏽 עברית", "'; DROP TABLE posts; --", "<script>alert(1)</script>", "a\r\nb\t\u{1}"]
            .map(|text| [text, text])
            .into_iter()
            .chain([long.each_ref().map(String::as_str)])
    {
        let post = write(&context, &user, &json!({ "title": title, "content": text })).await;
        let found = read(&context, &user, &post["id"]).await.expect(200).json();
        assert_eq!((&found["title"], &found["content"]), (&title.into(), &text.into()));
    }
}

/// What is wrong with a text that is too long.
fn too_long(field: &str, max: usize, input: &str) -> Value {
    json!({
        "type": "string_too_long", "loc": ["body", field], "input": input, "ctx": { "max_length": max },
        "msg": format!("String should have at most {max} characters"),
    })
}

async fn a_post_is_bounded_in_characters(context: TestContext) {
    let user = context.user().await;
    let token = Some(user.token.as_str());
    // In characters, as pydantic counts them, not in bytes nor in what is seen as one.
    let fits = json!({ "title": "🔥".repeat(300), "content": "é".repeat(100_000) });
    let post = write(&context, &user, &fits).await;
    let path = format!("/posts/{}", post["id"]);
    let (title, text) = ("🔥".repeat(301), "é".repeat(100_001));
    let long = json!({ "title": title, "content": text });
    let expected = json!([too_long("title", 300, &title), too_long("content", 100_000, &"é".repeat(1000))]);
    for answer in [context.api.post("/posts/", token, &long).await, context.api.put(&path, token, &long).await] {
        assert_eq!(answer.expect(422).detail(), expected);
    }
    // A NUL in it is not what is wrong first.
    let both = json!({ "title": format!("{title}\0"), "content": "c" });
    let refused = context.api.post("/posts/", token, &both).await.expect(422);
    assert_eq!(places(&refused.detail()), ["body.title: string_too_long"]);
    assert_eq!(read(&context, &user, &post["id"]).await.expect(200).json()["content"], fits["content"]);
}

async fn a_longer_post_of_another_program_stays_readable(context: TestContext) {
    let user = context.user().await;
    let insert =
        "INSERT INTO posts (title, content, owner_id) VALUES (repeat('t', 301), repeat('c', 100001), $1) RETURNING id";
    let id: i32 = sqlx::query_scalar(insert).bind(user.id).fetch_one(&context.database().await).await.unwrap();
    let mut post = read(&context, &user, &json!(id)).await.expect(200).json();
    assert_eq!((&post["title"], &post["content"]), (&"t".repeat(301).into(), &"c".repeat(100_001).into()));
    let path = format!("/posts/{id}");
    post["content"] = "short".into();
    let refused = context.api.put(&path, Some(&user.token), &post).await.expect(422);
    assert_eq!(places(&refused.detail()), ["body.title: string_too_long"]);
    post["title"] = "short".into();
    let _ = context.api.put(&path, Some(&user.token), &post).await.expect(200);
}
