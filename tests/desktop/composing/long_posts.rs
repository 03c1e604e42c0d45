//! Tests long posts, rendered by a worker or without one.

use std::time::Duration;

use hearth_tests::{
    DesktopSession, Window,
    keyboard::{CONTROL, ENTER, ESCAPE},
};
use thirtyfour::prelude::By;

fn long_read() -> String {
    let parts = (0..60)
        .map(|part| format!("## Part {part}\n\n{}\n\n- one\n- two\n\n", "Some **bold** words here. ".repeat(12)));
    format!("# A long read\n\n{}The end.\n", parts.collect::<String>())
}

/// Waits until the headings of the long read are headings there.
async fn shows_headings(window: &Window, place: &str) {
    let heading = window.find(By::XPath(format!("{place}//h4[normalize-space(.)='A long read']"))).await;
    assert!(heading.is_displayed().await.unwrap());
    window.find(By::XPath(format!("{place}//h5[normalize-space(.)='Part 59']"))).await;
    assert!(!window.shows("## Part").await, "a heading is shown as it was typed");
}

/// Writes the long read, looks at it wherever it is shown, and leaves it on its page.
async fn publish_long_read(desktop: &DesktopSession, window: &Window, title: &str) {
    desktop.press_keys(&[u32::from('n')]);
    window.sees_focus("Title").await;
    desktop.type_text(title);
    desktop.press_keys(&[ENTER]);
    window.sees_focus("Content").await;
    desktop.copy(&long_read());
    desktop.press_control('v');
    shows_headings(window, "//section[h3[normalize-space(.)='Preview']]").await;
    desktop.press_keys(&[CONTROL, ENTER]);
    window.post(title).await;
    window.follow(title).await;
    window.see("Copy link").await;
    shows_headings(window, "//article").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn renders_long_posts_with_and_without_worker() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    publish_long_read(&desktop, &window, "By the worker").await;
    desktop.press_keys(&[ESCAPE]);
    // The list shows its first words, and none of the marks.
    window.see("A long read Part 0").await;
    assert!(!window.shows("## Part").await, "a heading is shown as it was typed");

    for (title, broken) in [
        ("No worker", "window.Worker = class { constructor() { throw new Error('there is none'); } }"),
        (
            "A dead worker",
            "const { Worker } = window; window.Worker = class extends Worker { constructor() { super('/nowhere.js'); } }",
        ),
    ] {
        // Each on a page whose worker was whole.
        window.driver().refresh().await.unwrap();
        window.find(By::Css("[type=search]")).await;
        window.driver().execute(broken, Vec::new()).await.unwrap();
        publish_long_read(&desktop, &window, title).await;
        desktop.press_keys(&[ESCAPE]);
        window.see_no_more("Copy link").await;
    }
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn types_at_the_end_of_a_long_paragraph() {
    const END: &str = "return document.querySelector('[name=content]').value.slice(-5)";
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    desktop.press_keys(&[u32::from('n')]);
    window.sees_focus("Title").await;
    desktop.type_text("Without a break");
    desktop.press_keys(&[ENTER]);
    window.sees_focus("Content").await;
    desktop.copy(&"word ".repeat(20_000));
    desktop.press_control('v');
    window.sees_result("the end", END, (), "word ").await;
    desktop.type_text("typed");
    // A spell checker that reads the whole paragraph at each key holds up the window for half a minute.
    let typed = tokio::time::timeout(Duration::from_secs(15), window.sees_result("the end", END, (), "typed"));
    typed.await.expect("the window goes on");
    desktop.close(window).await;
}
