//! `POST /posts/` and `/posts/{id}`.

use hearth_tests::{Answer, User};
use serde_json::{Value, json};

use crate::{
    World,
    shape::{self, places},
};

crate::trials![
    writing_answers_the_post,
    the_owner_is_the_caller_whatever_the_body_says,
    reading_answers_the_post_and_its_votes,
    changing_replaces_all_fields,
    deleting_leaves_nothing,
    only_its_owner_changes_or_deletes_a_post,
    what_is_not_there_is_not_found,
    a_draft_is_its_owners_alone,
    what_is_no_post_is_named_place_by_place,
    text_comes_back_as_it_was_written,
];

const FORBIDDEN: &str = "Not authorized to perform requested action";

async fn write(world: &World, user: &User, post: &Value) -> Value {
    world.api.post("/posts/", Some(&user.token), post).await.expect(201).json()
}

async fn read(world: &World, user: &User, id: &Value) -> Answer {
    world.api.get(&format!("/posts/{id}"), Some(&user.token)).await
}

async fn writing_answers_the_post(world: World) {
    let user = world.user().await;
    let post = write(&world, &user, &json!({ "title": "A title", "content": "Some content" })).await;
    shape::keys(&post, &shape::POST);
    assert_eq!((&post["title"], &post["content"]), (&"A title".into(), &"Some content".into()));
    assert_eq!((&post["published"], &post["owner_id"]), (&true.into(), &user.id.into()));
    assert!(post["id"].is_i64(), "{post}");
    shape::time(&post["created_at"]);
    shape::user(&post["owner"], user.id, &user.email);
}

async fn the_owner_is_the_caller_whatever_the_body_says(world: World) {
    let (user, other) = (world.user().await, world.user().await);
    let body =
        json!({ "title": "t", "content": "c", "owner_id": other.id, "id": 1, "created_at": "2001-01-01", "vote": 7 });
    let post = write(&world, &user, &body).await;
    assert_eq!((&post["owner_id"], &post["owner"]["id"]), (&user.id.into(), &user.id.into()));
    assert_ne!(post["id"], 1);
    assert!(!post["created_at"].as_str().unwrap().starts_with("2001"), "{post}");
    assert_eq!(read(&world, &user, &post["id"]).await.expect(200).json()["vote"], 0);
}

async fn reading_answers_the_post_and_its_votes(world: World) {
    let (author, reader) = (world.user().await, world.user().await);
    let post = write(&world, &author, &json!({ "title": "t", "content": "c" })).await;
    let vote = json!({ "post_id": post["id"], "dir": 1 });
    let _ = world.api.post("/vote/", Some(&reader.token), &vote).await.expect(201);

    for (user, voted) in [(&author, false), (&reader, true)] {
        let mut found = read(&world, user, &post["id"]).await.expect(200).json();
        let added = found.as_object_mut().unwrap();
        assert_eq!((added.remove("vote"), added.remove("voted")), (Some(1.into()), Some(voted.into())));
        assert_eq!(found, post);
    }
}

async fn changing_replaces_all_fields(world: World) {
    let user = world.user().await;
    let post = write(&world, &user, &json!({ "title": "old", "content": "old", "published": false })).await;
    let path = format!("/posts/{}", post["id"]);

    let changed = world.api.put(&path, Some(&user.token), &json!({ "title": "new", "content": "newer" })).await;
    let changed = changed.expect(200).json();
    let mut expected = post.clone();
    expected["title"] = "new".into();
    expected["content"] = "newer".into();
    expected["published"] = true.into();
    assert_eq!(changed, expected);
    assert_eq!(read(&world, &user, &post["id"]).await.expect(200).json()["content"], "newer");

    let incomplete = world.api.put(&path, Some(&user.token), &json!({ "title": "newest" })).await.expect(422);
    assert_eq!(places(&incomplete.detail()), ["body.content: missing"]);
    assert_eq!(read(&world, &user, &post["id"]).await.expect(200).json()["title"], "new");
}

async fn deleting_leaves_nothing(world: World) {
    let user = world.user().await;
    let post = write(&world, &user, &json!({ "title": "t", "content": "c" })).await;
    let (id, path) = (&post["id"], format!("/posts/{}", post["id"]));
    let _ = world.api.post("/vote/", Some(&user.token), &json!({ "post_id": id, "dir": 1 })).await.expect(201);

    let answer = world.api.delete(&path, Some(&user.token)).await.expect(204);
    assert_eq!(answer.body, b"");
    read(&world, &user, id).await.expect_detail(404, &format!("Post with the id:{id} was not found"));
    let again = world.api.delete(&path, Some(&user.token)).await;
    again.expect_detail(404, &format!("Post with the id:{id} does not exists"));
    let vote = world.api.post("/vote/", Some(&user.token), &json!({ "post_id": id, "dir": 0 })).await;
    vote.expect_detail(404, &format!("Post with id: {id} does not exist"));
}

