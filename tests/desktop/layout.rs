//! Tests the layout of long and wide texts in the real window, and what the wheel scrolls there.

use hearth_tests::{DesktopSession, Window, eventually, keyboard::ESCAPE};
use serde_json::Value;
use thirtyfour::prelude::By;

const TABLE: &str = "| Name | Votes | Where it grows | Remarks | Number |
| --- | --- | --- | --- | --- |
| Chrysanthemum | 16 | entirely in the mountains | Internationalization | 239828 |
| Rhododendron | 1234567 | everywhere else | Misunderstandings | 100 |
";

/// The words in cells that stand on more than one line.
const BROKEN: &str = r"
    const broken = [];
    for (const cell of document.querySelectorAll('article :is(td, th)')) {
        const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            for (const { 0: word, index } of texts.currentNode.data.matchAll(/\S+/g)) {
                const range = document.createRange();
                range.setStart(texts.currentNode, index);
                range.setEnd(texts.currentNode, index + word.length);
                const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
                if (lines.size > 1) broken.push(word);
            }
        }
    }
    return broken;";

/// Gives the window a width, in pixels of the screen, and waits until the page has it.
async fn widen(desktop: &DesktopSession, window: &Window, width: u32) {
    let zoom = window.zoom().await;
    desktop.set_window_geometry((20, 20, width, 800));
    eventually("the window has its width", || desktop.window_geometry().2 == width).await;
    window.sees_zoom(zoom).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_keep_words_whole_and_scroll_sideways() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    window.receive_post(&grace, "A table", TABLE).await;
    window.open_post("A table").await;
    for (width, zoom) in
        [(1000, 1.0), (420, 1.0), (320, 1.0), (320, 1.25), (420, 1.5), (420, 1.75), (420, 2.0), (1000, 2.0)]
    {
        widen(&desktop, &window, width).await;
        if (window.zoom().await - zoom).abs() > 0.01 {
            desktop.press_control('=');
            window.sees_zoom(zoom).await;
        }
        window.sees_result(&format!("{width} pixels at {zoom}"), BROKEN, (), Value::Array(Vec::new())).await;
        let fits = "return document.documentElement.scrollWidth <= innerWidth";
        assert_eq!(
            window.eval::<Value>(fits, Vec::new()).await,
            Value::Bool(true),
            "the page scrolls sideways at {width}, {zoom}"
        );
    }
    let table = window.find(By::Css("article .wide")).await;
    desktop.mouse(&window).wheel_sideways(&table, 30).await;
    let at_end = "const box = document.querySelector('article .wide'); \
                  return box.scrollLeft > 0 && box.scrollLeft + box.clientWidth >= box.scrollWidth - 1";
    window.sees_result("the table is scrolled to its end", at_end, (), Value::Bool(true)).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shows_list_numbers_whole() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    window
        .receive_post(
            &grace,
            "Numbers",
            "2023. That was a good year.\n\n---\n\n239828. That was a post.\n\n---\n\n9. nine\n10. ten\n",
        )
        .await;
    window.open_post("Numbers").await;
    let room = "
        const pen = document.createElement('canvas').getContext('2d');
        return [...document.querySelectorAll('article ol')].map((list) => {
            const item = list.lastElementChild;
            pen.font = getComputedStyle(item).font;
            const number = pen.measureText(`${list.start + list.children.length - 1}. `).width;
            const edge = list.closest('.markdown').getBoundingClientRect().left;
            return item.getBoundingClientRect().left - edge >= number;
        });";
    assert_eq!(window.eval::<Value>(room, Vec::new()).await, serde_json::json!([true, true, true]));
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wheel_in_a_dialog_does_not_scroll_the_page() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    for number in 1..=15 {
        grace.post(&format!("Post {number}")).await;
    }
    window.receive_post(&grace, "Code", &format!("```\n{}\n```", "a long line of code ".repeat(40))).await;
    widen(&desktop, &window, 700).await;
    window.read_down_to("Post 12", 200).await;
    let before = window.eval::<Value>("return scrollY", Vec::new()).await;
    desktop.press_control(',');
    let sections = window.find(By::Css("dialog[open] .sections")).await;
    desktop.mouse(&window).wheel(&sections, 60).await;
    let at_end = "const it = document.querySelector('dialog[open] .sections'); \
                  return it.scrollTop > 0 && it.scrollTop + it.clientHeight >= it.scrollHeight - 1";
    window.sees_result("the settings are at their end", at_end, (), Value::Bool(true)).await;
    desktop.mouse(&window).wheel(&sections, 10).await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(window.eval::<Value>("return scrollY", Vec::new()).await, before, "the list was scrolled");
    desktop.press_keys(&[ESCAPE]);
    window.sees_result("closed", "return document.querySelector('dialog') === null", (), Value::Bool(true)).await;
    assert_eq!(window.eval::<Value>("return scrollY", Vec::new()).await, before, "closing moved the list");
    // And it can be scrolled again.
    let post = window.post("Post 12").await;
    desktop.mouse(&window).wheel(&post, 3).await;
    window.sees_result("the list scrolls", &format!("return scrollY > {before}"), (), Value::Bool(true)).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn code_keeps_its_scroll_position_on_resize() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    let code = format!("```\n{}\n```\n\nAnd a few words.", "a long line of code ".repeat(40));
    window.receive_post(&grace, "Code", &code).await;
    widen(&desktop, &window, 900).await;
    window.open_post("Code").await;
    let pre = window.find(By::Css("article pre")).await;
    desktop.mouse(&window).wheel_sideways(&pre, 5).await;
    let left = "return document.querySelector('article pre').scrollLeft";
    window.sees_result("the code is scrolled", &format!("{left} > 0"), (), Value::Bool(true)).await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let before = window.eval::<Value>(left, Vec::new()).await;
    // Beside its list, too.
    for width in [600, 1100, 1400, 900] {
        widen(&desktop, &window, width).await;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        assert_eq!(window.eval::<Value>(left, Vec::new()).await, before, "at {width}");
    }
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn middle_click_opens_a_post() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    window.receive_post(&grace, "Moth", "About a moth.").await;
    let title = window.find(By::LinkText("Moth")).await;
    desktop.mouse(&window).middle_click(&title).await;
    window.see("Copy link").await;
    assert_eq!(window.titles().await, ["Moth"]);
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keeps_the_search_when_switching_lists() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    grace.post("Moth").await;
    window.receive_post(&grace, "Bread", "Flour, water.").await;
    let search = window.find(By::Css("[aria-label='Search posts and people']")).await;
    desktop.mouse(&window).click(&search).await;
    desktop.type_text("brea");
    window.see_no_more("Moth").await;
    window.go_to_list("Top").await;
    window.post("Bread").await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(window.titles().await, ["Bread"]);
    assert_eq!(search.prop("value").await.unwrap().as_deref(), Some("brea"));
    desktop.close(window).await;
}

