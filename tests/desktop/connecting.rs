//! Tests what a person can do about an address that does not connect: look at a certificate and trust it, go on without
//! encryption, follow a redirect.

use std::{
    fs,
    time::{Duration, Instant},
};

use hearth_tests::{
    CONDITION_TIMEOUT, DesktopSession, TestDir, Window,
    hostile::{HostileServer, Reply, json},
    stub::{Authority, Identity, StubServer, WELCOME},
};
use serde_json::json;
use thirtyfour::prelude::By;

/// Returns the text of what is offered below the field of the address.
async fn offered(window: &Window) -> String {
    window.find(By::Css("section[aria-label='What you can do']")).await.text().await.unwrap()
}

async fn field(window: &Window) -> String {
    window.find(By::Css("[name=address]")).await.prop("value").await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn trusts_a_certificate_and_warns_when_it_changes() {
    let mut desktop = DesktopSession::new();
    let (first, second) = (Identity::self_signed("localhost"), Identity::self_signed("localhost"));
    let fingerprints = [first.fingerprint(), second.fingerprint()];
    let server = StubServer::tls(first, WELCOME).await;
    let port = server.port();
    let address = format!("localhost:{port}");
    let window = desktop.open().await;
    window.connect_to(&format!("https://{address}")).await;
    window.see("is self-signed, or its issuer").await;
    let shown = offered(&window).await;
    assert!(shown.contains(&fingerprints[0]) && shown.contains("localhost") && shown.contains("rcgen"), "{shown}");
    assert_eq!(field(&window).await, format!("https://{address}"));
    window.press("Trust this certificate").await;
    window.see("Create an account").await;
    desktop.close(window).await;

    // It is trusted at the next start too, and no other in its place.
    let window = desktop.open().await;
    window.see("Create an account").await;
    desktop.close(window).await;
    server.stop().await;
    let _server = StubServer::tls_at(port, second, WELCOME).await;
    let window = desktop.open().await;
    window.see("isn’t the one you trusted").await;
    window.press("Change server").await;
    window.press("Connect").await;
    window.see("Someone may be intercepting").await;
    let shown = offered(&window).await;
    assert!(shown.contains(&fingerprints[1]) && !shown.contains(&fingerprints[0]), "{shown}");
    window.press("Trust this certificate").await;
    window.see("Create an account").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_and_misnamed_certificates_are_shown_and_not_offered() {
    let mut desktop = DesktopSession::new();
    let trusted = Authority::new();
    let test_dir = TestDir::new();
    trusted.write(&test_dir.join("trusted.pem"));
    desktop.set("SSL_CERT_FILE", &test_dir.join("trusted.pem").display().to_string());
    let window = desktop.open().await;
    for (identity, said, shown) in [
        (trusted.certify("localhost", (2001, 2002)), "has expired", "2002"),
        (trusted.certify("hearth.example.org", (2020, 2100)), "is for another name", "hearth.example.org"),
    ] {
        let server = StubServer::tls(identity, WELCOME).await;
        window.connect_to(&format!("https://localhost:{}", server.port())).await;
        window.see(said).await;
        let offer = offered(&window).await;
        assert!(offer.contains(shown) && !offer.contains("Trust"), "{offer}");
    }
    desktop.close(window).await;
}

/// A proxy to a server whose name is of no private network.
async fn proxy() -> HostileServer {
    HostileServer::start(|target| match target {
        "GET http://hearth.example.org/" => Reply::json(&json!({ "message": "Welcome to the Social Media App" }), None),
        _ => Reply::Whole(json(&json!({ "detail": "Not Found" }), None).replacen("200 OK", "404 Not Found", 1)),
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_http_waits_for_consent() {
    let mut desktop = DesktopSession::new();
    let proxy = proxy().await;
    desktop.set("http_proxy", &proxy.address());
    desktop.set("no_proxy", "localhost,127.0.0.1");
    let window = desktop.open().await;
    window.connect_to("http://hearth.example.org").await;
    window.see("Anyone on the way can read your password").await;
    assert_eq!(field(&window).await, "http://hearth.example.org");
    window.press("Connect without encryption").await;
    window.see("Create an account").await;
    // Who agreed is not asked again.
    window.press("Change server").await;
    window.press("Connect").await;
    window.see("Create an account").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn uses_the_proxy_of_the_desktop_settings() {
    let mut desktop = DesktopSession::new();
    let proxy = proxy().await;
    let port = proxy.address().rsplit(':').next().unwrap().to_owned();
    let settings = desktop.config_dir().join("glib-2.0/settings");
    fs::create_dir_all(&settings).unwrap();
    let manual = "[system/proxy]\nmode='manual'\n\n[system/proxy/http]\nhost='127.0.0.1'\n";
    fs::write(settings.join("keyfile"), format!("{manual}port={port}\n")).unwrap();
    desktop.set("GSETTINGS_BACKEND", "keyfile");
    desktop.set("XDG_CURRENT_DESKTOP", "GNOME");
    let window = desktop.open().await;
    window.connect_to("http://hearth.example.org").await;
    window.see("Anyone on the way can read your password").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tells_drips_floods_and_other_versions_apart() {
    let mut desktop = DesktopSession::new();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10000000000\r\n\r\n";
    let drip = HostileServer::start(move |_| Reply::Dripping(head.to_owned())).await;
    let flood = HostileServer::start(move |_| Reply::Endless(head.to_owned(), vec![b' '; 64 * 1024])).await;
    let newer = HostileServer::start(|target| match target {
        "GET /capabilities" => {
            Reply::json(&json!({ "server": "hearth", "version": "9.1.0", "api": 2, "capabilities": [] }), None)
        }
        _ => Reply::json(&json!({ "message": "Welcome to the Social Media App" }), None),
    })
    .await;
    let gate = StubServer::plain(
        "HTTP/1.1 511 Network Authentication Required\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    )
    .await;
    let window = desktop.open().await;
    for (address, said) in [
        (drip.address(), "didn’t finish within a few seconds"),
        (flood.address(), "more data than any Hearth server sends"),
        (newer.address(), "which this app is too old for"),
        (format!("http://127.0.0.1:{}", gate.port()), "The network wants you to sign in"),
    ] {
        let began = Instant::now();
        window.connect_to(&address).await;
        window.see(said).await;
        assert!(
            began.elapsed() < CONDITION_TIMEOUT.min(Duration::from_secs(11)),
            "{address} took {:?}",
            began.elapsed()
        );
        assert_eq!(field(&window).await, address);
    }
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn follows_a_redirect_elsewhere_only_when_asked_to() {
    let mut desktop = DesktopSession::new();
    let there = StubServer::plain(WELCOME).await;
    let to = format!("http://localhost:{}/base/", there.port());
    let here = StubServer::plain(&format!(
        "HTTP/1.1 301 Moved Permanently\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    ))
    .await;
    let window = desktop.open().await;
    window.connect_to(&format!("http://127.0.0.1:{}", here.port())).await;
    window.see(&format!("This address redirects to {to}.")).await;
    window.press(&format!("Connect to {to}")).await;
    window.see("Create an account").await;
    desktop.close(window).await;
}
