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
    requests::{client_address, form, json_body},
    secrets::{database_url, key_file, token},
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_inputs_pass() {
        replay::replay("cursor", cursor);
        replay::replay("email", email);
        replay::replay("json_body", json_body);
        replay::replay("form", form);
        replay::replay("client_address", client_address);
        replay::replay("token", token);
        replay::replay("key_file", key_file);
        replay::replay("database_url", database_url);
    }
}
