//! Tests `GET /posts/`.

use hearth_tests::{Answer, User};
use reqwest::Method;
use serde_json::json;

use crate::{
    TestContext,
    shape::{self, places},
};

crate::trials![
    a_page_holds_posts_with_their_votes,
    the_newest_comes_first,
    limit_and_skip_cut_a_page,
    a_limit_above_the_most_is_cut_to_it,
    what_is_no_limit_or_skip_is_named,
    search_takes_every_character_literally,
    search_finds_the_same_letters_in_other_forms,
    a_link_that_nobody_gave_is_refused,
];

async fn list(context: &TestContext, user: &User, query: &[(&str, &str)]) -> Answer {
    let request = context.api.request(Method::GET, "/posts/").query(query).bearer_auth(&user.token);
    hearth_tests::send(request).await
}

async fn a_page_holds_posts_with_their_votes(context: TestContext) {
    let (author, reader) = (context.user().await, context.user().await);
    let id = author.post("Heron").await;
    let post = context.api.get(&format!("/posts/{id}"), Some(&author.token)).await.expect(200).json();
    let _ = context.api.post("/vote/", Some(&reader.token), &json!({ "post_id": id, "dir": 1 })).await.expect(201);

    for (user, voted) in [(&author, false), (&reader, true)] {
        let page = list(&context, user, &[("search", "Heron")]).await.expect(200).json();
        assert_eq!(page.as_array().unwrap().len(), 1);
        let entry = &page[0];
        shape::keys(entry, &["Post", "vote", "voted"]);
        assert_eq!((&entry["vote"], &entry["voted"]), (&1.into(), &voted.into()));
        shape::keys(&entry["Post"], &shape::POST);
        assert_eq!(entry["Post"]["owner"], post["owner"]);
        assert_eq!(entry["Post"]["created_at"], post["created_at"]);
    }
}

async fn the_newest_comes_first(context: TestContext) {
    let user = context.user().await;
    for number in 1..=3 {
        user.post(&format!("Ibis {number}")).await;
    }
    assert_eq!(list(&context, &user, &[("search", "Ibis")]).await.titles(), ["Ibis 3", "Ibis 2", "Ibis 1"]);
}

async fn limit_and_skip_cut_a_page(context: TestContext) {
    let user = context.user().await;
    for number in 1..=12 {
        user.post(&format!("Jackdaw {number:02}")).await;
    }
    let page = async |query: &[(&str, &str)]| {
        let query = [&[("search", "Jackdaw")], query].concat();
        list(&context, &user, &query).await.titles()
    };
    assert_eq!(page(&[]).await.len(), 10);
    assert_eq!(page(&[("limit", "0")]).await, Vec::<String>::new());
    assert_eq!(page(&[("limit", "2")]).await, ["Jackdaw 12", "Jackdaw 11"]);
    assert_eq!(page(&[("Limit", "2")]).await, ["Jackdaw 12", "Jackdaw 11"]);
    assert_eq!(page(&[("limit", "2"), ("skip", "3")]).await, ["Jackdaw 09", "Jackdaw 08"]);
    assert_eq!(page(&[("skip", "11")]).await, ["Jackdaw 01"]);
    assert_eq!(page(&[("skip", "9223372036854775807")]).await, Vec::<String>::new());
}

async fn a_limit_above_the_most_is_cut_to_it(context: TestContext) {
    let user = context.user().await;
    for number in 0..101 {
        user.post(&format!("Kestrel {number}")).await;
    }
    for limit in ["100", "101", "9223372036854775807"] {
        let page = list(&context, &user, &[("search", "Kestrel"), ("limit", limit)]).await;
        assert!(page.next_page().is_some());
        assert_eq!(page.titles().len(), 100, "{limit}");
    }
}

