//! Tests the search for words of titles and contents (`q`), and for people.

use hearth_tests::{Answer, User};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    TestContext,
    shape::{self, places},
};

crate::trials![
    finds_words_of_titles_and_contents,
    finds_other_forms_of_words,
    finds_parts_of_titles,
    takes_phrases_alternatives_and_exclusions,
    finds_what_was_changed,
    marks_the_matches,
    marks_nothing_that_a_text_forges,
    counts_what_is_found,
    follows_links_through_all_that_is_found,
    steps_over_many_titles_with_a_letter,
    orders_what_is_found,
    keeps_drafts_to_their_owner,
    searches_the_lists_of_a_user,
    answers_any_words,
    does_not_mix_two_searches,
    keeps_pages_of_what_is_found,
    finds_people_by_name_and_address,
    searches_people_only_for_who_is_signed_in,
];

async fn ask(context: &TestContext, user: &User, path: &str, query: &[(&str, &str)]) -> Answer {
    let request = context.api.request(Method::GET, path).query(query).bearer_auth(&user.token);
    hearth_tests::send(request).await
}

async fn search(context: &TestContext, user: &User, words: &str) -> Answer {
    ask(context, user, "/posts/", &[("q", words)]).await.expect(200)
}

/// Writes parts as a text with brackets around what matches.
fn written(parts: &Value) -> String {
    let part = |part: &Value| {
        let text = part["text"].as_str().unwrap();
        if part["match"] == true { format!("[{text}]") } else { text.to_owned() }
    };
    parts.as_array().unwrap().iter().map(part).collect()
}

async fn finds_words_of_titles_and_contents(context: TestContext) {
    let user = context.user().await;
    user.publish("A zaffre morning", "The kettle is on.").await;
    user.publish("Tea", "It was zaffre outside, and the kettle was not on.").await;
    user.publish("Neither", "of them").await;
    assert_eq!(search(&context, &user, "ZAFFRE").await.titles(), ["Tea", "A zaffre morning"]);
    assert_eq!(search(&context, &user, "kettle zaffre").await.titles(), ["Tea", "A zaffre morning"]);
    assert_eq!(search(&context, &user, "zaffre outside").await.titles(), ["Tea"]);
}

async fn finds_other_forms_of_words(context: TestContext) {
    let user = context.user().await;
    user.publish("English yarrow", "I have baked all of the loaves that you wanted for the party").await;
    user.publish("Yarrow auf Deutsch", "Die Häuser sind nicht für alle da, und das ist auch gut so").await;
    user.publish("Yarrow по-русски", "Мы читали интересные книги весь вчерашний вечер").await;
    assert_eq!(search(&context, &user, "yarrow baking parties").await.titles(), ["English yarrow"]);
    assert_eq!(search(&context, &user, "yarrow Haus").await.titles(), ["Yarrow auf Deutsch"]);
    assert_eq!(search(&context, &user, "yarrow ha\u{308}user").await.titles(), ["Yarrow auf Deutsch"]);
    assert_eq!(search(&context, &user, "yarrow книга").await.titles(), ["Yarrow по-русски"]);
}

async fn finds_parts_of_titles(context: TestContext) {
    let user = context.user().await;
    user.publish("Quixotry", "").await;
    user.publish("今日は図書館で本を読む", "").await;
    assert_eq!(search(&context, &user, "ixotr").await.titles(), ["Quixotry"]);
    assert_eq!(search(&context, &user, "図書館").await.titles(), ["今日は図書館で本を読む"]);
}

async fn takes_phrases_alternatives_and_exclusions(context: TestContext) {
    let user = context.user().await;
    user.publish("One", "The vellum and the inkwell were old").await;
    user.publish("Two", "The inkwell and the vellum were old").await;
    user.publish("Three", "Only some vellum").await;
    assert_eq!(search(&context, &user, "vellum inkwell").await.titles(), ["Two", "One"]);
    assert_eq!(search(&context, &user, "\"vellum and the inkwell\"").await.titles(), ["One"]);
    assert_eq!(search(&context, &user, "vellum -inkwells").await.titles(), ["Three"]);
    assert_eq!(search(&context, &user, "vellum or nothingofthekind").await.titles(), ["Three", "Two", "One"]);
}

async fn finds_what_was_changed(context: TestContext) {
    let user = context.user().await;
    let id = user.publish("Changing", "wainscot").await;
    let changed = json!({ "title": "Changing", "content": "clapboard" });
    let _ = context.api.put(&format!("/posts/{id}"), Some(&user.token), &changed).await.expect(200);
    assert_eq!(search(&context, &user, "wainscot").await.titles(), Vec::<String>::new());
    assert_eq!(search(&context, &user, "clapboard").await.titles(), ["Changing"]);
    let _ = context.api.delete(&format!("/posts/{id}"), Some(&user.token)).await.expect(204);
    assert_eq!(search(&context, &user, "clapboard").await.titles(), Vec::<String>::new());
}