/// Counts the posts that are in the window as a whole.
const WHOLE_POSTS: &str = "
    const isWhole = ({ top, bottom }) => top >= 0 && bottom <= innerHeight;
    return [...document.querySelectorAll('article')].filter((it) => isWhole(it.getBoundingClientRect())).length";

#[tokio::test(flavor = "multi_thread")]
async fn six_short_posts_fit_and_open_beside_the_list() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = desktop.open_with_other_user().await;
    for number in 1..=7 {
        grace.publish(&format!("Post {number}"), "A line of its own.").await;
    }
    window.receive_post(&grace, "Moth", "About a moth.").await;
    window.driver().set_window_rect(0, 0, 1000, 760).await.unwrap();
    let whole: usize = window.eval(WHOLE_POSTS, Vec::new()).await;
    assert!(whole >= 6, "{whole} posts are in the window");

    // The whole row opens the post: here in the place of the list, and in a wide window beside it.
    let words = window.see("About a moth.").await;
    desktop.mouse(&window).click(&words).await;
    window.see("Copy link").await;
    assert_eq!(window.titles().await, ["Moth"]);
    widen(&desktop, &window, 1400).await;
    window.post("Post 7").await;
    window.find(By::Css(".reading article")).await;
    desktop.press_keys(&[ESCAPE]);
    window.see("Choose a post to read it here.").await;
    window.sees_focus("Moth").await;
    desktop.close(window).await;
}
