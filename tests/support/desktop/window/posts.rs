//! Finds, publishes and measures posts in the window.

use std::time::Instant;

use thirtyfour::{Key, WebElement, prelude::By};

use super::{
    Window,
    controls::{click, press},
    xpath::quoted,
};
use crate::{CONDITION_TIMEOUT, POLL_INTERVAL, User};

/// Counts the sheets that are open.
const SHEETS: &str = "return document.querySelectorAll('dialog[open][data-sheet]').length";

impl Window {
    /// Opens the sheet in which posts are written, unless it is open.
    pub async fn open_composer(&self) {
        const IS_OPEN: &str = "return document.querySelector('dialog[open][data-sheet]') !== null";
        if !self.eval::<bool>(IS_OPEN, Vec::new()).await {
            // By no name, which is another one in each language.
            press(&self.find(By::Css("header [aria-keyshortcuts=n]")).await).await;
        }
        self.find(By::Css("dialog[open] [name=title]")).await;
    }

    /// Goes on with a text that was begun before.
    pub async fn continue_writing(&self) {
        self.press("Continue").await;
        self.find(By::Css("dialog[open] [name=content]")).await;
    }

    /// Closes the sheet by its key, which keeps the text.
    pub async fn leave_composer(&self) {
        self.keys(Key::Escape).await;
        self.sees_result("the sheet", SHEETS, (), 0).await;
    }

    /// Begins a new post by its title.
    pub async fn begin_post(&self, title: &str) {
        self.open_composer().await;
        self.fill("title", title).await;
    }

    /// Writes a new post, without sending it.
    pub async fn write(&self, title: &str, content: &str) {
        self.begin_post(title).await;
        self.fill("content", content).await;
    }

    /// Writes a post, presses Publish and waits until the sheet closes or says why not; but not for the post.
    pub async fn publish(&self, title: &str, content: &str) {
        self.write(title, content).await;
        self.press("Publish").await;
        self.is_sent().await;
    }

    /// Waits until the sheet is closed, or says why the post is not sent.
    pub async fn is_sent(&self) {
        const UNANSWERED: &str = "
            return document.querySelectorAll('dialog[open][data-sheet]:not(:has([role=alert], [aria-invalid]))').length";
        self.sees_result("the answer", UNANSWERED, (), 0).await;
    }

    /// Writes a post about its title and presses Publish, without waiting for the post.
    pub async fn publish_titled(&self, title: &str) {
        self.publish(title, &format!("About {title}")).await;
    }

    /// Reads how many votes a post shows, and whether the reader's is among them.
    pub async fn votes(&self, title: &str) -> (String, Option<String>) {
        let post = self.post(title).await;
        let button = post.find(By::Css("button[aria-label^='Vote,']")).await.unwrap();
        (button.text().await.unwrap(), button.attr("aria-pressed").await.unwrap())
    }

    /// Waits until a post shows this many votes, with the reader's (`"true"`) or without it (`"false"`).
    pub async fn sees_votes(&self, title: &str, count: &str, pressed: &str) {
        let expected = (count.to_owned(), Some(pressed.to_owned()));
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        while self.votes(title).await != expected {
            assert!(Instant::now() < deadline, "{title} never shows {expected:?}");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Waits until exactly these posts are listed, from the top.
    pub async fn sees_titles(&self, titles: &[&str]) {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            let seen = self.titles().await;
            if seen == titles {
                return;
            }
            assert!(Instant::now() < deadline, "listed are {seen:?}, not {titles:?}");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Lets another user publish a post, and reloads the list until the post is in it.
    pub async fn receive_post(&self, author: &User, title: &str, content: &str) {
        author.publish(title, content).await;
        self.press("Refresh").await;
        self.post(title).await;
    }

    /// Goes to a list of posts, by its name above the list.
    pub async fn go_to_list(&self, name: &str) {
        let tab = self.find(By::XPath(format!("//nav//button[normalize-space(.)={}]", quoted(name)))).await;
        // Without scrolling to it first: it stays in the window, and the posts are to stay where they are.
        click(&tab).await;
    }

    /// Opens the page of a post that is in the list.
    pub async fn open_post(&self, title: &str) {
        self.follow(title).await;
        self.see("Copy link").await;
    }

    /// Finds the post with this title.
    pub async fn post(&self, title: &str) -> WebElement {
        self.find(By::XPath(format!("//article[.//h3[normalize-space(.)={}]]", quoted(title)))).await
    }

    /// Reads down the list until the post with this title stands at a distance from the top of the window.
    pub async fn read_down_to(&self, title: &str, distance: i32) {
        const READ_ON: &str = "
            const [title, distance] = arguments;
            const heading = [...document.querySelectorAll('article h3')].find((it) => it.textContent.trim() === title);
            if (heading === undefined) return scrollBy(0, innerHeight / 2), false;
            const away = Math.round(heading.closest('article').getBoundingClientRect().top - distance);
            scrollBy(0, away);
            return away === 0;";
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            let args = vec![title.into(), distance.into()];
            let there: bool = self.eval(READ_ON, args).await;
            if there {
                return;
            }
            assert!(Instant::now() < deadline, "reading on never leads to {title:?}");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Waits until the post with this title rests at a distance from the top of the window.
    pub async fn rests_at(&self, title: &str, distance: f64) {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            let now = self.distance(title).await;
            if (now - distance).abs() < 2.0 {
                return;
            }
            assert!(Instant::now() < deadline, "{title:?} is {now} below the top, not {distance}");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Reads the titles of the posts, from the top.
    pub async fn titles(&self) -> Vec<String> {
        const READ: &str = "return [...document.querySelectorAll('article h3')].map((title) => title.innerText.trim())";
        self.eval(READ, Vec::new()).await
    }

    /// Measures how far the post with this title is below the top of the window, in CSS pixels; negative above it.
    pub async fn distance(&self, title: &str) -> f64 {
        let args = vec![self.post(title).await.to_json().unwrap()];
        let script = "return arguments[0].getBoundingClientRect().top";
        self.eval(script, args).await
    }
}
