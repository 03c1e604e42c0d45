//! Generates JSON bodies in which something is wrong.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::{emails, forms, once_in, pick, values};
use crate::{
    model::Model,
    request::{Body, Encoding, Request, Target, json_text},
};

/// Fields that nobody has asked for.
const EXTRA: [&str; 6] = ["extra", "id", "owner_id", "vote", "Title", ""];

/// Makes the body unusual or wrong.
pub(super) fn change(rng: &mut Rng, model: &mut Model, request: &mut Request) {
    match std::mem::replace(&mut request.body, Body::None) {
        Body::Form(fields) => forms::change(rng, request, fields),
        Body::Json(Value::Object(object)) if !object.is_empty() && !once_in(rng, 3) => {
            let object = fields(rng, model, object);
            request.body = Body::Json(Value::Object(object));
        }
        Body::Json(value) => {
            request.body = whole(rng, &value);
            if matches!(request.body, Body::Raw(_)) && once_in(rng, 6) {
                request.set("content-type", Some(b"text/plain"));
            }
        }
        // A body where none belongs, now and then.
        Body::None if once_in(rng, 3) => {
            request.body = Body::Raw(b"{\"a\": ".to_vec());
            request.set("content-type", Some(b"application/json"));
        }
        other => request.body = other,
    }
    if matches!(request.target, Target::Vote(_)) && !request.body_text().contains("«post ") {
        request.target = Target::Vote(None);
    }
}

/// Changes some fields.
fn fields(rng: &mut Rng, model: &mut Model, mut object: Map<String, Value>) -> Map<String, Value> {
    let names: Vec<String> = object.keys().cloned().collect();
    for name in [pick(rng, &names), pick(rng, &names)].into_iter().take(rng.usize(1..3)) {
        match rng.u8(0..8) {
            0 => drop(object.remove(&name)),
            1 => drop(object.insert(pick(rng, &EXTRA).to_owned(), values::any(rng))),
            2 if name == "post_id" => drop(object.insert(name, json!(pick(rng, &["1", "true", "1e0"])))),
            3..6 if name == "email" => drop(object.insert(name, json!(emails::any(rng, model)))),
            _ => drop(object.insert(name, values::any(rng))),
        }
    }
    object
}

/// Changes what the body is as a whole.
fn whole(rng: &mut Rng, value: &Value) -> Body {
    let text = json_text(value);
    let raw = match rng.u8(0..16) {
        0 => {
            let encodings = [
                Encoding::Utf8Bom,
                Encoding::Utf16Le,
                Encoding::Utf16Be,
                Encoding::Utf16Bom,
                Encoding::Utf32Le,
                Encoding::Latin1,
            ];
            return Body::Encoded(pick(rng, &encodings), value.clone());
        }
        1 => text[..text.floor_char_boundary(rng.usize(..text.len()))].to_owned(),
        2 => format!("{text}{text}"),
        3 => format!(" \r\n\t{text} \n"),
        4 => format!("{text}\0"),
        5 => format!("[{text}]"),
        6 => text.replacen(':', "", 1),
        7 => text.replacen(',', ",,", 1),
        8 => text.replacen('}', ",}", 1),
        9 => text.replacen('{', r#"{"title":1,"email":1,"dir":1,"#, 1),
        10 => text.replacen('{', "{\n", 1).replacen(':', ":\n\n x", 1),
        11 => format!("{{\"padding\": \"{}\"}}", "x".repeat(if once_in(rng, 4) { 1_100_000 } else { 10_000 })),
        12 => (pick(rng, &["[".repeat(100_000), "{\"a\":".repeat(500), "[".repeat(200)])).clone(),
        13 => return Body::Raw([text.as_bytes(), pick(rng, &[&b"\xff"[..], b"\xc3", b"\xed\xa0\x80"])].concat()),
        14 => return Body::None,
        _ => (pick(
            rng,
            &["null", "[]", "{}", "true", "1", "1.5", "\"text\"", " ", "\u{feff}", "NaN", "-", "nul", "''", "\"", "{"],
        ))
        .to_owned(),
    };
    Body::Raw(raw.into_bytes())
}
