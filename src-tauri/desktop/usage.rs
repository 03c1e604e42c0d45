//! Answers the arguments of the program that open no window.

use super::autostart::HIDDEN;

/// What `--help` prints.
const HELP: &str = "\
Usage: hearth [LINK] [--hidden]

Opens the Hearth app, or brings the window that is already open to the front.

Arguments:
  LINK       Opens a post, for example hearth://post/7

Options:
  --hidden       Starts in the tray, where the setting \"Keep Hearth in the tray\" is on
  -h, --help     Prints this help
  -V, --version  Prints the version

Environment:
  HEARTH_DATA_DIR  The directory for data; by default $XDG_DATA_HOME/hearth or ~/.local/share/hearth

To run a server without a window: hearth-server --help
";

/// Returns the first option that there is not.
pub(crate) fn unknown_option(arguments: impl IntoIterator<Item = String>) -> Option<String> {
    const KNOWN: [&str; 5] = [HIDDEN, "-h", "--help", "-V", "--version"];
    arguments.into_iter().find(|argument| argument.starts_with('-') && !KNOWN.contains(&argument.as_str()))
}

/// Returns what is printed in place of opening a window; none where a window opens. `arguments` is without the program's name.
pub(crate) fn answer(arguments: impl IntoIterator<Item = String>) -> Option<String> {
    arguments.into_iter().find_map(|argument| match argument.as_str() {
        "-h" | "--help" => Some(HELP.to_owned()),
        "-V" | "--version" => Some(format!("hearth {}\n", env!("CARGO_PKG_VERSION"))),
        _ => None,
    })
}
