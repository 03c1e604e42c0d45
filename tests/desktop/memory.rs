//! Tests what the app remembers from one start to the next.

use std::time::Duration;

use hearth_api::{CreatePost, Login};
use hearth_tests::DesktopSession;
use thirtyfour::prelude::By;

/// Posts written by somebody at another client of the same server.
async fn write_posts(desktop: &DesktopSession, count: usize) {
    let client = desktop.local_client();
    let login = Login { username: "ada@example.com".to_owned(), password: "correct horse".to_owned() };
    let client = client.with_token(&client.login(&login).await.unwrap().access_token);
    for number in 1..=count {
        let content = "A line of its own.\n".repeat(number % 5 + 1);
        let post = CreatePost { title: format!("Post {number}"), content, published: true };
        client.create_post(&post).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn restores_scroll_position_and_window() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    write_posts(&desktop, 60).await;
    window.driver().set_window_rect(0, 0, 820, 640).await.unwrap();
    window.press("Refresh").await;
    window.post("Post 60").await;

    // Down to the second page.
    window.read_down_to("Post 35", 40).await;
    // Each list has a place of its own.
    window.go_to_list("My posts").await;
    window.read_down_to("Post 45", 60).await;
    // Where the reader rests is kept, not every place they pass.
    tokio::time::sleep(Duration::from_secs(2)).await;
    desktop.close(window).await;

    let window = desktop.open().await;
    window.rests_at("Post 45", 60.0).await;
    assert_eq!(window.find(By::Css("[aria-current='page']")).await.text().await.unwrap(), "My posts");
    window.go_to_list("New").await;
    window.rests_at("Post 35", 40.0).await;
    let size = window.driver().get_window_rect().await.unwrap();
    assert_eq!((size.width, size.height), (820, 640));
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keeps_session_when_switching_server() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    desktop.close(window).await;

    // The database is away for once, and the reader looks elsewhere.
    let version = desktop.data_dir().join("postgres/data/PG_VERSION");
    let right = std::fs::read_to_string(&version).unwrap();
    std::fs::write(&version, "13\n").unwrap();
    let window = desktop.open().await;
    window.press("Change server").await;
    window.see("Where do you want to connect?").await;
    std::fs::write(&version, right).unwrap();
    window.press("Use this computer").await;
    window.see("Nothing here yet").await;
    window.see("ada@example.com").await;
    desktop.close(window).await;
}
