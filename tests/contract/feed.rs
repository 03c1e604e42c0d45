//! `GET /posts/`.

use hearth_tests::{Answer, User};
use reqwest::Method;
use serde_json::json;

use crate::{
    World,
    shape::{self, places},
};

crate::trials![
    a_page_holds_posts_with_their_votes,
    the_newest_comes_first,
    limit_and_skip_cut_a_page,
    a_limit_above_the_most_is_cut_to_it,
    what_is_no_limit_or_skip_is_named,
    search_takes_every_character_literally,
    a_link_that_nobody_gave_is_refused,
];

async fn list(world: &World, user: &User, query: &[(&str, &str)]) -> Answer {
    let request = world.api.request(Method::GET, "/posts/").query(query).bearer_auth(&user.token);
    hearth_tests::api::send(request).await
}

fn titles(answer: Answer) -> Vec<String> {
    let posts = answer.expect(200).json();
    posts.as_array().unwrap().iter().map(|post| post["Post"]["title"].as_str().unwrap().to_owned()).collect()
}

async fn a_page_holds_posts_with_their_votes(world: World) {
    let (author, reader) = (world.user().await, world.user().await);
    let id = author.post("Heron").await;
    let post = world.api.get(&format!("/posts/{id}"), Some(&author.token)).await.expect(200).json();
    let _ = world.api.post("/vote/", Some(&reader.token), &json!({ "post_id": id, "dir": 1 })).await.expect(201);

    for (user, voted) in [(&author, false), (&reader, true)] {
        let page = list(&world, user, &[("search", "Heron")]).await.expect(200).json();
        assert_eq!(page.as_array().unwrap().len(), 1);
        let entry = &page[0];
        shape::keys(entry, &["Post", "vote", "voted"]);
        assert_eq!((&entry["vote"], &entry["voted"]), (&1.into(), &voted.into()));
        shape::keys(&entry["Post"], &shape::POST);
        assert_eq!(entry["Post"]["owner"], post["owner"]);
        assert_eq!(entry["Post"]["created_at"], post["created_at"]);
    }
}

async fn the_newest_comes_first(world: World) {
    let user = world.user().await;
    for number in 1..=3 {
        user.post(&format!("Ibis {number}")).await;
    }
    assert_eq!(titles(list(&world, &user, &[("search", "Ibis")]).await), ["Ibis 3", "Ibis 2", "Ibis 1"]);
}

async fn limit_and_skip_cut_a_page(world: World) {
    let user = world.user().await;
    for number in 1..=12 {
        user.post(&format!("Jackdaw {number:02}")).await;
    }
    let page = async |query: &[(&str, &str)]| {
        let query = [&[("search", "Jackdaw")], query].concat();
        titles(list(&world, &user, &query).await)
    };
    assert_eq!(page(&[]).await.len(), 10);
    assert_eq!(page(&[("limit", "0")]).await, Vec::<String>::new());
    assert_eq!(page(&[("limit", "2")]).await, ["Jackdaw 12", "Jackdaw 11"]);
    assert_eq!(page(&[("Limit", "2")]).await, ["Jackdaw 12", "Jackdaw 11"]);
    assert_eq!(page(&[("limit", "2"), ("skip", "3")]).await, ["Jackdaw 09", "Jackdaw 08"]);
    assert_eq!(page(&[("skip", "11")]).await, ["Jackdaw 01"]);
    assert_eq!(page(&[("skip", "9223372036854775807")]).await, Vec::<String>::new());
}

async fn a_limit_above_the_most_is_cut_to_it(world: World) {
    let user = world.user().await;
    for number in 0..101 {
        user.post(&format!("Kestrel {number}")).await;
    }
    for limit in ["100", "101", "9223372036854775807"] {
        let page = list(&world, &user, &[("search", "Kestrel"), ("limit", limit)]).await;
        assert!(page.next_page().is_some());
        assert_eq!(titles(page).len(), 100, "{limit}");
    }
}

async fn what_is_no_limit_or_skip_is_named(world: World) {
    let user = world.user().await;
    let huge = "9".repeat(400);
    for (name, value, kind) in [
        ("limit", "-1", "greater_than_equal"),
        ("limit", "ten", "int_parsing"),
        ("limit", "", "int_parsing"),
        ("limit", "1.5", "int_parsing"),
        ("limit", "1e3", "int_parsing"),
        ("limit", &huge, "less_than_equal"),
        ("limit", "1\0", "value_error"),
        ("Limit", "-1", "greater_than_equal"),
        ("skip", "-1", "greater_than_equal"),
        ("skip", "some", "int_parsing"),
        ("skip", &huge, "less_than_equal"),
        ("search", "\0", "value_error"),
    ] {
        let answer = list(&world, &user, &[(name, value)]).await.expect(422);
        assert_eq!(places(&answer.detail()), [format!("query.{name}: {kind}")], "{name}={value}");
    }
    let both = list(&world, &user, &[("limit", "-1"), ("skip", "-1")]).await.expect(422);
    assert_eq!(places(&both.detail()).len(), 2);
    let both = list(&world, &user, &[("limit", "1"), ("Limit", "-1")]).await.expect(422);
    assert_eq!(places(&both.detail()), ["query.Limit: greater_than_equal"]);
}

async fn search_takes_every_character_literally(world: World) {
    let user = world.user().await;
    let written = [
        "Lark 100%",
        "Lark 100 of 100",
        "Lark a_b",
        "Lark aXb",
        r"Lark c:\d",
        "Lark ÄÖ",
        "lark 'quoted'",
        "Lark 🦜🦢",
        "Lark ŴŶ🦜",
    ];
    for title in written {
        user.post(title).await;
    }
    for (search, expected) in [
        ("Lark 100%", &["Lark 100%"] as &[&str]),
        ("k a_b", &["Lark a_b"]),
        (r"c:\d", &[r"Lark c:\d"]),
        ("lark äö", &["Lark ÄÖ"]),
        ("LARK 'Q", &["lark 'quoted'"]),
        ("Lark %", &[]),
        ("Lark ____", &[]),
        ("About Lark", &[]),
        // One or two, which other indexes find than more.
        ("🦜", &["Lark ŴŶ🦜", "Lark 🦜🦢"]),
        ("🦢", &["Lark 🦜🦢"]),
        ("ŵŷ", &["Lark ŴŶ🦜"]),
        ("ŷŵ", &[]),
        ("_🦜", &[]),
        ("%🦢", &[]),
    ] {
        assert_eq!(titles(list(&world, &user, &[("search", search)]).await), expected, "{search}");
    }
    assert_eq!(titles(list(&world, &user, &[("search", "lark"), ("limit", "50")]).await).len(), written.len());
    assert!(!titles(list(&world, &user, &[("search", "")]).await).is_empty());
}

async fn a_link_that_nobody_gave_is_refused(world: World) {
    let user = world.user().await;
    for after in
        ["", "nonsense", "1", "1-", "-", "ffffffffffffffffffff-1", "7fffffffffffffff-1", "1-99999999999", "1-1\0"]
    {
        let answer = list(&world, &user, &[("after", after)]).await.expect(422);
        assert_eq!(places(&answer.detail()), ["query.after: value_error"], "{after}");
    }
}
