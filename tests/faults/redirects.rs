//! Tests that a server cannot pass on what it is sent: a client follows no redirect to another server.

use std::time::Duration;

use hearth_api::Login;
use hearth_client::{Client, Error};
use hearth_tests::stub::StubServer;
use tokio::{net::TcpListener, time::timeout};

/// Returns an answer that leads elsewhere and asks for the same request there, body and all.
fn elsewhere(location: &str) -> String {
    format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: {location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
}

/// Signs in at a server, and checks that it led to another one.
async fn sign_in(address: &str) {
    let login = Login { username: "ada@example.com".into(), password: "a secret of hers".into() };
    let refused = Client::remote(address).unwrap().login(&login).await.err().unwrap();
    assert!(matches!(refused, Error::Redirected(_)), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_elsewhere_is_sent_no_password() {
    let other = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = other.local_addr().unwrap().port();
    // The same name with another port is another server.
    for (from, to) in [("127.0.0.1", "localhost"), ("localhost", "127.0.0.1"), ("127.0.0.1", "127.0.0.1")] {
        let server = StubServer::plain(&elsewhere(&format!("http://{to}:{port}/login"))).await;
        sign_in(&format!("http://{from}:{}", server.port())).await;
    }
    let asked = timeout(Duration::from_millis(200), other.accept()).await;
    assert!(asked.is_err(), "the other server was asked: {asked:?}");
}
