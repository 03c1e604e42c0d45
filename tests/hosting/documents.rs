//! Tests what describes the program: its help, the description of the API, completions, manual pages.

use std::fs;

use hearth_tests::{CliCommand, TestDir};
use rstest::rstest;

/// All commands, each with what its help must name.
const COMMANDS: [(&[&str], &str); 17] = [
    (&[], "/etc/hearth/server.toml"),
    (&["serve"], "HEARTH_LISTEN"),
    (&["migrate"], "DATABASE_URL"),
    (&["doctor"], "exit code is 1"),
    (&["backup"], "--recipient"),
    (&["restore"], "--undo"),
    (&["export"], "--with-passwords"),
    (&["import"], "--match-accounts"),
    (&["user", "list"], "--after"),
    (&["user", "find"], "HEARTH_DATA_DIR"),
    (&["user", "reset-password"], "HEARTH_PASSWORD_MIN"),
    (&["user", "end-sessions"], "DATABASE_URL"),
    (&["rotate-key"], "HEARTH_DATA_DIR"),
    (&["config", "show"], "--config"),
    (&["openapi"], "openapi.json"),
    (&["completions"], "bash"),
    (&["man"], "man1"),
];

#[test]
fn every_command_teaches_by_examples() {
    for (command, named) in COMMANDS {
        let help = CliCommand::new(command).arg("--help").run().succeeded();
        assert!(help.contains("Examples:\n") && help.contains(named), "{command:?}: {help}");
        let longest = help.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        assert!(longest <= 100, "{command:?} has a line of {longest} characters");
    }
}

#[test]
fn the_description_of_the_api_is_the_documented_one() {
    let printed = CliCommand::new(["openapi"]).run().succeeded();
    let documented = include_str!("../../docs/openapi.json");
    assert!(printed == documented, "it is not docs/openapi.json");
}

#[rstest]
#[case("bash", "complete -F _hearth__server")]
#[case("zsh", "#compdef hearth-server")]
#[case("fish", "complete -c hearth-server")]
#[case("elvish", "hearth-server")]
#[case("powershell", "hearth-server")]
fn each_shell_has_completions(#[case] shell: &str, #[case] part: &str) {
    let script = CliCommand::new(["completions", shell]).run().succeeded();
    assert!(script.contains(part) && script.contains("reset-password"), "{script}");
}

#[test]
fn bash_takes_the_completions_and_completes() {
    let test_dir = TestDir::new();
    let script = test_dir.join("completions");
    fs::write(&script, CliCommand::new(["completions", "bash"]).run().succeeded()).unwrap();
    let ask = "source \"$0\"; COMP_WORDS=(hearth-server user res); COMP_CWORD=2; _hearth__server hearth-server res user; echo \"${COMPREPLY[@]}\"";
    let output = std::process::Command::new("bash").args(["-c", ask]).arg(&script).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "reset-password reset-link", "{output:?}");
}

#[test]
fn manual_pages_are_printed_and_written() {
    let page = CliCommand::new(["man"]).run().succeeded();
    assert!(page.contains(".TH hearth-server 1"), "{page}");
    let test_dir = TestDir::new();
    assert_eq!(CliCommand::new(["man"]).arg(test_dir.path()).run().succeeded(), "");
    for name in ["hearth-server.1", "hearth-server-serve.1", "hearth-server-user-reset-password.1"] {
        assert!(test_dir.join(name).is_file(), "{name} is missing");
    }
    CliCommand::new(["man", "/nowhere/at/all"]).run().expect_refusal("Name an existing directory");
}

#[test]
fn broken_settings_keep_nobody_from_the_manual() {
    let page = CliCommand::new(["man", "--config", "/nowhere"]).env("HEARTH_PAGE_MAX", "0").run().succeeded();
    assert!(page.contains("hearth"));
}
