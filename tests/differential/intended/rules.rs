//! Lists intended differences in rules: where our server is stricter, or its answers say more.

use serde_json::Value;

use super::{Case, Entry};
use crate::{
    compare::Difference,
    request::{Body, Target},
};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "added fields",
        reason: "a post also says owner_id, vote, voted, and when it was changed",
        explains: |_, difference| {
            let added = ["/owner_id", "/vote", "/voted", "/updated_at"];
            difference.left.is_none() && added.iter().any(|name| difference.place.ends_with(name))
        },
    },
    Entry {
        name: "link",
        reason: "a page of the feed links to the next one",
        explains: |case, difference| {
            case.request.target == Target::Posts && difference.place == "header link" && difference.left.is_none()
        },
    },
    Entry {
        name: "another's draft",
        reason: "a post that is not published exists for its owner alone",
        explains: |case, _| {
            let (Some(post), Some(me)) = (case.request.post(), case.request.caller()) else { return false };
            case.right.status == 404 && case.model.is_anothers_draft(post, me)
        },
    },
    Entry { name: "drafts in a list", reason: "others' drafts are not listed", explains: draft_in_list },
    Entry {
        name: "Limit",
        reason: "Limit is another name of limit",
        explains: |case, difference| {
            let named = case.request.target == Target::Posts && case.request.query_text().contains("Limit=");
            let cut = difference.place == "entries" || difference.place.starts_with("/«post ");
            let judged = case.right.status == 422 && case.right.body["detail"].to_string().contains("\"Limit\"");
            named && (cut || judged)
        },
    },
    Entry {
        name: "search: case",
        reason: "a search finds upper and lower case alike",
        explains: |case, difference| {
            let more = difference.place == "entries" && case.left.entries < case.right.entries;
            searches(case) && (more || difference.left.is_none() && difference.place.starts_with("/«post "))
        },
    },
    Entry {
        name: "search: literal",
        reason: "a search looks for % and _ and \\ themselves, which SQLAlchemy's contains takes for patterns",
        explains: |case, difference| {
            let query = case.request.query_text();
            let special =
                ["%25", "_", "%5C", "%5c"].iter().any(|special| query.contains(special)) || query.ends_with('%');
            searches(case) && special && (difference.place == "entries" || difference.right.is_none())
        },
    },
    Entry {
        name: "NUL",
        reason: "PostgreSQL has no NUL in a text: what is sent is wrong, not the server",
        explains: |case, _| {
            let nul = |error: &Value| error["msg"].as_str().is_some_and(|msg| msg.contains("NUL"));
            case.right.status == 422
                && case.right.body["detail"].as_array().is_some_and(|errors| errors.iter().any(nul))
        },
    },
    Entry {
        name: "integers out of range",
        reason: "a number that no column of the database can hold is invalid; it is neither looked for nor a failure",
        explains: |case, _| {
            // The one bound that the peer knows is that of a vote: 1.
            let ours = |error: &Value| {
                error["ctx"]["ge"].is_number() || error["ctx"]["le"].is_number() && error["ctx"]["le"] != 1
            };
            let refused = case.right.body["detail"].as_array().is_some_and(|errors| errors.iter().any(ours));
            matches!(case.left.status, 404 | 422 | 500) && case.right.status == 422 && refused
        },
    },
    Entry {
        name: "length",
        reason: "a title has 300 characters at most, and a content 100,000",
        explains: |case, _| {
            let long = |error: &Value| {
                error["type"] == "string_too_long" && (error["loc"][1] == "title" || error["loc"][1] == "content")
            };
            case.right.status == 422
                && case.right.body["detail"].as_array().is_some_and(|errors| errors.iter().any(long))
        },
    },
    Entry { name: "echo", reason: "an error repeats 1,000 characters and values at most", explains: cut_echo },
    Entry {
        name: "size",
        reason: "a body of a post has 1 MiB at most, and any other 16 KiB",
        explains: |case, _| {
            let max = if case.request.path.starts_with(b"/posts") { 1 << 20 } else { 16 << 10 };
            case.right.status == 413 && matches!(&case.request.body, Body::Raw(bytes) if bytes.len() > max)
        },
    },
];

/// Returns whether the difference is in what an error repeats of a long value, of which ours repeats the beginning.
fn cut_echo(case: &Case, difference: &Difference) -> bool {
    const MAX: usize = 1000;
    let is_echo = case.left.status == 422 && case.right.status == 422 && difference.place.contains("/input");
    let is_long = case.left.body.to_string().len() > MAX;
    let is_beginning = match (&difference.left, &difference.right) {
        (Some(Value::String(left)), Some(Value::String(right))) => left.starts_with(right.as_str()),
        (Some(Value::Array(left)), Some(Value::Array(right))) => left.len() > right.len(),
        (Some(_), None) => true,
        _ => false,
    };
    is_echo && is_long && is_beginning
}

fn searches(case: &Case) -> bool {
    case.request.target == Target::Posts
        && case.request.method == "GET"
        && case.request.query_text().contains("search=")
}

fn draft_in_list(case: &Case, difference: &Difference) -> bool {
    let (Target::Posts, Some(me)) = (case.request.target, case.request.caller()) else { return false };
    if difference.place == "entries" {
        let (Some(left), Some(right)) = (case.left.entries, case.right.entries) else { return false };
        return left >= right && left - right <= case.model.drafts_of_others(me);
    }
    let owner = format!("«user {me}»");
    difference.right.is_none()
        && difference.left.as_ref().is_some_and(|entry| {
            entry.pointer("/Post/published") == Some(&false.into())
                && entry.pointer("/Post/owner/id") != Some(&owner.into())
        })
}
