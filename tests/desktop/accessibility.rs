//! Tests the accessibility of every screen: axe finds nothing, and nothing is cut off, in either theme, in either
//! language, at any size.

use std::{fs, path::Path};

use hearth_tests::{Appearance, DesktopSession, Window, screen_walkthrough};
use serde::Deserialize;
use serde_json::{Value, json};

/// The looks in which each screen is examined: together both themes in both languages, and each of the other
/// preferences.
const LOOKS: [Appearance; 5] = [
    Appearance::USUAL,
    Appearance { theme: "dark", density: "compact", ..Appearance::USUAL },
    Appearance { language: "ar", text_size: 200, ..Appearance::USUAL },
    Appearance { theme: "dark", language: "ar", contrast: "more", ..Appearance::USUAL },
    Appearance { density: "compact", text_size: 150, contrast: "more", ..Appearance::USUAL },
];

/// The narrow looks: as narrow as a page must work by WCAG, 320 CSS pixels by the window or by the size of text; and as
/// narrow as the window can be, with the largest text.
const NARROW: [(u32, Appearance); 4] = [
    (320, Appearance::USUAL),
    (640, Appearance { text_size: 200, language: "ar", ..Appearance::USUAL }),
    (320, Appearance { text_size: 200, ..Appearance::USUAL }),
    (320, Appearance { text_size: 200, language: "ar", ..Appearance::USUAL }),
];

/// The findings of axe on a screen.
#[derive(Deserialize)]
struct Findings {
    violations: Vec<String>,
    /// The number of texts whose contrast was measured, and those where it could not be.
    measured: usize,
    unmeasured: Vec<String>,
}

const RUN_AXE: &str = r#"
    const [done] = arguments;
    // Not half below what stays in view, where a button would be too small.
    scrollTo(0, 0);
    const words = (rule) => rule.nodes.map((node) =>
        `${rule.impact} ${rule.id}: ${node.target} ${node.failureSummary ?? ""} ${node.html.slice(0, 200)}`);
    const contrast = (rules) => rules.filter((rule) => rule.id === "color-contrast");
    axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(
        ({ violations, passes, incomplete }) => done({
            violations: violations.flatMap(words),
            measured: contrast(passes).flatMap((rule) => rule.nodes).length,
            unmeasured: contrast(incomplete).flatMap(words),
        }),
        (error) => done({ violations: [String(error)], measured: 0, unmeasured: [] }),
    );
"#;

/// Lists what stands outside of the window, has to be scrolled to sideways, or is cut off without a title that says it
/// whole.
const CUT_OFF: &str = r#"
    const scrolls = (it) => ["auto", "scroll"].includes(getComputedStyle(it).overflowX);
    const hasText = (it) => [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
    const isHidden = (it) => !it.checkVisibility({ opacityProperty: true }) || it.getBoundingClientRect().width <= 1;
    const isOutside = ({ left, right }) => left < -1 || right > innerWidth + 1;
    const isWider = (it) => it.scrollWidth > it.clientWidth + 1;
    const mayScroll = (it) => it.closest("pre, table, input, textarea") !== null;
    const name = (it) => `<${it.localName} class="${it.className}"> ${it.textContent.trim().slice(0, 60)}`;
    const found = [];
    if (isWider(document.documentElement)) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const it of document.querySelectorAll("body *")) {
        if (isHidden(it) || mayScroll(it) || it.closest(".visually-hidden, .hidden label, .way")) continue;
        const style = getComputedStyle(it);
        if (hasText(it) && isOutside(it.getBoundingClientRect())) found.push(`outside: ${name(it)}`);
        if (scrolls(it) && isWider(it)) found.push(`scrolls sideways: ${name(it)}`);
        if (style.textOverflow === "ellipsis" && isWider(it) && !it.closest("[title]")) found.push(`cut: ${name(it)}`);
        // A row shows two lines of a post, and opens it.
        const isExcerpt = it.matches("article .row *") && style.webkitLineClamp !== "none";
        if (!isExcerpt && style.overflowY === "hidden" && hasText(it) && it.scrollHeight > it.clientHeight + 2) found.push(`cut below: ${name(it)}`);
    }
    return found;
"#;

