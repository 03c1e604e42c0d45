//! Tests live updates in a window that nobody touches.

use hearth_api::{CreatePost, Vote};
use hearth_tests::{DesktopSession, ServerCommand, TestDir, User, Window};

async fn write(user: &User, number: usize) -> i32 {
    let content = "A line of its own.\n\n".repeat(number % 5 + 1);
    let post = CreatePost { title: format!("Post {number}"), content, published: true };
    user.client.create_post(&post).await.unwrap().id
}

/// Checks that the window rests on this post, 80 pixels below the top.
async fn rests_on(window: &Window, title: &str, after: &str) {
    let distance = window.distance(title).await;
    assert!((distance - 80.0).abs() < 2.0, "after {after} {title:?} is {distance} below the top");
}

#[tokio::test(flavor = "multi_thread")]
async fn live_updates_keep_the_scroll_position() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    let mut posts = Vec::new();
    for number in 1..=40 {
        posts.push(write(&grace, number).await);
    }
    window.press("40 new posts").await;
    window.post("Post 40").await;
    window.read_down_to("Post 25", 80).await;

    grace.client.vote(Vote { post_id: posts[24], dir: 1 }).await.unwrap();
    window.sees_votes("Post 25", "1", "false").await;
    rests_on(&window, "Post 25", "a vote").await;

    let longer = "Much longer than before.\n\n".repeat(12);
    let edit = CreatePost { title: "Post 24, again".to_owned(), content: longer, published: true };
    grace.client.update_post(posts[23], &edit).await.unwrap();
    window.post("Post 24, again").await;
    rests_on(&window, "Post 25", "an edit").await;

    write(&grace, 41).await;
    window.see("1 new post").await;
    rests_on(&window, "Post 25", "a new post").await;

    grace.client.delete_post(posts[37]).await.unwrap();
    grace.client.delete_post(posts[26]).await.unwrap();
    let hidden = CreatePost { title: "Post 26".to_owned(), content: "Not yet.".to_owned(), published: false };
    grace.client.update_post(posts[25], &hidden).await.unwrap();
    window.see_no_more("Post 26").await;
    window.see_no_more("Post 27").await;
    rests_on(&window, "Post 25", "posts that went").await;

    window.press("1 new post").await;
    window.post("Post 41").await;
    assert_eq!(window.titles().await[..3], ["Post 41", "Post 40", "Post 39"]);
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn catches_up_after_the_server_was_away() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let address = server.address();
    let listen = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let grace = User::sign_up(&address).await;
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.connect_to(&address).await;
    window.sign_up().await;
    window.see("Nothing here yet").await;
    let first = write(&grace, 1).await;
    window.press("1 new post").await;
    window.post("Post 1").await;

    server.stop().await;
    let _server = ServerCommand::on(test_dir.data_dir()).listen(&listen).start().await;
    grace.client.vote(Vote { post_id: first, dir: 1 }).await.unwrap();
    write(&grace, 2).await;
    window.see("1 new post").await;
    window.sees_votes("Post 1", "1", "false").await;
    desktop.close(window).await;
}
