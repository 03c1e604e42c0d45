//! Tests the accessibility tree of the feed and of writing: roles and names, as the engine computes them in the real
//! window. `make tree` renews the files after a change that was meant.

use std::{fmt::Write as _, time::Instant};

use hearth_tests::{CONDITION_TIMEOUT, DesktopSession, Window, screen_walkthrough};
use thirtyfour::{
    ElementId, RequestData, SessionId, WebElement, common::command::FormatRequestData, error::WebDriverResult,
    prelude::By,
};

/// The role of an element, or its name: WebDriver's commands, which thirtyfour has no words for.
#[derive(Debug)]
struct Computed(ElementId, &'static str);

impl FormatRequestData for Computed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let Self(element, what) = self;
        RequestData::new(reqwest::Method::GET, format!("session/{session}/element/{element}/computed{what}"))
    }
}

async fn computed(window: &Window, element: &WebElement, what: &'static str) -> WebDriverResult<String> {
    window.driver().handle().cmd(Computed(element.element_id(), what)).await?.value()
}

// Asked three times, because WebDriver answers elements as handles and nothing beside them.

/// Lists the elements below one that are rendered, in their order; and for each, how many elements are around it.
const RENDERED: &str = "return [...arguments[0].querySelectorAll('*')].filter((it) => it.checkVisibility())";
const DEPTHS: &str = "
    const depth = (it) => (it === arguments[0] ? 0 : 1 + depth(it.parentElement));
    return [...arguments[0].querySelectorAll('*')].filter((it) => it.checkVisibility()).map(depth)";

/// The states that are part of what is said.
const STATES: &str = "
    const states = ['pressed', 'expanded', 'invalid', 'current', 'posinset', 'setsize', 'busy', 'haspopup', 'live'];
    const said = (it) => states.filter((state) => it.hasAttribute(`aria-${state}`))
        .map((state) => ` ${state}=${it.getAttribute(`aria-${state}`)}`).join('');
    return [...arguments[0].querySelectorAll('*')].filter((it) => it.checkVisibility()).map(said)";

/// A line for each element that is more to assistive technology than the text in it, indented by what is around it.
async fn tree(window: &Window, root: &str) -> WebDriverResult<String> {
    let root = window.find(By::Css(root.to_owned())).await.to_json().unwrap();
    let driver = window.driver();
    let elements = driver.execute(RENDERED, vec![root.clone()]).await.unwrap().elements().unwrap();
    let depths: Vec<usize> = driver.execute(DEPTHS, vec![root.clone()]).await.unwrap().convert().unwrap();
    let states: Vec<String> = driver.execute(STATES, vec![root]).await.unwrap().convert().unwrap();
    let mut around: Vec<usize> = Vec::new();
    let mut lines = String::new();
    for ((element, depth), states) in elements.iter().zip(depths).zip(states) {
        let role = computed(window, element, "role").await?;
        around.retain(|outer| *outer < depth);
        if matches!(role.as_str(), "" | "generic" | "none" | "presentation") {
            continue;
        }
        // When a post was written is another moment each time.
        let name = if role == "time" { String::new() } else { computed(window, element, "label").await? };
        let indent = "  ".repeat(around.len());
        let name = if name.is_empty() { String::new() } else { format!(" “{name}”") };
        writeln!(lines, "{indent}{role}{name}{states}").unwrap();
        around.push(depth);
    }
    Ok(lines)
}

/// The tree once it stays as it is: what comes from the server late is taken into the list then.
async fn settled_tree(window: &Window, root: &str) -> String {
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    let mut before = String::new();
    loop {
        match tree(window, root).await {
            Ok(now) if now == before => return now,
            Ok(now) => before = now,
            Err(error) => assert!(Instant::now() < deadline, "{root} never settles: {error}"),
        }
    }
}

/// Compares a tree with its snapshot in `trees`, which `make tree` writes anew.
fn assert_kept(name: &str, tree: &str) {
    insta::with_settings!({ snapshot_path => "trees", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, tree);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn accessibility_trees_match_the_snapshots() {
    let mut desktop = DesktopSession::new();
    let window = screen_walkthrough::sign_up(&mut desktop).await;
    let grace = desktop.local_user("grace@example.org").await;
    grace.post("Found the bug").await;
    window.press("Refresh").await;
    window.post("Found the bug").await;
    window.write("Bread", "Flour, **water**.").await;
    window.see("Saved on this device").await;
    assert_kept("composer", &settled_tree(&window, "dialog[open]").await);
    window.press("Publish").await;
    window.post("Bread").await;
    window.see_no_more("Preview").await;
    // What is said for a moment is no part of the list.
    window.see("Published").await;
    window.press("Dismiss").await;
    window.see_no_more("Published").await;
    assert_kept("feed", &settled_tree(&window, "body").await);
    desktop.close(window).await;
}