fn axe() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Looks at a screen in every look, and returns all that is wrong with it.
async fn examine(window: &Window, screen: &str, axe: &str) -> Vec<String> {
    let driver = window.driver();
    driver.execute(axe, Vec::new()).await.unwrap();
    let mut wrong = Vec::new();
    for look in LOOKS {
        window.set_appearance(look).await;
        let findings: Findings = driver.execute_async(RUN_AXE, Vec::new()).await.unwrap().convert().unwrap();
        wrong.extend(findings.violations.into_iter().map(|found| format!("{screen}, {look:?}: {found}")));
        // What has to be scrolled to, such as the buttons of a long dialog in large text, cannot be measured.
        if findings.measured < findings.unmeasured.len() {
            let (measured, unmeasured) = (findings.measured, findings.unmeasured.join("\n  "));
            wrong.push(format!("{screen}, {look:?}: contrast measured {measured} times, but not of\n  {unmeasured}"));
        }
    }
    for (width, look) in NARROW {
        window.set_appearance(look).await;
        driver.set_window_rect(0, 0, width, 900).await.unwrap();
        window.set_appearance(look).await;
        let cut: Vec<String> = window.eval(CUT_OFF, Vec::new()).await;
        wrong.extend(cut.into_iter().map(|found| format!("{screen}, {width} wide, {look:?}: {found}")));
    }
    driver.set_window_rect(0, 0, 1000, 760).await.unwrap();
    wrong
}

fn assert_nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn signed_out_screens_are_accessible() {
    let axe = axe();
    let mut desktop = DesktopSession::new();
    let mut wrong = Vec::new();
    let mut look_at = async |window: &Window, screen: &str| wrong.extend(examine(window, screen, &axe).await);
    let window = screen_walkthrough::signed_out(&mut desktop, &mut look_at).await;
    desktop.close(window).await;
    assert_nothing(&wrong);
}

#[tokio::test(flavor = "multi_thread")]
async fn signed_in_screens_are_accessible() {
    let axe = axe();
    let mut desktop = DesktopSession::new();
    let mut wrong = Vec::new();
    let mut look_at = async |window: &Window, screen: &str| wrong.extend(examine(window, screen, &axe).await);
    let window = screen_walkthrough::sign_up(&mut desktop).await;
    screen_walkthrough::signed_in(&mut desktop, window, &mut look_at).await;
    assert_nothing(&wrong);
}

#[tokio::test(flavor = "multi_thread")]
async fn offline_screens_are_accessible() {
    let axe = axe();
    let mut desktop = DesktopSession::new();
    let mut wrong = Vec::new();
    let mut look_at = async |window: &Window, screen: &str| wrong.extend(examine(window, screen, &axe).await);
    screen_walkthrough::offline(&mut desktop, &mut look_at).await;
    assert_nothing(&wrong);
}

/// Lists the animations and transitions of the moment that last long enough to be seen.
const MOVES: &str = "
    const lasting = (it) => it.effect.getComputedTiming().endTime > 10;
    return document.getAnimations().filter(lasting).map((it) => it.animationName ?? it.transitionProperty)";

#[tokio::test(flavor = "multi_thread")]
async fn follows_desktop_motion_and_contrast_settings() {
    let mut desktop = DesktopSession::new();
    desktop.set_gtk("gtk-enable-animations = 0");
    desktop.set_gtk("gtk-theme-name = HighContrast");
    let window = desktop.open_on_this_computer().await;
    assert_eq!(window.eval::<Value>("return document.documentElement.dataset.contrast", Vec::new()).await, "more");
    assert_eq!(window.eval::<Value>("return getComputedStyle(document.body).color", Vec::new()).await, "rgb(0, 0, 0)");
    // The button at work turns a wheel.
    window.press("Sign in instead").await;
    window.sign_in("ada@example.com", "correct horse").await;
    assert_eq!(window.eval::<Value>(MOVES, Vec::new()).await, json!([]));
    window.see("Wrong email or password.").await;
    assert_eq!(window.eval::<Value>(MOVES, Vec::new()).await, json!([]));
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn follows_desktop_text_size() {
    let mut desktop = DesktopSession::new();
    desktop.set("GDK_DPI_SCALE", "1.5");
    let window = desktop.open().await;
    window.see("Use this computer").await;
    assert_eq!(window.eval::<Value>("return Math.round(outerWidth / innerWidth * 100)", Vec::new()).await, 150);
    desktop.close(window).await;
}
