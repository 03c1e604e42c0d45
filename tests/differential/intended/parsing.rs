//! Lists intended differences in reading JSON and forms.

use serde_json::Value;

use super::{Case, Entry};
use crate::{
    normal::Normal,
    request::{Body, Target},
};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "JSON: wording",
        reason: "what is wrong with a JSON text is told in our parser's words and not in Python's",
        explains: |case, difference| both_invalid_json(case) && difference.place == "/detail/0/ctx/error",
    },
    Entry {
        name: "JSON: offset",
        reason: "an error within a string, a number or a word is placed where it shows, not where that begins",
        explains: |case, difference| {
            let offset = |side: &Option<Value>| side.as_ref().and_then(Value::as_u64);
            both_invalid_json(case)
                && difference.place == "/detail/0/loc/1"
                && offset(&difference.left) < offset(&difference.right)
        },
    },
    Entry {
        name: "JSON: constants",
        reason: "NaN and Infinity are no JSON (RFC 8259, 6)",
        explains: |case, _| {
            let body = case.request.body_text();
            is_invalid_json(case.right) && ["NaN", "Infinity"].iter().any(|constant| body.contains(constant))
        },
    },
    Entry {
        name: "JSON: surrogates",
        reason: "half of a surrogate pair is no character",
        explains: |case, _| {
            let escaped = case.request.body_text().contains("\\ud800");
            let encoded = matches!(&case.request.body, Body::Raw(bytes) if bytes.ends_with(b"\xed\xa0\x80"));
            is_invalid_json(case.right) && escaped || case.right.status == 400 && encoded
        },
    },
    Entry {
        name: "JSON: numbers",
        reason: "numbers beyond those of IEEE 754 are refused, and long ones lose digits when they are sent back",
        explains: |case, difference| {
            // To pydantic a float beyond eight bytes is no integer, however whole, while an integer may have any length.
            let size = case.left.body["detail"].to_string().contains("int_parsing_size");
            let long = difference.left.as_ref().is_some_and(Value::is_number) && difference.place.contains("/input");
            size || says(case, "number out of range") || long && difference.right.as_ref().is_some_and(Value::is_number)
        },
    },
    Entry {
        name: "JSON: depth",
        reason: "what is nested deeper than 127 levels is refused",
        explains: |case, _| says(case, "recursion limit exceeded"),
    },
    Entry {
        name: "bytes in a text",
        reason: "a body that is no JSON is text, also where it is no UTF-8: wrong, but no failure",
        explains: |case, _| {
            let kind = &case.right.body["detail"][0]["type"];
            let bytes = matches!(&case.request.body, Body::Raw(bytes) if str::from_utf8(bytes).is_err());
            case.left.status == 500 && case.right.status == 422 && kind == "model_attributes_type" && bytes
        },
    },
    Entry {
        name: "multipart: broken",
        reason: "a form that breaks off is an error, not one without the fields that were lost",
        explains: |case, _| {
            case.request.target == Target::Login
                && case.right.status == 400
                && matches!(case.left.status, 200 | 403 | 422)
                && case
                    .request
                    .header("content-type")
                    .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("multipart/"))
        },
    },
    Entry {
        name: "multipart: files",
        reason: "a file in the place of a text is not described in Python's words",
        explains: |case, difference| {
            let file = difference.left.as_ref().is_some_and(|left| left.get("filename").is_some());
            case.request.target == Target::Login && file && difference.right.is_none()
        },
    },
];

fn is_invalid_json(answer: &Normal) -> bool {
    answer.body["detail"][0]["type"] == "json_invalid"
}

fn both_invalid_json(case: &Case) -> bool {
    is_invalid_json(case.left) && is_invalid_json(case.right)
}

/// Returns whether our parser stopped for this reason.
fn says(case: &Case, reason: &str) -> bool {
    case.right.body["detail"][0]["ctx"]["error"].as_str().is_some_and(|error| error.starts_with(reason))
}
