//! Moves and presses the mouse at the screen itself, as a hand does, at what WebDriver finds in the page. WebDriver's
//! own clicks begin further in: they open no menu of the web view's and scroll nothing.

use std::time::{Duration, Instant};

use thirtyfour::WebElement;

use super::{DesktopSession, Window, screen::Screen};
use crate::{CONDITION_TIMEOUT, POLL_INTERVAL};

/// The middle of what can be seen of the first line of an element, as parts of the width and the height of the page;
/// nothing where something else covers it. What is out of sight is scrolled to.
const POINT: &str = "
    const [element] = arguments;
    const point = () => {
        const { left, top, right, bottom } = element.getClientRects()[0] ?? element.getBoundingClientRect();
        const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
        const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
        const at = document.elementFromPoint(x, y);
        return at !== null && (element.contains(at) || at.contains(element)) ? [x / innerWidth, y, innerWidth, innerHeight] : null;
    };
    const seen = point();
    if (seen === null) element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    return seen;";

/// The mouse of a desktop, over a window.
pub struct Mouse<'a> {
    desktop: &'a DesktopSession,
    window: &'a Window,
}

impl DesktopSession {
    /// Returns its mouse, over the app's window.
    #[must_use]
    pub fn mouse<'a>(&'a self, window: &'a Window) -> Mouse<'a> {
        Mouse { desktop: self, window }
    }
}

impl Mouse<'_> {
    /// Moves to the middle of what is seen of an element.
    pub async fn move_to(&self, element: &WebElement) {
        let point = self.point_of(element).await;
        self.run(&to(point));
    }

    /// Clicks an element.
    pub async fn click(&self, element: &WebElement) {
        self.press(element, "1").await;
    }

    /// Clicks an element twice, which selects a word.
    pub async fn double_click(&self, element: &WebElement) {
        let mut step = to(self.point_of(element).await);
        step.extend(words("click --repeat 2 --delay 60 1"));
        self.run(&step);
    }

    /// Clicks an element with the right button.
    pub async fn right_click(&self, element: &WebElement) {
        self.press(element, "3").await;
    }

    /// Clicks an element with the middle button.
    pub async fn middle_click(&self, element: &WebElement) {
        self.press(element, "2").await;
    }

    /// Turns the wheel over an element: so many notches down, or up where negative.
    pub async fn wheel(&self, over: &WebElement, notches: i32) {
        self.turn(over, notches, if notches > 0 { "5" } else { "4" }).await;
    }

    /// Turns the wheel sideways over an element: so many notches to the right, or to the left where negative.
    pub async fn wheel_sideways(&self, over: &WebElement, notches: i32) {
        self.turn(over, notches, if notches > 0 { "7" } else { "6" }).await;
    }

    /// Drags from one element to another with the left button.
    pub async fn drag(&self, from: &WebElement, to: &WebElement) {
        self.drag_between(self.point_of(from).await, self.point_of(to).await);
    }

    /// Drags from one point of the screen to another with the left button, with stops on the way.
    pub fn drag_between(&self, from: (i32, i32), until: (i32, i32)) {
        self.run(&to(from));
        self.run(&words("mousedown 1"));
        for step in 1..=8 {
            let between = |a: i32, b: i32| a + (b - a) * step / 8;
            self.run(&to((between(from.0, until.0), between(from.1, until.1))));
            std::thread::sleep(Duration::from_millis(20));
        }
        // What is under the mouse hears late of where it is.
        std::thread::sleep(Duration::from_millis(300));
        self.run(&words("mouseup 1"));
    }

    /// Finds the middle of what is seen of an element, on the screen.
    pub async fn point_of(&self, element: &WebElement) -> (i32, i32) {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        let mut before = None;
        loop {
            let now = self.look(element).await;
            // Twice the same: what still moves would be missed.
            if let Some(point) = now
                && before == now
            {
                return point;
            }
            before = now;
            assert!(Instant::now() < deadline, "the mouse never reaches {element:?}: it moves, or is covered");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    async fn look(&self, element: &WebElement) -> Option<(i32, i32)> {
        let found = self.window.driver().execute(POINT, vec![element.to_json().unwrap()]).await.unwrap();
        let [across, down, width, height] = found.convert::<Option<[f64; 4]>>().unwrap()?;
        let (x, y, outer_width, outer_height) = Screen::of(self.desktop.display()).area();
        // The page has the whole width, and all that the menu bar above it leaves; a pixel of it may be several.
        let (outer_width, outer_height) = (f64::from(outer_width), f64::from(outer_height));
        let zoom = outer_width / width;
        let bar = outer_height - height * zoom;
        Some((x + rounded(across * outer_width), y + rounded(bar + down * zoom)))
    }

    async fn press(&self, element: &WebElement, button: &str) {
        let mut step = to(self.point_of(element).await);
        step.extend(words("click").into_iter().chain([button.to_owned()]));
        self.run(&step);
    }

    async fn turn(&self, over: &WebElement, notches: i32, button: &str) {
        let mut step = to(self.point_of(over).await);
        step.extend(words(&format!("click --repeat {} --delay 30 {button}", notches.unsigned_abs())));
        self.run(&step);
    }

    fn run(&self, step: &[String]) {
        let step: Vec<&str> = step.iter().map(String::as_str).collect();
        self.desktop.xdotool(&step);
    }
}

/// The words of xdotool that move the mouse there.
fn to((x, y): (i32, i32)) -> Vec<String> {
    words(&format!("mousemove {x} {y}"))
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "no screen is so large")]
fn rounded(pixels: f64) -> i32 {
    pixels.round() as i32
}