async fn only_its_owner_changes_or_deletes_a_post(world: World) {
    let (owner, other) = (world.user().await, world.user().await);
    let post = write(&world, &owner, &json!({ "title": "mine", "content": "c" })).await;
    let path = format!("/posts/{}", post["id"]);
    let body = json!({ "title": "yours", "content": "c" });
    world.api.put(&path, Some(&other.token), &body).await.expect_detail(403, FORBIDDEN);
    world.api.delete(&path, Some(&other.token)).await.expect_detail(403, FORBIDDEN);
    assert_eq!(read(&world, &owner, &post["id"]).await.expect(200).json()["title"], "mine");
}

async fn what_is_not_there_is_not_found(world: World) {
    let user = world.user().await;
    let body = json!({ "title": "t", "content": "c" });
    for id in [0, -1, i32::MAX] {
        let path = format!("/posts/{id}");
        let token = Some(user.token.as_str());
        world.api.get(&path, token).await.expect_detail(404, &format!("Post with the id:{id} was not found"));
        let gone = format!("Post with the id:{id} does not exists");
        world.api.put(&path, token, &body).await.expect_detail(404, &gone);
        world.api.delete(&path, token).await.expect_detail(404, &gone);
    }
    for id in ["x", "99999999999", "1e3"] {
        let path = format!("/posts/{id}");
        for answer in [
            world.api.get(&path, Some(&user.token)).await,
            world.api.put(&path, Some(&user.token), &body).await,
            world.api.delete(&path, Some(&user.token)).await,
        ] {
            let detail = answer.expect(422).detail();
            assert_eq!(detail[0]["loc"], json!(["path", "id"]), "{detail}");
        }
    }
}

async fn a_draft_is_its_owners_alone(world: World) {
    let (owner, other) = (world.user().await, world.user().await);
    let body = json!({ "title": "Draftowl", "content": "c", "published": false });
    let draft = write(&world, &owner, &body).await;
    assert_eq!(draft["published"], false);
    let (id, path) = (&draft["id"], format!("/posts/{}", draft["id"]));
    let (owners, others) = (Some(owner.token.as_str()), Some(other.token.as_str()));
    let vote = json!({ "post_id": id, "dir": 1 });
    let take_back = json!({ "post_id": id, "dir": 0 });

    let list = |token| world.api.get("/posts/?search=Draftowl", token);
    assert_eq!(list(owners).await.expect(200).json()[0]["Post"]["id"], *id);
    assert_eq!(list(others).await.expect(200).json(), json!([]));
    let _ = world.api.get(&path, owners).await.expect(200);
    world.api.get(&path, others).await.expect_detail(404, &format!("Post with the id:{id} was not found"));
    let gone = format!("Post with the id:{id} does not exists");
    world.api.put(&path, others, &body).await.expect_detail(404, &gone);
    world.api.delete(&path, others).await.expect_detail(404, &gone);
    for vote in [&vote, &take_back] {
        let answer = world.api.post("/vote/", others, vote).await;
        answer.expect_detail(404, &format!("Post with id: {id} does not exist"));
    }
    let _ = world.api.post("/vote/", owners, &vote).await.expect(201);

    // Published, it is everybody's; withdrawn again, it is not.
    let mut published = body.clone();
    published["published"] = true.into();
    let _ = world.api.put(&path, owners, &published).await.expect(200);
    assert_eq!(list(others).await.expect(200).json()[0]["vote"], 1);
    let _ = world.api.put(&path, owners, &body).await.expect(200);
    assert_eq!(list(others).await.expect(200).json(), json!([]));
}

async fn what_is_no_post_is_named_place_by_place(world: World) {
    let user = world.user().await;
    let cases: [(Value, &[&str]); 9] = [
        (json!({}), &["body.title: missing", "body.content: missing"]),
        (json!({ "title": "t" }), &["body.content: missing"]),
        (json!({ "title": 1, "content": ["c"] }), &["body.title: string_type", "body.content: string_type"]),
        (json!({ "title": "t", "content": null }), &["body.content: string_type"]),
        (json!({ "title": "t\0", "content": "\0" }), &["body.title: value_error", "body.content: value_error"]),
        (json!({ "title": "t", "content": "c", "published": null }), &["body.published: bool_type"]),
        (json!({ "title": "t", "content": "c", "published": "perhaps" }), &["body.published: bool_parsing"]),
        (json!([1]), &["body: model_attributes_type"]),
        (json!(null), &["body: model_attributes_type"]),
    ];
    for (body, expected) in cases {
        let answer = world.api.post("/posts/", Some(&user.token), &body).await.expect(422);
        assert_eq!(places(&answer.detail()), expected, "{body}");
    }
}

async fn text_comes_back_as_it_was_written(world: World) {
    let user = world.user().await;
    let long = "long ".repeat(100_000);
    for text in
        ["", " ", "Grüße 👋🏽 עברית", "'; DROP TABLE posts; --", "<script>alert(1)</script>", "a\r\nb\t\u{1}", &long]
    {
        let post = write(&world, &user, &json!({ "title": text, "content": text })).await;
        let found = read(&world, &user, &post["id"]).await.expect(200).json();
        assert_eq!((&found["title"], &found["content"]), (&text.into(), &text.into()));
    }
}
