//! Properties of what parses bytes of clients, of the environment and of files: each takes any input, and panics where the
//! property fails. Fuzz targets call them, and the tests on the inputs that are kept.

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
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::cursor("cursor", cursor)]
    #[case::email("email", email)]
    #[case::json_body("json_body", json_body)]
    #[case::form("form", form)]
    #[case::token("token", token)]
    #[case::key_file("key_file", key_file)]
    #[case::database_url("database_url", database_url)]
    fn kept_inputs_pass(#[case] target: &str, #[case] property: fn(&[u8])) {
        replay::replay(target, property);
    }
}
