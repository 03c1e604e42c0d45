//! Lists intended differences in HTTP.

use serde_json::Value;

use super::{Case, Entry, statuses};
use crate::{compare::Difference, request::Target};

/// The entry of redirections, which are followed rather than compared.
pub(crate) const REDIRECT: &Entry = &Entry {
    name: "path: redirection",
    reason: "a path with one slash too many or too few is answered at once, not redirected with 307",
    explains: |_, _| false,
};

/// The entry of HEAD, in whose place GET is asked.
pub(crate) const HEAD: &Entry = &Entry {
    name: "HEAD",
    reason: "HEAD is answered wherever GET is, with the same headers (RFC 9110, 9.3.2)",
    explains: |_, _| false,
};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "path: slashes",
        reason: "further slashes around a path make no difference either",
        explains: |case, _| case.left.status == 404 && case.request.path_text().contains("//"),
    },
    Entry {
        name: "path: percent",
        reason: "the fixed parts of a path are compared as they are written, not decoded first",
        explains: |case, _| {
            let path = case.request.path_text().to_ascii_lowercase();
            case.right.status == 404 && ["%2f", "%6f"].iter().any(|encoded| path.contains(encoded))
        },
    },
    Entry {
        name: "Allow",
        reason: "Allow lists all methods of a path (RFC 9110, 10.2.1), not only those of one handler",
        explains: lists_more,
    },
    Entry {
        name: "method names",
        reason: "a method that does not exist is not allowed; uvicorn does not even read it",
        explains: |case, _| {
            case.request.method.chars().all(|char| char.is_ascii_lowercase()) && case.left.status == 400
        },
    },
    Entry {
        name: "bytes in an address",
        reason: "a path or query with bytes outside ASCII is read; uvicorn refuses it",
        explains: |case, _| {
            let target = [case.request.path_text(), case.request.query_text()].concat();
            case.left.status == 400 && !target.replace(['«', '»'], "").is_ascii()
        },
    },
    Entry {
        name: "documentation",
        reason: "the description of the API is our own, and /docs is the one page that shows it",
        explains: |case, _| {
            let path = case.request.path_text();
            let documented = ["/docs", "/openapi.json", "/redoc"];
            case.request.target == Target::Elsewhere && documented.iter().any(|documented| path.starts_with(documented))
        },
    },
];

fn lists_more(case: &Case, difference: &Difference) -> bool {
    let methods = |value: &Option<Value>| -> Vec<String> {
        let text = value.as_ref().and_then(Value::as_str).unwrap_or_default();
        text.split(',').map(|method| method.trim().to_owned()).collect()
    };
    let (left, right) = (methods(&difference.left), methods(&difference.right));
    difference.place == "header allow" && statuses(case, 405, 405) && left.iter().all(|method| right.contains(method))
}
