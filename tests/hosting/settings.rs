//! The documented environment.

use std::{
    path::Path,
    process::{Command, Output},
    time::{SystemTime, UNIX_EPOCH},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hearth_tests::{Binaries, Launch, Place, user::unique_email};
use serde_json::{Value, json};

#[tokio::test]
async fn what_an_owner_sets_holds() {
    let place = Place::new();
    let launch = Launch::on(place.data_dir())
        .env("ACCESS_TOKEN_EXPIRE_MINUTES", "5")
        .env("ALGORITHM", "HS256")
        .env("HEARTH_PASSWORD_MIN", "12")
        .env("HEARTH_PAGE_MAX", "2");
    let server = launch.start().await;
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

#[tokio::test]
async fn what_cannot_be_used_is_named() {
    let place = Place::new();
    for (name, value) in [
        ("ALGORITHM", "none"),
        ("ACCESS_TOKEN_EXPIRE_MINUTES", "0"),
        ("ACCESS_TOKEN_EXPIRE_MINUTES", "soon"),
        ("HEARTH_BCRYPT_COST", "3"),
        ("HEARTH_PASSWORD_MIN", "73"),
        ("HEARTH_PAGE_MAX", "-1"),
        ("HEARTH_REQUEST_TIMEOUT", "0"),
        ("HEARTH_RATE_LIMIT", "no"),
        ("HEARTH_RATE_LIMIT_SIGN_UP", "10"),
        ("HEARTH_RATE_LIMIT_LOGIN", "0/1h"),
        ("HEARTH_RATE_LIMIT_ACCOUNT", "10/1 hour"),
    ] {
        let refused = Launch::on(place.data_dir()).env(name, value).try_start().await.err().unwrap();
        refused.expect_refusal(&format!("{name} cannot be {value:?}"));
    }
}

#[tokio::test]
async fn what_cannot_be_used_in_a_list_is_named() {
    let place = Place::new();
    for (name, value, entry) in [
        ("HEARTH_TRUSTED_PROXIES", "10.0.0.0/8, proxy.example", "proxy.example"),
        ("HEARTH_TRUSTED_PROXIES", "10.0.0.0/33", "10.0.0.0/33"),
        ("HEARTH_CORS_ORIGINS", "https://one.example,two.example", "two.example"),
        ("HEARTH_CORS_ORIGINS", "https://one.example/path", "https://one.example/path"),
        ("HEARTH_CORS_ORIGINS", "https://one.example, *", "*"),
    ] {
        let refused = Launch::on(place.data_dir()).env(name, value).try_start().await.err().unwrap();
        refused.expect_refusal(&format!("{name} cannot be {entry:?}"));
    }
}

#[test]
fn what_is_empty_is_as_not_set() {
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
fn help_and_version_are_told() {
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
fn it_needs_no_desktop() {
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
