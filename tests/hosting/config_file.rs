//! Tests the configuration file: what it sets, what takes precedence over it, and how a mistake in it is named.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, chown},
    path::PathBuf,
};

use hearth_tests::{CliCommand, ServerCommand, TestDir, is_root, skip};
use rstest::rstest;

/// Writes a configuration file, as an owner has it.
fn file(test_dir: &TestDir, text: &str) -> PathBuf {
    let file = test_dir.join("server.toml");
    fs::write(&file, text).unwrap();
    file
}

/// A server that reads this file, on a cluster of its own.
fn server_command(test_dir: &TestDir, text: &str) -> ServerCommand {
    ServerCommand::on(test_dir.data_dir()).arg("--config").arg(file(test_dir, text))
}

async fn posts_in_a_page(command: &ServerCommand) -> usize {
    let server = command.start().await;
    let user = server.user().await;
    for number in 0..4 {
        user.post(&format!("Number {number}")).await;
    }
    let page = server.api().get("/posts/?limit=50", Some(&user.token)).await.expect(200).json();
    assert!(server.stop().await.status.success());
    page.as_array().unwrap().len()
}

#[tokio::test]
async fn a_file_counts_below_dotenv_and_the_environment() {
    let test_dir = TestDir::new();
    let command = server_command(&test_dir, "page_max = 1\n").work_dir(test_dir.path());
    assert_eq!(posts_in_a_page(&command).await, 1);
    fs::write(test_dir.join(".env"), "HEARTH_PAGE_MAX=2\n").unwrap();
    assert_eq!(posts_in_a_page(&command).await, 2);
    assert_eq!(posts_in_a_page(&command.env("HEARTH_PAGE_MAX", "3")).await, 3);
}

#[tokio::test]
async fn a_file_names_the_data_directory_and_the_address() {
    let test_dir = TestDir::new();
    let text = format!("data_dir = '{}'\nlog_format = 'text'\ncors_origins = []\n", test_dir.data_dir().display());
    let command = ServerCommand::without_data_dir().env("HOME", test_dir.path());
    let server = command.arg("--config").arg(file(&test_dir, &text)).start().await;
    assert!(test_dir.data_dir().join("secret.key").is_file());
    let refused =
        reqwest::Client::new().get(format!("{}/posts/", server.address())).header("Origin", "https://a.example");
    let answer = refused.send().await.unwrap();
    assert!(!answer.headers().contains_key("access-control-allow-origin"), "an empty list of origins lets nobody call");
    assert!(server.stop().await.status.success());
}

#[rstest]
#[case::out_of_range("\npage_max = 0\n", 2, "page_max cannot be 0. It takes a whole number from 1 to 1000.")]
#[case::wrong_type("page_max = 'many'\n", 1, "page_max cannot be a text. It takes a whole number")]
#[case::unknown("# first\n\npagemax = 1\n", 3, "there is no setting \"pagemax\". Did you mean \"page_max\"?")]
#[case::section("[limits]\nlogin = '1/1h'\n", 1, "there is no setting \"limits\"")]
#[case::no_toml("page_max 1\n", 1, "it is no TOML")]
#[case::list("trusted_proxies = ['10.0.0.0/8', 'proxy']\n", 1, "trusted_proxies cannot be \"proxy\"")]
#[case::address("database_url = 'mysql://a:hunter2@b/c'\n", 1, "database_url is no address of a database")]
#[tokio::test]
async fn a_mistake_is_named_with_its_line(#[case] text: &str, #[case] line: usize, #[case] sentence: &str) {
    let test_dir = TestDir::new();
    let refused = server_command(&test_dir, text).try_start().await.err().unwrap();
    refused.expect_refusal(sentence);
    refused.expect_refusal(&format!("server.toml, line {line},"));
    assert!(!refused.stderr.contains("hunter2"), "{}", refused.stderr);
    assert!(!test_dir.data_dir().exists(), "nothing is begun");
}

#[test]
fn a_file_that_others_may_write_is_refused() {
    let test_dir = TestDir::new();
    let file = file(&test_dir, "page_max = 1\n");
    let show = || CliCommand::new(["config", "show", "--config"]).arg(&file).run();
    fs::set_permissions(&file, PermissionsExt::from_mode(0o666)).unwrap();
    show().expect_refusal("everybody may write to it");
    fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
    assert!(show().succeeded().contains("page_max = 1"));
    CliCommand::new(["config", "show", "--config", "/nowhere/server.toml"]).run().expect_refusal("cannot be read");
    if !is_root() {
        return skip("only root can give a file away");
    }
    chown(&file, Some(4711), None).unwrap();
    show().expect_refusal("is another user's");
}
