//! Tests the address of a server as people mistype it: what is wrong is said at the field, which keeps what was typed.

use std::time::{Duration, Instant};

use hearth_tests::{
    Appearance, CONDITION_TIMEOUT, DesktopSession, ServerCommand, TestDir, Window,
    stub::{Authority, Identity, StubServer, WELCOME},
};
use thirtyfour::prelude::By;

/// Reads what is said at the field of the address now; none where all is well.
async fn said(window: &Window) -> Option<String> {
    const SAID: &str = "
        const field = document.querySelector('[name=address][aria-invalid]');
        return field && document.getElementById(field.getAttribute('aria-describedby')).textContent;";
    window.eval(SAID, Vec::new()).await
}

/// Enters an address and connects; returns what is said at the field then.
async fn error_at_field(window: &Window, address: &str) -> String {
    // What was said of the address before goes with the attempt.
    window.fill("address", address).await;
    window.find(By::Css("form button[type=submit]")).await.click().await.unwrap();
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    loop {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let busy = window.driver().find_all(By::Css("form [aria-busy]")).await.unwrap();
        if busy.is_empty()
            && let Some(said) = said(window).await
        {
            return said;
        }
        assert!(Instant::now() < deadline, "nothing is said of {address}");
    }
}

/// Returns whether a text has words of a program rather than of a person: `Other(OtherError(…))`, `{ kind: … }`,
/// `a::b`.
fn looks_like_debug(text: &str) -> bool {
    let call = |at: usize| text[..at].ends_with(|before: char| before.is_alphanumeric());
    text.match_indices('(').any(|(at, _)| call(at)) || text.contains("::") || text.contains(['{', '}', '_'])
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

/// Servers of every kind that can be behind an address, each with the address and what is to be said of it.
struct Wrong {
    cases: Vec<(String, &'static str)>,
    _servers: Vec<StubServer>,
    _hearth: (TestDir, hearth_tests::Server),
}

impl Wrong {
    async fn start(trusted: &Authority) -> Self {
        let unknown = Authority::new();
        let now = (2020, 2100);
        let test_dir = TestDir::new();
        let hearth = ServerCommand::on(test_dir.data_dir()).start().await;
        let hearth_port = hearth.address().rsplit(':').next().unwrap().trim_end_matches('/').to_owned();
        let mut cases = vec![
            ("no-such-host.invalid".to_owned(), "Can’t find no-such-host.invalid."),
            ("http://127.0.0.1:1".to_owned(), "refused the connection"),
            ("http://".to_owned(), "This isn’t a server address."),
            ("ftp://hearth.example.org".to_owned(), "not ftp://"),
            (format!("https://localhost:{hearth_port}"), "doesn’t support secure connections"),
            (format!("http://localhost:{hearth_port}/elsewhere"), "isn’t a Hearth server"),
        ];
        let mut servers = Vec::new();
        for (scheme, said, server) in [
            ("https", "is self-signed, or its issuer", StubServer::tls(Identity::self_signed("localhost"), WELCOME)),
            ("https", "is self-signed, or its issuer", StubServer::tls(unknown.certify("localhost", now), WELCOME)),
            ("https", "has expired", StubServer::tls(trusted.certify("localhost", (2001, 2002)), WELCOME)),
            ("https", "isn’t valid yet", StubServer::tls(trusted.certify("localhost", (2098, 2099)), WELCOME)),
            ("https", "is for another name", StubServer::tls(trusted.certify("hearth.example.org", now), WELCOME)),
            ("http", "accepts only secure connections", StubServer::tls(trusted.certify("localhost", now), WELCOME)),
        ] {
            let server = server.await;
            cases.push((format!("{scheme}://localhost:{}", server.port()), said));
            servers.push(server);
        }
        let openssl = StubServer::tls(Identity::self_signed_authority("localhost"), WELCOME).await;
        cases.push((format!("https://localhost:{}", openssl.port()), "is self-signed, or its issuer"));
        servers.push(openssl);
        let elsewhere = answer("302 Found", "location: https://hearth.example.org/login?a=b\r\n", "");
        for (scheme, said, answer) in [
            ("https", "doesn’t support secure connections", WELCOME.to_owned()),
            ("http", "isn’t a Hearth server", answer("200 OK", "content-type: text/html\r\n", "<p>It works!</p>")),
            ("http", "isn’t a Hearth server", answer("200 OK", "", "{\"version\": {\"number\": 8}}")),
            ("http", "isn’t a Hearth server", answer("404 Not Found", "", "nothing here")),
            ("http", "isn’t a Hearth server", answer("400 Bad Request", "", "<center>plain HTTP</center>")),
            ("http", "reported an error (status 502)", answer("502 Bad Gateway", "", "<h1>nginx</h1>")),
            ("http", "redirects to https://hearth.example.org/login. If you trust", elsewhere),
            ("http", "a response that Hearth doesn’t understand", String::new()),
            ("http", "a response that Hearth doesn’t understand", "SSH-2.0-OpenSSH_9.2\r\n".to_owned()),
        ] {
            let server = StubServer::plain(&answer).await;
            cases.push((format!("{scheme}://127.0.0.1:{}", server.port()), said));
            servers.push(server);
        }
        Self { cases, _servers: servers, _hearth: (test_dir, hearth) }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn shows_address_errors_at_the_field() {
    let mut desktop = DesktopSession::new();
    let trusted = Authority::new();
    let test_dir = TestDir::new();
    trusted.write(&test_dir.join("trusted.pem"));
    desktop.set("SSL_CERT_FILE", &test_dir.join("trusted.pem").display().to_string());
    let wrong = Wrong::start(&trusted).await;
    let window = desktop.open().await;
    window.see("Where do you want to connect?").await;
    for (address, expected) in &wrong.cases {
        let said = error_at_field(&window, address).await;
        assert!(said.contains(expected), "of {address} is said: {said}");
        assert!(!looks_like_debug(&said), "of {address} is said: {said}");
        let field = window.find(By::Css("[name=address]")).await;
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some(address.as_str()), "what was typed is kept");
        assert_eq!(window.focused().await, "Server address");
        assert!(!window.shows("couldn’t start").await, "{address}");
    }

    window.set_appearance(Appearance { language: "ar", ..Appearance::USUAL }).await;
    for (address, _) in &wrong.cases {
        let said = error_at_field(&window, address).await;
        let names = [
            "Hearth",
            "hearth.example.org",
            "login",
            "localhost",
            "no-such-host.invalid",
            "https",
            "http",
            "ftp",
            "application/json",
            "text/html",
        ];
        let rest = names.iter().fold(said.clone(), |rest, name| rest.replace(name, ""));
        assert!(!rest.chars().any(|letter| letter.is_ascii_alphabetic()), "of {address} is said: {said}");
    }
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn gives_up_on_a_silent_server() {
    let mut desktop = DesktopSession::new();
    let silent = StubServer::silent().await;
    let window = desktop.open().await;
    for scheme in ["http", "https"] {
        let began = Instant::now();
        let said = error_at_field(&window, &format!("{scheme}://127.0.0.1:{}", silent.port())).await;
        assert!(said.contains("isn’t responding. Check the address"), "{said}");
        assert!(began.elapsed() < Duration::from_secs(11), "it took {:?}", began.elapsed());
    }

    // Nobody has to wait for it.
    window.find(By::Css("form button[type=submit]")).await.click().await.unwrap();
    window.press("Use this computer").await;
    window.see("Create your account").await;
    tokio::time::sleep(Duration::from_secs(16)).await;
    assert!(window.shows("Create your account").await, "the first choice came back");
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn follows_and_keeps_a_redirect_to_tls() {
    let mut desktop = DesktopSession::new();
    let trusted = Authority::new();
    let test_dir = TestDir::new();
    trusted.write(&test_dir.join("trusted.pem"));
    desktop.set("SSL_CERT_FILE", &test_dir.join("trusted.pem").display().to_string());
    let server = StubServer::tls(trusted.certify("localhost", (2020, 2100)), WELCOME).await;
    let to = format!("location: https://localhost:{}/\r\n", server.port());
    let gate = StubServer::plain(&answer("308 Permanent Redirect", &to, "")).await;
    let typed = format!("http://localhost:{}", gate.port());

    let window = desktop.open().await;
    window.connect_to(&typed).await;
    window.see("Create an account").await;
    window.see(&format!("localhost:{}", server.port())).await;

    // Back to the choice, there and at the next start: what was typed stands there still.
    window.press("Change server").await;
    let stands_there = async |window: &Window| {
        let field = window.find(By::Css("[name=address]")).await;
        field.prop("value").await.unwrap()
    };
    assert_eq!(stands_there(&window).await.as_deref(), Some(typed.as_str()));
    desktop.close(window).await;
    let window = desktop.open().await;
    assert_eq!(stands_there(&window).await.as_deref(), Some(typed.as_str()));
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn starts_while_the_server_is_away() {
    let mut desktop = DesktopSession::new();
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let address = server.address();
    let window = desktop.open().await;
    window.connect_to(&address).await;
    window.see("Create an account").await;
    desktop.close(window).await;
    server.stop().await;

    let window = desktop.open().await;
    window.see("Can’t connect to the server").await;
    window.see("refused the connection").await;
    assert!(!window.shows("couldn’t start").await);
    window.press("Change server").await;
    let field = window.find(By::Css("[name=address]")).await;
    assert_eq!(field.prop("value").await.unwrap().as_deref(), Some(address.as_str()));

    // There is a way back, to where one was.
    window.press("Back").await;
    window.see("Can’t connect to the server").await;
    desktop.close(window).await;
}