async fn what_is_no_limit_or_skip_is_named(context: TestContext) {
    let user = context.user().await;
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
        let answer = list(&context, &user, &[(name, value)]).await.expect(422);
        assert_eq!(places(&answer.detail()), [format!("query.{name}: {kind}")], "{name}={value}");
    }
    let both = list(&context, &user, &[("limit", "-1"), ("skip", "-1")]).await.expect(422);
    assert_eq!(places(&both.detail()).len(), 2);
    let both = list(&context, &user, &[("limit", "1"), ("Limit", "-1")]).await.expect(422);
    assert_eq!(places(&both.detail()), ["query.Limit: greater_than_equal"]);
}

async fn search_takes_every_character_literally(context: TestContext) {
    let user = context.user().await;
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
        assert_eq!(list(&context, &user, &[("search", search)]).await.titles(), expected, "{search}");
    }
    assert_eq!(list(&context, &user, &[("search", "lark"), ("limit", "50")]).await.titles().len(), written.len());
    assert!(!list(&context, &user, &[("search", "")]).await.titles().is_empty());
}

async fn search_finds_the_same_letters_in_other_forms(context: TestContext) {
    let user = context.user().await;
    for (title, searches) in [
        ("Ouzel Σίσυφος", &["ΣΊΣΥΦΟΣ", "σίσυφος", "Σισυφοσ", "Ouzel σ", "σι", "ος"] as &[&str]),
        (
            "Ouzel Cafe\u{301} au lait",
            &["Caf\u{e9} au", "Cafe\u{301}", "CAF\u{c9} AU", "ouzel cafe", "e\u{301} a", "f\u{e9} "],
        ),
        ("Ouzel \u{c5}ngstr\u{f6}m", &["A\u{30a}ngstro\u{308}m", "\u{212b}NGSTR\u{d6}M", "ngstr\u{f6}m"]),
        ("Ouzel Straße", &["STRASSE", "straße", "STRAẞE", "l strass"]),
        ("Ouzel ｶﾞ ＡＢＣ", &["ガ abc", "ouzel ｶﾞ ａｂｃ"]),
        ("Ouzel عَرَبِيّ", &["عربي", "عَرَبِيّ"]),
        ("Ouzel 한글", &["\u{1112}\u{1161}\u{11ab}글", "l 한글"]),
        ("Ouzel 7％ ＼ ＿", &["l 7％", "l 7%", "＼ ＿", "\\ _"]),
    ] {
        let id = user.post(title).await;
        for search in searches.iter().copied() {
            let found = list(&context, &user, &[("search", search), ("limit", "100")]).await.expect(200).json();
            let found: Vec<_> = found.as_array().unwrap().iter().map(|entry| &entry["Post"]["id"]).collect();
            assert!(found.contains(&&json!(id)), "{search} does not find {title}");
            let path = format!("/users/{}/posts", user.id);
            let own = context.api.request(reqwest::Method::GET, &path).query(&[("search", search)]);
            let own = hearth_tests::send(own.bearer_auth(&user.token)).await;
            assert!(own.titles().contains(&title.to_owned()), "{search} does not find {title} among its author's");
        }
    }
    for search in ["Ouzel ％", "Ouzel ＿＿", "Ouzel ＼", "σισυφοσσ"] {
        assert!(list(&context, &user, &[("search", search)]).await.titles().is_empty(), "{search}");
    }
    // All that is searched of a title, and a letter more.
    let long = format!("Ouzel {}", "x".repeat(294));
    user.post(&long).await;
    assert_eq!(list(&context, &user, &[("search", &long)]).await.titles(), [long.as_str()]);
    for more in [1, 1000] {
        let search = format!("{long}{}", "x".repeat(more));
        assert!(list(&context, &user, &[("search", &search)]).await.titles().is_empty());
    }
}

async fn a_link_that_nobody_gave_is_refused(context: TestContext) {
    let user = context.user().await;
    for after in
        ["", "nonsense", "1", "1-", "-", "ffffffffffffffffffff-1", "7fffffffffffffff-1", "1-99999999999", "1-1\0"]
    {
        let answer = list(&context, &user, &[("after", after)]).await.expect(422);
        assert_eq!(places(&answer.detail()), ["query.after: value_error"], "{after}");
    }
}
