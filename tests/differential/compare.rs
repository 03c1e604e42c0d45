//! Compares two responses.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::{normal::Normal, request::Request};

/// A place where two answers to one request differ. A place that one of them lacks is `None` there.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    /// `status`, `entries`, `header vary`, or a JSON pointer into the body.
    pub(crate) place: String,
    pub(crate) left: Option<Value>,
    pub(crate) right: Option<Value>,
}

/// Lists the differences; where even the statuses differ, that alone.
pub(crate) fn compare(request: &Request, left: &Normal, right: &Normal) -> Vec<Difference> {
    let mut found = Vec::new();
    if left.status != right.status {
        note(&mut found, "status", Some(&left.status.into()), Some(&right.status.into()));
        return found;
    }
    for name in left.headers.keys().chain(right.headers.keys()).collect::<BTreeSet<_>>() {
        let value = |side: &Normal| side.headers.get(name).map(|value| Value::from(value.as_str()));
        note(&mut found, &format!("header {name}"), value(left).as_ref(), value(right).as_ref());
    }
    match (left.entries, right.entries) {
        (Some(of_left), Some(of_right)) if is_part(request, left, right) => {
            note(&mut found, "entries", Some(&of_left.into()), Some(&of_right.into()));
            let shared = |one: &Normal, other: &Normal| {
                let (one, other) = (one.body.as_object().cloned().unwrap_or_default(), &other.body);
                Value::from(one.into_iter().filter(|(name, _)| other.get(name).is_some()).collect::<Map<_, _>>())
            };
            descend(&mut found, "", &shared(left, right), &shared(right, left));
        }
        _ => descend(&mut found, "", &left.body, &right.body),
    }
    found
}

/// Returns whether a list is only a part of all there is. Which part is the server's choice; that it has as many
/// entries, and that what is in both is the same in both, is not.
fn is_part(request: &Request, left: &Normal, right: &Normal) -> bool {
    let query = request.query_text();
    let whole = match (
        query.contains("skip="),
        query.starts_with("limit=100") && query.matches("imit").count() == 1,
        query.contains("imit"),
    ) {
        (false, true, _) => 100,
        (false, false, false) => 10,
        _ => 0,
    };
    left.entries.max(right.entries) >= Some(whole)
}

fn descend(found: &mut Vec<Difference>, place: &str, left: &Value, right: &Value) {
    match (left, right) {
        (Value::Object(one), Value::Object(other)) => {
            for key in one.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
                step(found, &format!("{place}/{key}"), one.get(key), other.get(key));
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            for index in 0..one.len().max(other.len()) {
                step(found, &format!("{place}/{index}"), one.get(index), other.get(index));
            }
        }
        _ => note(found, if place.is_empty() { "body" } else { place }, Some(left), Some(right)),
    }
}

fn step(found: &mut Vec<Difference>, place: &str, left: Option<&Value>, right: Option<&Value>) {
    match (left, right) {
        (Some(left), Some(right)) => descend(found, place, left, right),
        _ => note(found, place, left, right),
    }
}

fn note(found: &mut Vec<Difference>, place: &str, left: Option<&Value>, right: Option<&Value>) {
    if left != right {
        found.push(Difference { place: place.to_owned(), left: left.cloned(), right: right.cloned() });
    }
}
