//! Tests a person's first ten minutes with the app as it is built, by real keys and the real mouse: what is pressed
//! here passes through the window manager, the menu bar and the web view. `make smoke` runs it on the release build.

mod away;
mod pointing;
mod settings;
mod text;
mod wide;

use hearth_tests::{
    DesktopSession, Window,
    keyboard::{CONTROL, END, ENTER, ESCAPE, SHIFT, TAB},
};
use thirtyfour::{WebElement, prelude::By};

const NEW_POST: &str = "header [aria-keyshortcuts=n]";
const TITLE: &str = "dialog[open] [name=title]";
const CONTENT: &str = "dialog[open] [name=content]";
const PREVIEW: &str = "form section .markdown";
const POST: &str = "article .markdown";

async fn sees_value(window: &Window, field: &str, wanted: &str) {
    const VALUE: &str = "return document.querySelector(arguments[0])?.value ?? null";
    window.sees_result(field, VALUE, field, wanted).await;
}

/// Waits until a rendered text has exactly these headings, and none of what makes a heading is still to be read.
async fn sees_headings(window: &Window, place: &str, wanted: Vec<String>) {
    const HEADINGS: &str = "
        const text = document.querySelector(arguments[0]);
        if (text === null) return null;
        const typed = /^#+ |^\\| ---/m.exec(text.textContent);
        const headings = [...text.querySelectorAll('h4, h5, h6')].map((it) => it.textContent.trim());
        return typed === null ? headings : `as it was typed: ${typed[0]}`;";
    window.sees_result(place, HEADINGS, place, wanted).await;
}

async fn click(desktop: &DesktopSession, window: &Window, element: &WebElement) {
    desktop.mouse(window).click(element).await;
}

async fn click_button(desktop: &DesktopSession, window: &Window, name: &str) {
    click(desktop, window, &window.button(name).await).await;
}

/// Makes an account where the window asks for one.
async fn type_sign_up(desktop: &DesktopSession, window: &Window) {
    window.find(By::Css("[name=email]")).await;
    // Where nobody has an account yet, the window asks for the first one by itself.
    if window.shows("Create an account").await {
        click_button(desktop, window, "Create an account").await;
    }
    window.see("Create your account").await;
    click(desktop, window, &window.find(By::Css("[name=email]")).await).await;
    desktop.type_text("ada@example.com");
    desktop.press_keys(&[TAB]);
    window.sees_focus("Password").await;
    desktop.type_text("correct horse");
    desktop.press_keys(&[ENTER]);
    window.find(By::Css(NEW_POST)).await;
}

/// Goes from the first start to an account on this computer.
async fn begin(desktop: &mut DesktopSession) -> Window {
    let window = desktop.open().await;
    click_button(desktop, &window, "Use this computer").await;
    type_sign_up(desktop, &window).await;
    window.see("Nothing here yet").await;
    window
}

/// Writes a title with the keyboard and pastes a content, into the sheet for a new post.
async fn write(desktop: &DesktopSession, window: &Window, title: &str, content: &str) {
    click(desktop, window, &window.find(By::Css(NEW_POST)).await).await;
    window.sees_focus("Title").await;
    desktop.type_text(title);
    sees_value(window, TITLE, title).await;
    desktop.press_keys(&[ENTER]);
    window.sees_focus("Content").await;
    desktop.copy(content);
    desktop.press_control('v');
    sees_value(window, CONTENT, content).await;
}

