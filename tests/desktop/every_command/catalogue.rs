//! Reads the catalogue of commands and their names, from their sources.

use std::{collections::HashMap, fs, path::Path};

use hearth_tests::keyboard::{ALT, CONTROL, DELETE, DOWN, ENTER, ESCAPE, Keysym, LEFT, SHIFT};

/// F1; the others follow.
const F1: Keysym = 0xffbe;

/// A command of the catalogue.
pub(super) struct Command {
    pub(super) id: String,
    /// What it is called in the message files.
    pub(super) message: String,
    /// The keys that do it, as the catalogue writes them.
    pub(super) keys: Vec<String>,
}

/// Reads all commands.
pub(super) fn commands() -> Vec<Command> {
    let source = read("ui/src/lib/commands/catalogue.ts");
    let table = source.split_once("export const COMMANDS = [").unwrap().1.split_once("] as const").unwrap().0;
    let commands: Vec<_> = table.split("{ id: ").skip(1).chain(table.split("{\n    id: ").skip(1)).collect();
    let mut commands: Vec<_> = commands.into_iter().map(command).collect();
    // Closing the window and quitting begin the window anew, which costs most.
    commands.sort_by_key(|command| matches!(command.id.as_str(), "close" | "quit"));
    assert_eq!(commands.len(), table.matches(" message: ").count(), "the catalogue is written in another way");
    commands
}

fn command(entry: &str) -> Command {
    let (id, rest) = quoted(entry);
    let (message, rest) = quoted(rest);
    let mut keys = rest.split_once("keys: [").unwrap().1.split_once(']').unwrap().0;
    let mut found = Vec::new();
    while keys.contains('"') {
        let (key, rest) = quoted(keys);
        found.push(key.to_owned());
        keys = rest;
    }
    Command { id: id.to_owned(), message: message.to_owned(), keys: found }
}

/// The first text in quotes, and what follows it.
fn quoted(text: &str) -> (&str, &str) {
    text.split_once('"').unwrap().1.split_once('"').unwrap()
}

/// Reads the messages of a language that are on one line, and may be a command's.
pub(super) fn messages(language: &str) -> HashMap<String, String> {
    let files = ["commands", "appearance", "native"].map(|name| read(&format!("locales/{language}/{name}.ftl")));
    let lines = files.iter().flat_map(|file| file.lines()).filter_map(|line| line.split_once(" = "));
    lines.map(|(name, words)| (name.to_owned(), words.to_owned())).collect()
}

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file)).unwrap()
}

/// The keys of a notation such as `g h` or `Mod+Shift+8`: presses one after the other, each of keys together.
pub(super) fn keysyms(notation: &str) -> Vec<Vec<Keysym>> {
    notation.split(' ').map(chord).collect()
}

fn chord(notation: &str) -> Vec<Keysym> {
    let mut keys = Vec::new();
    let mut rest = notation;
    for (name, key) in [("Mod+", CONTROL), ("Alt+", ALT), ("Shift+", SHIFT)] {
        if let Some(after) = rest.strip_prefix(name) {
            keys.push(key);
            rest = after;
        }
    }
    keys.push(key(rest));
    keys
}

fn key(name: &str) -> Keysym {
    match name {
        "Enter" => ENTER,
        "Escape" => ESCAPE,
        "Delete" => DELETE,
        "ArrowLeft" => LEFT,
        "ArrowDown" => DOWN,
        _ => match name.strip_prefix('F').and_then(|number| number.parse::<Keysym>().ok()) {
            Some(number) => F1 + number - 1,
            None => u32::from(name.to_lowercase().chars().next().unwrap()),
        },
    }
}
