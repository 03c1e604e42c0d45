//! What the app remembers from one start to the next.

use std::time::Duration;

use hearth_api::{CreatePost, Login};
use hearth_client::Client;
use hearth_tests::Desk;
use thirtyfour::prelude::By;

use crate::flow::sign_up;

/// Posts written by somebody at another client of the same server.
async fn write_posts(desk: &Desk, count: usize) {
    let client = Client::unix(&desk.data_dir().join("postgres/run/hearth.sock"));
    let login = Login { username: "ada@example.com".to_owned(), password: "correct horse".to_owned() };
    let client = client.with_token(&client.login(&login).await.unwrap().access_token);
    for number in 1..=count {
        let content = "A line of its own.\n".repeat(number % 5 + 1);
        let post = CreatePost { title: format!("Post {number}"), content, published: true };
        client.create_post(&post).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reader_is_where_they_were_and_so_is_the_window() {
    let mut desk = Desk::new();
    let window = desk.open().await;
    window.press("Use this computer").await;
    sign_up(&window).await;
    window.see("Nothing here yet").await;
    write_posts(&desk, 60).await;
    window.driver().set_window_rect(0, 0, 820, 640).await.unwrap();
    window.press("Reload").await;
    window.post("Post 60").await;

    // Down to the second page.
    window.read_down_to("Post 35", 40).await;
    // Each list has a place of its own.
    window.go_to_list("My posts").await;
    window.read_down_to("Post 45", 60).await;
    // Where the reader rests is kept, not every place they pass.
    tokio::time::sleep(Duration::from_secs(2)).await;
    desk.close(window).await;

    let window = desk.open().await;
    window.rests_at("Post 45", 60.0).await;
    assert_eq!(window.find(By::Css("[aria-current='page']")).await.text().await.unwrap(), "My posts");
    window.go_to_list("New").await;
    window.rests_at("Post 35", 40.0).await;
    let size = window.driver().get_window_rect().await.unwrap();
    assert_eq!((size.width, size.height), (820, 640));
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_looks_at_another_place_is_still_signed_in_when_they_come_back() {
    let mut desk = Desk::new();
    let window = desk.open().await;
    window.press("Use this computer").await;
    sign_up(&window).await;
    window.see("Nothing here yet").await;
    desk.close(window).await;

    // The database is away for once, and the reader looks elsewhere.
    let version = desk.data_dir().join("postgres/data/PG_VERSION");
    let right = std::fs::read_to_string(&version).unwrap();
    std::fs::write(&version, "13\n").unwrap();
    let window = desk.open().await;
    window.press("Choose another place").await;
    window.see("Where is your Hearth?").await;
    std::fs::write(&version, right).unwrap();
    window.press("Use this computer").await;
    window.see("Nothing here yet").await;
    window.see("ada@example.com").await;
    desk.close(window).await;
}