async fn marks_the_matches(context: TestContext) {
    let user = context.user().await;
    let long = format!("{} the last gherkins were eaten {}", "word ".repeat(300), "after ".repeat(300));
    user.publish("My Gherkin & <b>bread</b>", &long).await;
    let page = search(&context, &user, "gherkin").await.json();
    shape::keys(&page[0], &["Post", "vote", "voted", "found"]);
    assert_eq!(written(&page[0]["found"]["title"]), "My [Gherkin] & <b>bread</b>");
    let excerpt = written(&page[0]["found"]["excerpt"]);
    assert!(excerpt.contains("the last [gherkins] were eaten"), "{excerpt}");
    assert!((50..=350).contains(&excerpt.len()), "{excerpt}");
    let by_title = ask(&context, &user, "/posts/", &[("search", "gherkin")]).await.json();
    shape::keys(&by_title[0], &["Post", "vote", "voted"]);
}

async fn marks_nothing_that_a_text_forges(context: TestContext) {
    let user = context.user().await;
    user.publish("\u{2}forged\u{3} parsnip", "a \u{2}forged\u{3} parsnip, with more").await;
    let page = search(&context, &user, "parsnip").await.json();
    assert_eq!(written(&page[0]["found"]["excerpt"]), "forged [parsnip], with more");
    assert!(written(&page[0]["found"]["title"]).ends_with("[parsnip]"));
    assert!(!written(&page[0]["found"]["title"]).contains("[forged]"));
}

async fn counts_what_is_found(context: TestContext) {
    let (user, other) = (context.user().await, context.user().await);
    for number in 0..12 {
        user.publish(&format!("Number {number}"), "sorghum").await;
    }
    let page = search(&context, &other, "sorghum").await;
    assert_eq!(page.header("search-count"), "12");
    let next = page.next_page().unwrap();
    let next = context.api.get(&next, Some(&other.token)).await.expect(200);
    assert_eq!(next.header("search-count"), "", "only the first page counts");
    assert_eq!(search(&context, &other, "sorghumless").await.header("search-count"), "0");
    let plain = ask(&context, &other, "/posts/", &[("search", "Number")]).await;
    assert_eq!(plain.header("search-count"), "");
    let blank = ask(&context, &other, "/posts/", &[("q", " ")]).await.expect(200);
    assert_eq!(blank.header("search-count"), "", "nothing was searched for");
    let many =
        "INSERT INTO posts (title, content, owner_id) SELECT 'Many', 'buckwheat', $1 FROM generate_series(1, 1001)";
    sqlx::query(many).bind(user.id).execute(&context.database().await).await.unwrap();
    assert_eq!(search(&context, &other, "buckwheat").await.header("search-count"), "1000+");
}

async fn follows_links_through_all_that_is_found(context: TestContext) {
    let user = context.user().await;
    let all: Vec<String> = (0..25).rev().map(|number| format!("Leaf {number}")).collect();
    for title in all.iter().rev() {
        user.publish(title, "spelt & \"rye\"").await;
    }
    for sort in ["new", "top", "hot"] {
        let path = format!("/posts/?sort={sort}&limit=4&q=spelt+rye");
        let titles: Vec<String> =
            context.api.walk(&path, &user.token).await.into_iter().map(|entry| entry.post.title).collect();
        assert_eq!(titles.len(), 25, "{sort}");
        if sort != "hot" {
            assert_eq!(titles, all, "{sort}");
        }
    }
    let skipped = ask(&context, &user, "/posts/", &[("q", "spelt"), ("skip", "23")]).await.expect(200);
    assert_eq!(skipped.titles(), ["Leaf 1", "Leaf 0"]);
    for skip in ["10001", "9223372036854775807"] {
        let nothing = ask(&context, &user, "/posts/", &[("q", "spelt"), ("skip", skip)]).await.expect(200);
        assert_eq!(nothing.titles(), Vec::<String>::new());
    }
}

