use std::{env, fs};

use super::finish;
use crate::routes;

/// For review, and for who generates a client.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");

/// A change of the API shows as a change of the file. `make openapi` renews it.
#[test]
fn the_file_is_current() {
    let document = finish(routes::routes().into_openapi()).to_pretty_json().unwrap() + "\n";
    if env::var_os("HEARTH_WRITE_OPENAPI").is_some() {
        fs::write(FILE, document).unwrap();
    } else {
        let written = fs::read_to_string(FILE).unwrap_or_default();
        assert!(written == document, "docs/openapi.json is stale: run `make openapi`");
    }
}
