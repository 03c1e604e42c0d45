//! Properties of what parses bytes of clients, of the environment and of files: each takes any input, and panics where the
//! property fails. Fuzz targets call them, and the tests on the inputs that are kept.
#![allow(clippy::missing_panics_doc, reason = "a property fails by panicking")]

mod cursors;
mod email;
#[cfg(test)]
#[path = "../../../../fuzz/replay.rs"]
mod replay;
mod requests;
mod secrets;

pub use self::{
    cursors::cursor,
    email::email,
    requests::{form, json_body},
    secrets::{database_url, key_file, token},
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_inputs_pass() {
        let targets: [(&str, fn(&[u8])); 7] = [
            ("cursor", cursor),
            ("email", email),
            ("json_body", json_body),
            ("form", form),
            ("token", token),
            ("key_file", key_file),
            ("database_url", database_url),
        ];
        for (target, property) in targets {
            replay::replay(target, property);
        }
    }
}