async fn steps_over_many_titles_with_a_letter(context: TestContext) {
    let user = context.user().await;
    let many = "
        INSERT INTO posts (title, content, owner_id, created_at)
        SELECT 'Ǯ ' || number, '', $1, TIMESTAMPTZ '2001-01-01' + number * INTERVAL '1 second' FROM generate_series(1, 1003) number";
    sqlx::query(many).bind(user.id).execute(&context.database().await).await.unwrap();
    for sort in ["new", "top", "hot"] {
        let find = async |search, skip| {
            let query = [("search", search), ("skip", skip), ("sort", sort)];
            ask(&context, &user, "/posts/", &query).await.expect(200).titles()
        };
        assert_eq!(find("Ǯ", "1001").await.len(), 2, "{sort}");
        assert_eq!(find("ǯ ", "1002").await.len(), 1, "{sort}");
        assert!(find("Ǯ", "1003").await.is_empty() && find("ǯ9", "1001").await.is_empty(), "{sort}");
        assert_eq!(find("ǯ 1", "100").await.len(), 10, "{sort}");
    }
}

async fn orders_what_is_found(context: TestContext) {
    let user = context.user().await;
    let first = user.publish("First", "amaranth").await;
    user.publish("Second", "amaranth").await;
    let _ = crate::votes::vote(&context, &user, first, 1).await.expect(201);
    let sorted = async |sort| ask(&context, &user, "/posts/", &[("q", "amaranth"), ("sort", sort)]).await.titles();
    assert_eq!(sorted("new").await, ["Second", "First"]);
    assert_eq!(sorted("top").await, ["First", "Second"]);
    assert_eq!(sorted("hot").await, ["Second", "First"]);
}

async fn keeps_drafts_to_their_owner(context: TestContext) {
    let (owner, other) = (context.user().await, context.user().await);
    let draft = json!({ "title": "Hidden", "content": "millet", "published": false });
    let draft = context.api.post("/posts/", Some(&owner.token), &draft).await.expect(201).json()["id"].clone();
    owner.publish("Open", "millet").await;
    assert_eq!(search(&context, &owner, "millet").await.titles(), ["Open", "Hidden"]);
    assert_eq!(search(&context, &owner, "hidd").await.titles(), ["Hidden"]);
    assert_eq!(search(&context, &other, "millet").await.titles(), ["Open"]);
    assert_eq!(search(&context, &other, "millet").await.header("search-count"), "1");
    let top = ask(&context, &owner, "/posts/", &[("q", "millet"), ("sort", "top")]).await;
    assert_eq!(top.titles(), ["Open"]);
    let published = json!({ "title": "Hidden", "content": "millet" });
    let _ = context.api.put(&format!("/posts/{draft}"), Some(&owner.token), &published).await.expect(200);
    assert_eq!(search(&context, &other, "millet").await.titles(), ["Open", "Hidden"]);
}

async fn searches_the_lists_of_a_user(context: TestContext) {
    let (owner, other) = (context.user().await, context.user().await);
    let draft = json!({ "title": "Draft", "content": "teff and the oats", "published": false });
    let _ = context.api.post("/posts/", Some(&owner.token), &draft).await.expect(201);
    owner.publish("Mine", "teff and oats").await;
    owner.publish("Mine, too", "oats").await;
    other.publish("Not mine", "teff").await;
    let path = format!("/users/{}/posts", owner.id);
    let found = ask(&context, &other, &path, &[("q", "teff")]).await.expect(200);
    assert_eq!(found.header("search-count"), "1");
    assert_eq!(written(&found.json()[0]["found"]["excerpt"]), "[teff] and oats");
    assert_eq!(found.titles(), ["Mine"]);
    assert_eq!(ask(&context, &owner, "/me/drafts", &[("q", "teff")]).await.titles(), ["Draft"]);
    assert_eq!(ask(&context, &other, "/me/drafts", &[("q", "teff")]).await.titles(), Vec::<String>::new());
}

async fn answers_any_words(context: TestContext) {
    let user = context.user().await;
    let long = "a ".repeat(2000);
    let word = "x".repeat(300);
    let quotes = "\"".repeat(300);
    // PostgreSQL cannot read so many in a row.
    let deep = format!("{}word", "-".repeat(290));
    for words in [
        "the",
        "of and",
        "!!!",
        "\"",
        "\"\"",
        "'",
        "\\",
        "' | !(a & b) <-> :*",
        "-",
        "-or",
        "or or or",
        "%",
        "_",
        "a:*",
        "=24323",
        "\u{fffd}",
        "\u{200b}",
        "🕯",
        "日本",
        "نار",
        "<b>",
        "\u{1}\u{2}\u{3}",
        "- - ! ( - & - | -a",
        &long,
        &word,
        &quotes,
        &deep,
        "\"the of\" -and",
    ] {
        let answer = ask(&context, &user, "/posts/", &[("q", words), ("limit", "3")]).await;
        assert_eq!(answer.status, 200, "{words:?}: {answer:?}");
        for sort in ["top", "hot"] {
            let answer = ask(&context, &user, "/posts/", &[("q", words), ("sort", sort)]).await;
            assert_eq!(answer.status, 200, "{words:?}: {answer:?}");
        }
        let people = ask(&context, &user, "/users/", &[("search", words)]).await;
        assert_eq!(people.status, 200, "{words:?}: {people:?}");
    }
    let surrogate = context.api.get("/posts/?q=%ed%a0%80", Some(&user.token)).await;
    assert_eq!(surrogate.status, 200);
    let nul = ask(&context, &user, "/posts/", &[("q", "a\0b")]).await.expect(422);
    assert_eq!(places(&nul.detail()), ["query.q: value_error"]);
    let nul = ask(&context, &user, "/users/", &[("search", "a\0b")]).await.expect(422);
    assert_eq!(places(&nul.detail()), ["query.search: value_error"]);
    let large = format!("{} lastword", "ünïcödé-wörd ".repeat(7_000));
    user.publish("Large", &large).await;
    user.publish("Long word", &"y".repeat(90_000)).await;
}

