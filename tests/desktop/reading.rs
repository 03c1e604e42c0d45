//! The lists of posts, and a post on a page of its own.

use hearth_api::{CreatePost, Vote};
use hearth_client::Client;
use hearth_tests::{Desk, User, Window};
use thirtyfour::{Key, prelude::By};

use crate::flow::sign_up;

/// The app on this computer with somebody signed in, and somebody else at another client of the same server.
pub(crate) async fn two_people(desk: &mut Desk) -> (Window, User) {
    let window = desk.open_on_this_computer().await;
    sign_up(&window).await;
    window.see("Nothing here yet").await;
    let client = Client::unix(&desk.data_dir().join("postgres/run/hearth.sock"));
    (window, User::sign_up_through(&client, "grace@example.com").await)
}

/// Waits until exactly these posts are listed, from the top.
async fn sees_titles(window: &Window, titles: &[&str]) {
    let deadline = std::time::Instant::now() + hearth_tests::time::PATIENCE;
    loop {
        let seen = window.titles().await;
        if seen == titles {
            return;
        }
        assert!(std::time::Instant::now() < deadline, "listed are {seen:?}, not {titles:?}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_are_listed_by_age_by_votes_by_person_and_by_state() {
    let mut desk = Desk::new();
    let (window, grace) = two_people(&mut desk).await;
    let moth = grace.post("Moth").await;
    grace.post("Logbook").await;
    grace.client.vote(Vote { post_id: moth, dir: 1 }).await.unwrap();
    window.fill("title", "Bread").await;
    window.fill("content", "Flour, water.").await;
    window.press("Publish").await;
    window.see("Your post is published.").await;
    window.fill("title", "Soup").await;
    window.fill("content", "Later.").await;
    window.press("Save as draft").await;
    window.see("Your draft is saved.").await;
    window.press("Reload").await;
    sees_titles(&window, &["Soup", "Bread", "Logbook", "Moth"]).await;

    window.go_to_list("Top").await;
    sees_titles(&window, &["Moth", "Bread", "Logbook"]).await;
    window.go_to_list("Hot").await;
    sees_titles(&window, &["Bread", "Logbook", "Moth"]).await;
    window.go_to_list("My posts").await;
    sees_titles(&window, &["Bread"]).await;
    window.go_to_list("My drafts").await;
    sees_titles(&window, &["Soup"]).await;
    window.go_to_list("New").await;
    window.press("grace@example.com").await;
    window.see("Posts by").await;
    sees_titles(&window, &["Logbook", "Moth"]).await;
    window.press("Back").await;
    sees_titles(&window, &["Soup", "Bread", "Logbook", "Moth"]).await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_has_a_page_and_an_address_and_back_is_the_same_place() {
    let mut desk = Desk::new();
    let (window, grace) = two_people(&mut desk).await;
    for number in 1..=40 {
        let content = "A line of its own.\n\n".repeat(number % 5 + 1);
        let post = CreatePost { title: format!("Post {number}"), content, published: true };
        grace.client.create_post(&post).await.unwrap();
    }
    window.press("Reload").await;
    let escape = Key::Escape.value().to_string();
    let alt_left = format!("{}{}", Key::Alt.value(), Key::Left.value());
    for back in ["Back", &escape, &alt_left] {
        window.read_down_to("Post 15", 80).await;
        window.follow("Post 15").await;
        window.see("Copy link").await;
        assert_eq!(window.titles().await, ["Post 15"]);
        if back == "Back" {
            window.press(back).await;
        } else {
            window.type_keys(back).await;
        }
        window.post("Post 14").await;
        window.rests_at("Post 15", 80.0).await;
    }

    // The desktop opens the address: the window that is there shows the post.
    let id = grace.post("Found by its address").await;
    let address = format!("hearth://post/{id}");
    let status = desk.start_app_with(&[&address]).wait().unwrap();
    assert!(status.success(), "the second start says {status}");
    window.see("Copy link").await;
    sees_titles(&window, &["Found by its address"]).await;
    window.press("Back").await;
    window.post("Post 15").await;
    desk.close(window).await;

    // And so does one that is opened for it.
    let window = desk.open_with(&[&address]).await;
    window.see("Copy link").await;
    sees_titles(&window, &["Found by its address"]).await;
    window.press("Back").await;
    window.post("Post 15").await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_on_through_hundreds_of_posts_keeps_the_page_small_and_skips_none() {
    const POSTS: usize = 300;
    let mut desk = Desk::new();
    let (window, grace) = two_people(&mut desk).await;
    for number in 1..=POSTS {
        grace.post(&format!("Post {number}")).await;
    }
    window.press("Reload").await;
    window.post(&format!("Post {POSTS}")).await;
    let mut seen = Vec::new();
    while seen.last().is_none_or(|last| last != "Post 1") {
        let on_page = window.titles().await;
        assert!(on_page.len() < 150, "{} posts are on the page", on_page.len());
        seen.extend(on_page.into_iter().filter(|title| !seen.contains(title)).collect::<Vec<_>>());
        window.driver().execute("scrollBy(0, innerHeight)", Vec::new()).await.unwrap();
        if window.shows("Load more").await {
            window.find(By::Css("article")).await;
        }
    }
    let all: Vec<_> = (1..=POSTS).rev().map(|number| format!("Post {number}")).collect();
    assert_eq!(seen, all);
    desk.close(window).await;
}
