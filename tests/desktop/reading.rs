//! Tests the lists of posts, and a post on a page of its own.

use hearth_api::{CreatePost, Vote};
use hearth_tests::{
    DesktopSession, eventually,
    keyboard::{CONTROL, ENTER, ESCAPE},
};
use thirtyfour::{Key, prelude::By};

#[tokio::test(flavor = "multi_thread")]
async fn lists_posts_by_age_votes_author_and_state() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    let moth = grace.post("Moth").await;
    grace.post("Logbook").await;
    grace.client.vote(Vote { post_id: moth, dir: 1 }).await.unwrap();
    window.publish("Bread", "Flour, water.").await;
    window.see("Published").await;
    window.write("Soup", "Later.").await;
    window.press("Save draft").await;
    window.see("Draft saved").await;
    window.press("Refresh").await;
    window.sees_titles(&["Soup", "Bread", "Logbook", "Moth"]).await;

    window.go_to_list("Top").await;
    window.sees_titles(&["Moth", "Bread", "Logbook"]).await;
    window.go_to_list("Hot").await;
    window.sees_titles(&["Bread", "Logbook", "Moth"]).await;
    window.go_to_list("My posts").await;
    window.sees_titles(&["Bread"]).await;
    window.go_to_list("Drafts").await;
    window.sees_titles(&["Soup"]).await;
    window.go_to_list("New").await;
    window.press("grace@example.com").await;
    window.see("Posts by").await;
    window.sees_titles(&["Logbook", "Moth"]).await;
    window.press("Back").await;
    window.sees_titles(&["Soup", "Bread", "Logbook", "Moth"]).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn returns_from_a_post_to_the_same_position() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    for number in 1..=40 {
        let content = "A line of its own.\n\n".repeat(number % 5 + 1);
        let post = CreatePost { title: format!("Post {number}"), content, published: true };
        grace.client.create_post(&post).await.unwrap();
    }
    window.press("Refresh").await;
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
    let status = desktop.start_app_with(&[&address]).wait().unwrap();
    assert!(status.success(), "the second start says {status}");
    window.see("Copy link").await;
    window.sees_titles(&["Found by its address"]).await;
    window.press("Back").await;
    window.post("Post 15").await;
    desktop.close(window).await;

    // And so does one that is opened for it.
    let window = desktop.open_with(&[&address]).await;
    window.see("Copy link").await;
    window.sees_titles(&["Found by its address"]).await;
    window.press("Back").await;
    window.post("Post 15").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn scrolling_keeps_the_page_small_and_skips_no_post() {
    const POSTS: usize = 300;
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    for number in 1..=POSTS {
        grace.post(&format!("Post {number}")).await;
    }
    window.press("Refresh").await;
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
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn finds_a_text_in_the_open_post() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    let content = format!("Flour first.\n\n{}Then **flo**ur again.", "A line of its own.\n\n".repeat(200));
    grace.client.create_post(&CreatePost { title: "Bread".to_owned(), content, published: true }).await.unwrap();
    window.press("Refresh").await;
    window.open_post("Bread").await;
    window.see("Copy link").await;

    desktop.press_keys(&[CONTROL, u32::from('f')]);
    window.find(By::Css("[name=find]:focus")).await;
    desktop.type_text("flour");
    window.see("1 of 2").await;
    desktop.press_keys(&[ENTER]);
    window.see("2 of 2").await;
    let shown = "
        const last = [...document.querySelectorAll('.markdown strong')].at(-1).getBoundingClientRect();
        return last.top > 0 && last.bottom < innerHeight";
    window.sees_result("the second place is in view", shown, (), true).await;
    desktop.press_keys(&[ESCAPE]);
    window.see_no_more("2 of 2").await;
    desktop.press_control('c');
    eventually("what was found is copied", || desktop.clipboard().as_deref() == Some("flour")).await;

    // In the list the same keys search in all posts.
    window.press("Back").await;
    desktop.press_keys(&[CONTROL, u32::from('f')]);
    window.find(By::Css("[type=search]:not([name=find]):focus")).await;
    desktop.close(window).await;
}

/// What is shown where the text of a post is: words are in a paragraph there, and a part that is blank is none.
#[tokio::test(flavor = "multi_thread")]
async fn long_post_stays_in_a_window_of_another_size() {
    const WORDS: &str = "
        const { left, top } = document.querySelector('.markdown').getBoundingClientRect();
        const hasWords = (y) => document.elementFromPoint(left + 20, y)?.matches('.markdown p');
        // Between two paragraphs there is room.
        const near = (y) => [0, 6, 12, 18, 24, 30].some((above) => hasWords(y - above));
        return [top + 60, innerHeight / 2, innerHeight - 20].filter((y) => y > 60).every(near);";
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    let content = "Flour, water and salt, and time, and patience, and more time.\n\n".repeat(150);
    grace.client.create_post(&CreatePost { title: "Bread".to_owned(), content, published: true }).await.unwrap();
    window.press("Refresh").await;
    window.open_post("Bread").await;
    window.sees_result("the text", WORDS, (), true).await;
    for width in [420, 1000, 880, 1270] {
        desktop.set_window_geometry((20, 20, width, 740));
        let is_so_wide = format!("return Math.abs(innerWidth - {width}) < 4");
        window.sees_result("the width", &is_so_wide, (), true).await;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        window.sees_result(&format!("the text at {width} px"), WORDS, (), true).await;
    }
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn asks_how_to_print_the_open_post() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    grace.post("Bread").await;
    window.press("Refresh").await;
    window.open_post("Bread").await;
    window.see("Copy link").await;
    desktop.press_control('p');
    desktop.focus_dialog("Print");
    desktop.press_focused(&[ESCAPE]);
    window.see("Copy link").await;
    desktop.close(window).await;
}
