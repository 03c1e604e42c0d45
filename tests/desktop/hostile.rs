//! Tests the window on a hostile server: lists without end, an export without end, pages as large as they can be.

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hearth_tests::{
    DesktopSession, Window, eventually,
    hostile::{HostileServer, Reply, json},
    keyboard::ENTER,
};
use serde_json::{Value, json};

/// The account that everybody is signed in to.
const READER: i32 = 1;

fn user() -> Value {
    json!({ "id": READER, "email": "ada@example.com", "created_at": "2024-01-15T10:30:00Z" })
}

fn post(id: usize, title: &str, content: &str) -> Value {
    let post = json!({
        "id": id, "title": title, "content": content, "published": true, "created_at": "2024-01-15T10:30:00Z",
        "owner": user(), "owner_id": READER,
    });
    json!({ "Post": post, "vote": 0, "voted": false })
}

fn token() -> String {
    let part = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.{}", part(r#"{"alg":"HS256"}"#), part(r#"{"user_id":1,"exp":4102444800}"#), part("x"))
}

/// A server of the API whose lists are as `page` has them.
async fn server(page: impl Fn(&str) -> Reply + Send + Sync + 'static) -> HostileServer {
    HostileServer::start(move |target| match target {
        "GET /" => Reply::json(&json!({ "message": "Welcome to the Social Media App" }), None),
        "GET /capabilities" => Reply::json(&json!({ "server": "", "version": "", "capabilities": [] }), None),
        "POST /login" => Reply::json(&json!({ "access_token": token(), "token_type": "bearer" }), None),
        "GET /users/1" => Reply::json(&user(), None),
        _ => page(target),
    })
    .await
}

async fn signed_in(desktop: &mut DesktopSession, server: &HostileServer) -> Window {
    let window = desktop.open().await;
    window.connect_to(&server.address()).await;
    window.sign_in("ada@example.com", "correct horse").await;
    window
}

/// Takes the file that the desktop's dialog suggests for an export.
fn save_there(desktop: &DesktopSession) {
    desktop.focus_dialog("Export your data");
    desktop.press_focused(&[ENTER]);
}

/// Returns whether an export, or a part of one, is in the folder or in one below it.
fn has_export(folder: &Path) -> bool {
    fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let is_export = entry.file_name().to_string_lossy().contains("hearth-20")
            || entry.file_name().to_string_lossy().contains("hearth-export");
        is_export || (entry.file_type().unwrap().is_dir() && has_export(&entry.path()))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_and_an_export_without_end_are_ended() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    // Every page leads to another, with the same post.
    let server = server(move |_| {
        let next = counted.fetch_add(1, Ordering::SeqCst);
        Reply::json(&json!([post(7, "Over and over", "Again.")]), Some(&format!("/posts/?after={next}")))
    })
    .await;
    let mut desktop = DesktopSession::new();
    let window = signed_in(&mut desktop, &server).await;
    window.post("Over and over").await;
    window.see("so the list ends here").await;
    assert_eq!(window.titles().await, ["Over and over"]);
    let before = asked.load(Ordering::SeqCst);
    window.press("Settings").await;
    window.press("Export as JSON").await;
    save_there(&desktop);
    window.see("Nothing was exported.").await;
    let pages = asked.load(Ordering::SeqCst) - before;
    assert!(pages < 20, "{pages} pages were read for it");
    assert!(!has_export(desktop.data_dir().parent().unwrap()));
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_that_takes_long_is_cancelled() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    // Lists of many at once, as an export asks for them, are slow and always go on.
    let server = server(move |target| {
        let id = counted.fetch_add(1, Ordering::SeqCst);
        if target.contains("limit=20") {
            return Reply::json(&json!([post(1_000_000, "Bread", "Flour.")]), None);
        }
        let page = json(&json!([post(id, "Bread", "Flour.")]), Some(&format!("/posts/?limit=100&after={id}")));
        Reply::Slow(Duration::from_millis(200), page)
    })
    .await;
    let mut desktop = DesktopSession::new();
    let window = signed_in(&mut desktop, &server).await;
    window.post("Bread").await;
    window.press("Settings").await;
    window.press("Export as Markdown").await;
    save_there(&desktop);
    eventually("the export goes on", || asked.load(Ordering::SeqCst) > 5).await;
    window.press("Cancel export").await;
    window.see_no_more("Cancel export").await;
    let then = asked.load(Ordering::SeqCst);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(asked.load(Ordering::SeqCst) <= then + 1, "it goes on after it was cancelled");
    assert!(!has_export(desktop.data_dir().parent().unwrap()));
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_eight_mebibytes_is_shown() {
    let long = "All of these words are read by nobody. ".repeat(10_000);
    let server = server(move |target| {
        let (first, next) = if target.contains("after=") { (21, None) } else { (1, Some("/posts/?limit=20&after=20")) };
        let posts: Vec<_> = (first..first + 20).map(|id| post(id, &format!("Long {id}"), &long)).collect();
        Reply::json(&Value::from(posts), next)
    })
    .await;
    let mut desktop = DesktopSession::new();
    let window = signed_in(&mut desktop, &server).await;
    window.post("Long 1").await;
    window.read_down_to("Long 30", 200).await;
    window.press("Settings").await;
    window.press("Close").await;
    desktop.close(window).await;
}