async fn does_not_mix_two_searches(context: TestContext) {
    let user = context.user().await;
    let words = ask(&context, &user, "/posts/", &[("q", "a")]).await.expect(200).json();
    let both = ask(&context, &user, "/posts/", &[("q", "a"), ("search", "b")]).await.expect(200).json();
    assert_eq!(both, words, "q goes before search");
}

async fn keeps_pages_of_what_is_found(context: TestContext) {
    let (user, reader) = (context.user().await, context.user().await);
    user.publish("Kept", "fonio").await;
    let first = search(&context, &reader, "fonio").await;
    let (tag, count) = (first.header("etag").to_owned(), first.header("search-count").to_owned());
    let again = search(&context, &reader, "fonio").await;
    assert_eq!((again.header("etag"), again.header("search-count")), (tag.as_str(), count.as_str()));
    assert_eq!(again.json(), first.json());
    let request = context.api.request(Method::GET, "/posts/").query(&[("q", "fonio")]).bearer_auth(&reader.token);
    assert_eq!(hearth_tests::send(request.header("If-None-Match", &tag)).await.status, 304);
    user.publish("Kept, too", "fonio").await;
    assert_eq!(search(&context, &reader, "fonio").await.titles(), ["Kept, too", "Kept"]);
    let draft = json!({ "title": "Reader's own", "content": "fonio", "published": false });
    let _ = context.api.post("/posts/", Some(&reader.token), &draft).await.expect(201);
    assert_eq!(search(&context, &reader, "fonio").await.header("search-count"), "3");
    assert_eq!(search(&context, &user, "fonio").await.header("search-count"), "2");
}

async fn finds_people_by_name_and_address(context: TestContext) {
    let (ada, grace) = (context.user().await, context.user().await);
    let named = json!({ "display_name": "Ada Quillfeather" });
    let request = context.api.request(Method::PATCH, "/me").bearer_auth(&ada.token).json(&named);
    let _ = hearth_tests::send(request).await.expect(200);
    let found = async |text: &str| {
        let people = ask(&context, &grace, "/users/", &[("search", text)]).await.expect(200).json();
        people.as_array().unwrap().iter().map(|person| person["id"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let id = i64::from(ada.id);
    for text in ["Ada Quill", "quillfeather", "ILLFEA", " ada quillfeather "] {
        assert_eq!(found(text).await, [id], "{text}");
    }
    let local = ada.email.split('@').next().unwrap();
    assert!(found(local).await.contains(&id));
    assert!(found(&ada.email).await.contains(&id));
    assert!(found(&local[1..]).await.contains(&id));
    assert_eq!(found("").await, Vec::<i64>::new());
    assert_eq!(found("%").await, Vec::<i64>::new());
    let one = ask(&context, &grace, "/users/", &[("search", "quillf"), ("limit", "1")]).await.json();
    let person = context.api.get(&format!("/users/{id}"), Some(&grace.token)).await.json();
    assert_eq!(one, json!([person]), "as the person is shown elsewhere");
    let none = ask(&context, &grace, "/users/", &[("search", "quillf"), ("limit", "0")]).await.json();
    assert_eq!(none, json!([]));
}

async fn searches_people_only_for_who_is_signed_in(context: TestContext) {
    context.api.get("/users/?search=a", None).await.expect_detail(401, "Not authenticated");
    let gone = context.user().await;
    let password = json!({ "password": gone.password });
    let _ = context.api.post("/me/delete", Some(&gone.token), &password).await.expect(204);
    for path in ["/users/?search=a", "/posts/?q=a", "/posts/?q=nowheretobefound"] {
        context.api.get(path, Some(&gone.token)).await.expect_detail(401, "Could not validate credentials");
    }
}
