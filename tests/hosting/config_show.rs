//! Tests the list of settings that count.

use std::fs;

use hearth_tests::{CliCommand, CliOutput, TestDir};

/// Returns the line of a setting, with single blanks.
#[track_caller]
fn line(shown: &str, key: &str) -> String {
    let line = shown.lines().find(|line| line.trim_start_matches("# ").split([' ', '=']).next() == Some(key));
    let line = line.unwrap_or_else(|| panic!("{key} is not in {shown}"));
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_setting_has_its_value_and_its_source() {
    let test_dir = TestDir::new();
    let file = test_dir.join("server.toml");
    fs::write(&file, "\npage_max = 7\nbody_limit = '9/1h'\ncontent_max = 500\n").unwrap();
    fs::write(test_dir.join(".env"), "HEARTH_DRAFTS_MAX=5\nHEARTH_PAGE_MAX=6\n").unwrap();
    let show = CliCommand::new(["config", "show", "--listen", "127.0.0.1:9", "--config"]).arg(&file);
    let show = show.work_dir(test_dir.path()).env("HOME", test_dir.path()).env("HEARTH_CONTENT_MAX", "600");
    let shown =
        show.env("DATABASE_URL", "postgresql://ada:hunter2@db.example/social").env("SECRET_KEY", "hunter3").run();
    let shown = shown.succeeded();
    for (key, expected) in [
        ("listen", "listen = \"127.0.0.1:9\" # flag --listen".to_owned()),
        ("content_max", "content_max = 600 # environment, HEARTH_CONTENT_MAX".to_owned()),
        ("drafts_max", "drafts_max = 5 # .env, HEARTH_DRAFTS_MAX".to_owned()),
        ("page_max", "page_max = 6 # .env, HEARTH_PAGE_MAX".to_owned()),
        ("body_limit", format!("body_limit = \"9/1h\" # {}, line 3", file.display())),
        ("idle_timeout", "idle_timeout = 180 # default".to_owned()),
        ("trusted_proxies", "# trusted_proxies # not set".to_owned()),
        ("secret_key", "# secret_key = (not shown) # environment, SECRET_KEY".to_owned()),
        (
            "database_url",
            "# database_url = \"postgresql://ada@db.example/social\" # environment, DATABASE_URL".to_owned(),
        ),
    ] {
        assert_eq!(line(&shown, key), expected);
    }
    assert!(!shown.contains("hunter"), "{shown}");
}

#[test]
fn what_is_shown_is_a_file_of_settings() {
    let test_dir = TestDir::new();
    let show = |file: Option<&str>| {
        let command = CliCommand::new(["config", "show"]).env("HOME", test_dir.path());
        let command = if let Some(file) = file { command.arg("--config").arg(test_dir.join(file)) } else { command };
        command.run().succeeded()
    };
    let shown = show(None);
    fs::write(test_dir.join("kept.toml"), &shown).unwrap();
    let values = |shown: &str| {
        let lines = shown.lines().map(|line| line.split('#').next().unwrap_or_default().trim().to_owned());
        lines.collect::<Vec<_>>()
    };
    assert_eq!(values(&show(Some("kept.toml"))), values(&shown));
}

#[test]
fn a_setting_that_cannot_be_used_is_shown_and_named() {
    let test_dir = TestDir::new();
    let show = CliCommand::new(["config", "show"]).env("HOME", test_dir.path()).env("HEARTH_PAGE_MAX", "0");
    let output: CliOutput = show.run();
    output.expect_refusal("HEARTH_PAGE_MAX cannot be \"0\"");
    assert_eq!(line(&output.stdout, "page_max"), "# page_max = 0 # environment, HEARTH_PAGE_MAX: CANNOT BE USED");
    assert_eq!(line(&output.stdout, "idle_timeout"), "idle_timeout = 180 # default");
}

#[test]
fn a_data_directory_that_is_named_has_the_database_address_not_count() {
    let test_dir = TestDir::new();
    let show = CliCommand::new(["config", "show", "--data-dir", "/srv/hearth"]).env("HOME", test_dir.path());
    let shown = show.env("DATABASE_URL", "postgresql://db/x").run().succeeded();
    assert_eq!(line(&shown, "data_dir"), "data_dir = \"/srv/hearth\" # flag --data-dir");
    assert_eq!(line(&shown, "database_url"), "# database_url # set, and ignored because of --data-dir");
}