async fn type_and_publish(desktop: &DesktopSession, window: &Window, title: &str, content: &str) {
    write(desktop, window, title, content).await;
    desktop.press_keys(&[CONTROL, ENTER]);
    window.see("Published").await;
    window.post(title).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pasted_text_is_undone_and_redone_by_keys() {
    let mut desktop = DesktopSession::new();
    let window = begin(&mut desktop).await;
    let text = text::long_read();
    write(&desktop, &window, "A long read", &text).await;
    desktop.press_control('z');
    sees_value(&window, CONTENT, "").await;
    desktop.press_keys(&[CONTROL, SHIFT, u32::from('z')]);
    sees_value(&window, CONTENT, &text).await;

    // The same in the line above, where it was typed.
    click(&desktop, &window, &window.find(By::Css(TITLE)).await).await;
    desktop.press_keys(&[CONTROL, u32::from('a')]);
    desktop.type_text("X");
    sees_value(&window, TITLE, "X").await;
    desktop.press_control('z');
    sees_value(&window, TITLE, "A long read").await;
    desktop.press_keys(&[CONTROL, SHIFT, u32::from('z')]);
    sees_value(&window, TITLE, "X").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn long_text_is_markdown_in_preview_list_and_page() {
    let mut desktop = DesktopSession::new();
    let window = begin(&mut desktop).await;
    let text = text::long_read();
    assert!(text.split_whitespace().count() > 5_000 && text.len() > 10_000);
    write(&desktop, &window, "A long read", &text).await;
    sees_headings(&window, PREVIEW, text::headings()).await;
    desktop.press_keys(&[CONTROL, ENTER]);
    window.see("Published").await;
    window.post("A long read").await;
    assert!(!window.shows("## ").await, "the list shows a heading as it was typed");
    click(&desktop, &window, &window.find(By::LinkText("A long read")).await).await;
    window.see("Copy link").await;
    sees_headings(&window, POST, text::headings()).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn post_is_edited_found_and_voted_for() {
    let mut desktop = DesktopSession::new();
    let window = begin(&mut desktop).await;
    type_and_publish(&desktop, &window, "Bread", "## Dough\n\nFlour, water.").await;
    type_and_publish(&desktop, &window, "Soup", "Later.").await;

    // Edited on its page.
    click(&desktop, &window, &window.find(By::LinkText("Bread")).await).await;
    window.see("Copy link").await;
    desktop.press_keys(&[u32::from('e')]);
    window.sees_focus("Title").await;
    desktop.press_control('a');
    desktop.type_text("Sourdough");
    // WebKit hands keys to the page one after another, and a click may overtake them.
    sees_value(&window, TITLE, "Sourdough").await;
    click(&desktop, &window, &window.find(By::Css(CONTENT)).await).await;
    desktop.press_keys(&[CONTROL, END]);
    desktop.press_keys(&[ENTER]);
    desktop.press_keys(&[ENTER]);
    desktop.type_text("Time.");
    sees_value(&window, CONTENT, "## Dough\n\nFlour, water.\n\nTime.").await;
    desktop.press_keys(&[CONTROL, ENTER]);
    window.post("Sourdough").await;
    window.find(By::XPath("//article//p[normalize-space(.)='Time.']")).await;

    // Found in the list, and not where it is not.
    desktop.press_keys(&[ESCAPE]);
    window.post("Soup").await;
    desktop.press_keys(&[u32::from('/')]);
    window.sees_focus("Search posts and people").await;
    desktop.type_text("DOUGH");
    window.see_no_more("Later.").await;
    assert_eq!(window.titles().await, ["Sourdough"]);
    desktop.press_control('a');
    desktop.type_text("cake");
    window.see("No post has “cake” in its title or text.").await;
    desktop.press_keys(&[ESCAPE]);
    window.post("Soup").await;

    // Voted for with the mouse, taken back, and voted for by a key.
    let vote = async || window.post("Sourdough").await.find(By::Css("button[aria-label^='Vote,']")).await.unwrap();
    click(&desktop, &window, &vote().await).await;
    window.sees_votes("Sourdough", "1", "true").await;
    click(&desktop, &window, &vote().await).await;
    window.sees_votes("Sourdough", "0", "false").await;
    desktop.press_keys(&[u32::from('u')]);
    window.sees_votes("Sourdough", "1", "true").await;
    desktop.close(window).await;
}
