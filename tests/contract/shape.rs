//! Checks the shape of responses by hand, so that no type of ours stands between.

use std::{collections::BTreeSet, fmt::Write as _};

use serde_json::Value;

use crate::TestContext;

/// Fails unless `value` is an object with exactly these keys.
#[track_caller]
pub(crate) fn keys(value: &Value, expected: &[&str]) {
    let found: BTreeSet<_> = value.as_object().unwrap_or_else(|| panic!("no object: {value}")).keys().collect();
    assert_eq!(found.iter().map(|key| key.as_str()).collect::<Vec<_>>(), {
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        expected
    });
}

/// Fails unless `value` is a time such as `2024-01-15T10:30:00.000000Z`.
#[track_caller]
pub(crate) fn time(value: &Value) {
    let text = value.as_str().unwrap_or_else(|| panic!("no text: {value}"));
    let pattern: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    assert_eq!(pattern, "0000-00-00T00:00:00.000000Z", "{text}");
}

/// Fails unless `value` is a user as everybody may see them.
#[track_caller]
pub(crate) fn user(value: &Value, id: i32, email: &str) {
    keys(value, &["id", "email", "created_at"]);
    assert_eq!((&value["id"], &value["email"]), (&id.into(), &email.into()));
    time(&value["created_at"]);
}

/// The keys of a post.
pub(crate) const POST: [&str; 7] = ["title", "content", "published", "id", "created_at", "owner", "owner_id"];

/// The places that a 422 names, each as its path and its kind: `body.title: missing`.
#[track_caller]
pub(crate) fn places(detail: &Value) -> Vec<String> {
    let place = |error: &Value| {
        assert!(error["msg"].as_str().is_some_and(|msg| !msg.is_empty()), "{error}");
        let segment = |segment: &Value| segment.as_str().map_or_else(|| segment.to_string(), str::to_owned);
        let path: Vec<_> = error["loc"].as_array().unwrap().iter().map(segment).collect();
        format!("{}: {}", path.join("."), error["type"].as_str().unwrap())
    };
    detail.as_array().unwrap_or_else(|| panic!("no list: {detail}")).iter().map(place).collect()
}

/// Compares what each of these bodies is refused for with the snapshot of this name: a line a body, which begins with its
/// name.
pub(crate) async fn assert_refusals(
    snapshot: &str,
    context: &TestContext,
    path: &str,
    token: Option<&str>,
    bodies: &[(&str, Value)],
) {
    let mut text = String::new();
    for (name, body) in bodies {
        let answer = context.api.post(path, token, body).await.expect(422);
        writeln!(text, "{name}: {}", places(&answer.detail()).join(", ")).unwrap();
    }
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(snapshot, text);
    });
}
