use std::{env, fs};

use serde_json::Value;

use super::{openapi_json, routes};
use crate::openapi::finish;

/// The file for review, and for who generates a client.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");

/// Fails when the API was changed and the file was not: `make openapi` renews it.
#[test]
fn the_file_is_current() {
    let document = openapi_json();
    if env::var_os("HEARTH_WRITE_OPENAPI").is_some() {
        fs::write(FILE, document).unwrap();
    } else {
        let written = fs::read_to_string(FILE).unwrap_or_default();
        assert!(written == document, "docs/openapi.json is stale: run `make openapi`");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = serde_json::to_value(finish(routes().into_openapi())).unwrap();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        let target = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
        assert!(target.is_some(), "{reference}");
    }
}

fn collect<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(object) => {
            references.extend(object.get("$ref").and_then(Value::as_str));
            object.values().for_each(|value| collect(value, references));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}
