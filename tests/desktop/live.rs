//! What happens elsewhere, seen in a window that nobody touches.

use hearth_api::{CreatePost, Vote};
use hearth_tests::{Desk, Launch, Place, User, Window};

use crate::{
    flow::{sees_votes, sign_up},
    reading::two_people,
};

async fn write(user: &User, number: usize) -> i32 {
    let content = "A line of its own.\n\n".repeat(number % 5 + 1);
    let post = CreatePost { title: format!("Post {number}"), content, published: true };
    user.client.create_post(&post).await.unwrap().id
}

/// The window rests on this post, 80 pixels below the top.
async fn rests_on(window: &Window, title: &str, after: &str) {
    let distance = window.distance(title).await;
    assert!((distance - 80.0).abs() < 2.0, "after {after} {title:?} is {distance} below the top");
}

#[tokio::test(flavor = "multi_thread")]
async fn news_come_by_themselves_and_nothing_moves() {
    let mut desk = Desk::new();
    let (window, grace) = two_people(&mut desk).await;
    let mut posts = Vec::new();
    for number in 1..=40 {
        posts.push(write(&grace, number).await);
    }
    window.press("40 new posts").await;
    window.post("Post 40").await;
    window.read_down_to("Post 25", 80).await;

    grace.client.vote(Vote { post_id: posts[24], dir: 1 }).await.unwrap();
    sees_votes(&window, "Post 25", "1", "false").await;
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
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_server_was_away_nothing_is_missed() {
    let place = Place::new();
    let server = Launch::on(place.data_dir()).start().await;
    let address = server.address();
    let listen = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let grace = User::sign_up(&address).await;
    let mut desk = Desk::new();
    let window = desk.open().await;
    window.fill("address", &address).await;
    window.press("Connect").await;
    sign_up(&window).await;
    window.see("Nothing here yet").await;
    let first = write(&grace, 1).await;
    window.press("1 new post").await;
    window.post("Post 1").await;

    server.stop().await;
    let _server = Launch::on(place.data_dir()).listen(&listen).start().await;
    grace.client.vote(Vote { post_id: first, dir: 1 }).await.unwrap();
    write(&grace, 2).await;
    window.see("1 new post").await;
    sees_votes(&window, "Post 1", "1", "false").await;
    desk.close(window).await;
}
