//! Gathers the messages, which errors are worded with.

#[path = "../src-tauri/build/messages.rs"]
mod messages;

fn main() {
    messages::gather("../locales".as_ref()).expect("locales/ can be read");
}
