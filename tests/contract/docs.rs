//! Tests the API's own description: for programs, and as a page that needs nothing from elsewhere.

use std::fs;

use hearth_tests::send;
use reqwest::{Method, Url};
use serde_json::Value;

use crate::TestContext;

crate::trials![
    the_description_is_the_one_in_the_repository,
    everything_that_is_described_answers,
    what_takes_a_token_says_so,
    the_page_and_its_parts_come_from_here_alone,
];

async fn description(context: &TestContext) -> Value {
    context.api.get("/openapi.json", None).await.expect(200).json()
}

async fn the_description_is_the_one_in_the_repository(context: TestContext) {
    let answer = context.api.get("/openapi.json", None).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/json");
    let file = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json")).unwrap();
    let same = answer.json() == serde_json::from_slice::<Value>(&file).unwrap();
    assert!(same, "docs/openapi.json is not what is served");
    assert_eq!(answer.json()["openapi"], "3.1.0");
}

/// Lists the operations of the description, as method, path and what it says.
fn operations(description: &Value) -> impl Iterator<Item = (Method, &String, &Value)> {
    description["paths"].as_object().unwrap().iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap().iter();
        item.map(move |(method, operation)| (method.to_uppercase().parse().unwrap(), path, operation))
    })
}

async fn everything_that_is_described_answers(context: TestContext) {
    let token = context.user().await.token;
    for (method, path, _) in operations(&description(&context).await) {
        for path in [path.clone(), path.trim_end_matches('/').to_owned(), format!("{}/", path.trim_end_matches('/'))] {
            // Nothing that there is; the stream of events would never end.
            let place = path.replace("{id}", "none");
            let request = context.api.request(method.clone(), &place).header("last-event-id", "?");
            let request = if path.starts_with("/events") { request } else { request.bearer_auth(&token) };
            let answer = send(request).await;
            assert!(![404, 405].contains(&answer.status), "{method} {path}: {answer:?}");
        }
    }
}

async fn what_takes_a_token_says_so(context: TestContext) {
    for (method, path, operation) in operations(&description(&context).await) {
        let answer = send(context.api.request(method.clone(), &path.replace("{id}", "1"))).await;
        let secured = operation["security"].as_array().is_some_and(|schemes| !schemes.is_empty());
        assert_eq!(answer.status == 401, secured, "{method} {path}: {answer:?}");
    }
}

async fn the_page_and_its_parts_come_from_here_alone(context: TestContext) {
    for path in ["/docs", "/docs/"] {
        let page = context.api.get(path, None).await.expect(200);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(
            page.header("content-security-policy").starts_with("default-src 'none'; script-src 'self';"),
            "{page:?}"
        );
        let html = String::from_utf8(page.body).unwrap();
        assert!(!html.contains("//"), "a link elsewhere: {html}");
        let address = Url::parse(context.api.base()).unwrap().join(path).unwrap();
        let links = html.split(['"', '\'']).filter(|text| text.starts_with("docs/"));
        let parts: Vec<_> = links.map(|link| address.join(link).unwrap()).collect();
        assert_eq!(parts.len(), 3, "{html}");
        for part in parts {
            let answer = context.api.get(part.path(), None).await.expect(200);
            let kind = if part.path().contains(".css") { "text/css" } else { "text/javascript" };
            assert_eq!(answer.header("content-type"), kind, "{part}");
        }
    }
    let _ = context.api.get("/docs/other.js", None).await.expect(404);
}
