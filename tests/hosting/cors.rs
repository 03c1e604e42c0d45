//! Tests which pages in a browser may call.

use hearth_tests::{Answer, Server, ServerCommand, TestDir, send};
use reqwest::{Method, header};

/// Asks as a browser does before a page of this origin may send a request with a token.
async fn preflight(server: &Server, origin: &str) -> Answer {
    let request = server.api().request(Method::OPTIONS, "/posts/").header(header::ORIGIN, origin);
    let request = request.header(header::ACCESS_CONTROL_REQUEST_METHOD, "PUT");
    send(request.header(header::ACCESS_CONTROL_REQUEST_HEADERS, HEADERS)).await
}

async fn call(server: &Server, origin: &str) -> Answer {
    send(server.api().request(Method::GET, "/").header(header::ORIGIN, origin)).await.expect(200)
}

/// The headers that a page wants to send along, of its own too.
const HEADERS: &str = "authorization,content-type,if-none-match,last-event-id,x-of-a-page";
const ALLOWED: &str = "access-control-allow-origin";

async fn start(test_dir: &TestDir, origins: Option<&str>) -> Server {
    let server_command = ServerCommand::on(test_dir.data_dir());
    match origins {
        Some(origins) => server_command.env("HEARTH_CORS_ORIGINS", origins).start().await,
        None => server_command.start().await,
    }
}

#[tokio::test]
async fn allows_any_origin_without_credentials() {
    let test_dir = TestDir::new();
    let server = start(&test_dir, None).await;
    let asked = preflight(&server, "https://anywhere.example").await.expect(200);
    assert_eq!((asked.header(ALLOWED), asked.header("access-control-allow-methods")), ("*", "*"));
    assert_eq!(asked.header("access-control-allow-headers"), HEADERS);
    let answer = call(&server, "https://anywhere.example").await;
    assert_eq!((answer.header(ALLOWED), answer.header("access-control-allow-credentials")), ("*", ""));
    assert_eq!(
        answer.header("access-control-expose-headers"),
        "etag,link,retry-after,search-count,x-request-id,hearth-position"
    );
}

#[tokio::test]
async fn the_owner_chooses_the_origins() {
    let test_dir = TestDir::new();
    let server = start(&test_dir, Some("https://One.example/, http://localhost:5173")).await;
    for origin in ["https://one.example", "http://localhost:5173"] {
        assert_eq!(preflight(&server, origin).await.expect(200).header(ALLOWED), origin);
        let answer = call(&server, origin).await;
        assert_eq!(answer.header(ALLOWED), origin);
        // A cache must not hand one origin's answer to another.
        assert!(answer.header("vary").contains("origin"), "{answer:?}");
    }
    for origin in ["https://two.example", "http://one.example", "https://one.example:8443", "null"] {
        assert_eq!(preflight(&server, origin).await.header(ALLOWED), "", "{origin}");
        assert_eq!(call(&server, origin).await.header(ALLOWED), "", "{origin}");
    }
}

#[tokio::test]
async fn the_owner_can_let_no_page_call() {
    for none in ["none", ""] {
        let test_dir = TestDir::new();
        let server = start(&test_dir, Some(none)).await;
        let _ = preflight(&server, "https://one.example").await.expect(405);
        assert_eq!(call(&server, "https://one.example").await.header(ALLOWED), "");
    }
}
