//! Tests the documented environment.

use std::{
    path::Path,
    process::{Command, Output},
    time::{SystemTime, UNIX_EPOCH},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hearth_tests::{Binaries, ServerCommand, TestDir, unique_email};
use rstest::rstest;
use serde_json::{Value, json};

#[tokio::test]
async fn applies_settings() {
    let test_dir = TestDir::new();
    let server_command = ServerCommand::on(test_dir.data_dir())
        .env("ACCESS_TOKEN_EXPIRE_MINUTES", "5")
        .env("ALGORITHM", "HS256")
        .env("HEARTH_PASSWORD_MIN", "12")
        .env("HEARTH_PAGE_MAX", "2");
    let server = server_command.start().await;
    let user = server.user().await;

    let claims = BASE64_URL_SAFE_NO_PAD.decode(user.token.split('.').nth(1).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    assert!((now + 240..=now + 300).contains(&claims["exp"].as_u64().unwrap()), "{claims} at {now}");

    let account = |password: &str| json!({ "email": unique_email(), "password": password });
    let _ = server.api().post("/users/", None, &account("elevenchars")).await.expect(422);
    let _ = server.api().post("/users/", None, &account("twelve chars")).await.expect(201);

    for number in 0..3 {
        user.post(&format!("Number {number}")).await;
    }
    let page = server.api().get("/posts/?limit=50", Some(&user.token)).await.expect(200).json();
    assert_eq!(page.as_array().unwrap().len(), 2);
}

#[rstest]
#[case::algorithm_none("ALGORITHM", "none")]
#[case::expiry_zero("ACCESS_TOKEN_EXPIRE_MINUTES", "0")]
#[case::expiry_word("ACCESS_TOKEN_EXPIRE_MINUTES", "soon")]
#[case::bcrypt_cost_too_low("HEARTH_BCRYPT_COST", "3")]
#[case::password_min_too_high("HEARTH_PASSWORD_MIN", "73")]
#[case::page_max_negative("HEARTH_PAGE_MAX", "-1")]
#[case::request_timeout_zero("HEARTH_REQUEST_TIMEOUT", "0")]
#[case::idle_timeout_zero("HEARTH_IDLE_TIMEOUT", "0")]
#[case::too_few_connections("HEARTH_DATABASE_CONNECTIONS", "2")]
#[case::one_connection("HEARTH_CONNECTIONS", "1")]
#[case::connections_off("HEARTH_CONNECTIONS", "off")]
#[case::no_connection_per_address("HEARTH_CONNECTIONS_PER_ADDRESS", "0")]
#[case::common_passwords_word("HEARTH_PASSWORD_COMMON", "yes")]
#[case::public_emails_word("HEARTH_PUBLIC_EMAILS", "none")]
#[case::user_lookup_limit_without_period("HEARTH_USER_LOOKUP_LIMIT", "60")]
#[case::body_limit_in_megabytes("HEARTH_BODY_LIMIT", "64MB/1h")]
#[case::rate_limit_word("HEARTH_RATE_LIMIT", "no")]
#[case::sign_up_limit_without_period("HEARTH_RATE_LIMIT_SIGN_UP", "10")]
#[case::login_limit_zero("HEARTH_RATE_LIMIT_LOGIN", "0/1h")]
#[case::account_limit_in_words("HEARTH_RATE_LIMIT_ACCOUNT", "10/1 hour")]
#[case::post_limit_zero("HEARTH_POST_LIMIT", "0/1h")]
#[case::edit_limit_without_period("HEARTH_EDIT_LIMIT", "60")]
#[case::vote_limit_in_words("HEARTH_VOTE_LIMIT", "many")]
#[case::content_max_zero("HEARTH_CONTENT_MAX", "0")]
#[case::content_max_too_high("HEARTH_CONTENT_MAX", "1000001")]
#[case::drafts_max_word("HEARTH_DRAFTS_MAX", "none")]
#[tokio::test]
async fn names_invalid_settings(#[case] name: &str, #[case] value: &str) {
    let test_dir = TestDir::new();
    let refused = ServerCommand::on(test_dir.data_dir()).env(name, value).try_start().await.err().unwrap();
    refused.expect_refusal(&format!("{name} cannot be {value:?}"));
}

#[rstest]
#[case::proxy_by_name("HEARTH_TRUSTED_PROXIES", "10.0.0.0/8, proxy.example", "proxy.example")]
#[case::proxy_mask_too_long("HEARTH_TRUSTED_PROXIES", "10.0.0.0/33", "10.0.0.0/33")]
#[case::origin_without_scheme("HEARTH_CORS_ORIGINS", "https://one.example,two.example", "two.example")]
#[case::origin_with_path("HEARTH_CORS_ORIGINS", "https://one.example/path", "https://one.example/path")]
#[case::origin_star_in_a_list("HEARTH_CORS_ORIGINS", "https://one.example, *", "*")]
#[tokio::test]
async fn names_invalid_list_items(#[case] name: &str, #[case] value: &str, #[case] entry: &str) {
    let test_dir = TestDir::new();
    let refused = ServerCommand::on(test_dir.data_dir()).env(name, value).try_start().await.err().unwrap();
    refused.expect_refusal(&format!("{name} cannot be {entry:?}"));
}

#[test]
fn treats_empty_settings_as_unset() {
    let serve = |listen: &str, format: &str| {
        let mut command = Command::new(Binaries::server());
        command.arg("serve").env_clear().current_dir("/");
        command.env("HEARTH_LISTEN", listen).env("HEARTH_LOG_FORMAT", format);
        // It gets no further than this.
        command.env("DATABASE_URL", "postgresql://ada@127.0.0.1:1/social");
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    assert!(serve("127.0.0.1:0", "").contains("SECRET_KEY is not set"));
    let anywhere = serve("", "");
    // Whether or not something else listens there.
    assert!(anywhere.contains("SECRET_KEY is not set") || anywhere.contains("listens on 127.0.0.1:8000"), "{anywhere}");
    assert!(serve("nowhere", "").contains(r#"HEARTH_LISTEN cannot be "nowhere""#));
    assert!(serve("127.0.0.1:0", "xml").contains(r#"HEARTH_LOG_FORMAT cannot be "xml""#));
    assert!(serve("192.0.2.1:8000", "json").contains("It is not possible to listen on 192.0.2.1:8000"));
}

#[test]
fn prints_help_and_version() {
    let help = run(&["serve", "--help"]);
    let text = String::from_utf8(help.stdout).unwrap();
    for option in ["--listen", "--data-dir", "--database-url", "--log-format"] {
        assert!(text.contains(option), "{text}");
    }
    assert!(run(&["--version"]).status.success());
    assert!(!run(&["serve", "--listen", "nowhere"]).status.success());
    assert!(!run(&["serve", "--data-dir", "/x", "--database-url", "postgresql://x"]).status.success());
}

#[test]
fn needs_no_desktop_libraries() {
    let output = Command::new("ldd").arg(Binaries::server()).output().unwrap();
    let libraries = String::from_utf8(output.stdout).unwrap();
    assert!(libraries.contains("libc.so"), "{libraries}");
    for library in ["gtk", "webkit", "libX11", "wayland", "dbus", "libpq"] {
        assert!(!libraries.contains(library), "{libraries}");
    }
}

fn run(args: &[&str]) -> Output {
    Command::new(Binaries::server()).args(args).env_clear().current_dir(Path::new("/")).output().unwrap()
}
