//! The window in which commands are carried out: two posts, a person's own and somebody else's, at a hosted server.

use std::mem;

use hearth_tests::{
    Appearance, DesktopSession, NotificationDaemon, Server, ServerCommand, TestDir, TrayHost, User, Window,
    keyboard::ESCAPE,
};
use serde_json::{Value, json};
use thirtyfour::prelude::By;

use super::catalogue::keysyms;

/// The one's own post.
pub(super) const OWN: &str = "Rye";
/// The other's post, below it.
pub(super) const FOREIGN: &str = "Bread";
/// What is written in it.
pub(super) const WORDS: &str = "Flour and water, and water.";

pub(super) struct Scene {
    /// Before its desktop: fields are dropped in this order, and a picture of a failure needs the screen.
    pub(super) window: Window,
    pub(super) desktop: DesktopSession,
    pub(super) grace: User,
    listen: String,
    server: Option<Server>,
    server_dir: TestDir,
    _tray: TrayHost,
    _notifications: NotificationDaemon,
}

impl Scene {
    pub(super) async fn open() -> Self {
        let server_dir = TestDir::new();
        let server = ServerCommand::on(server_dir.data_dir()).start().await;
        let grace = User::sign_up_as(&server.address(), "grace@example.com").await;
        grace.publish(FOREIGN, WORDS).await;
        let mut desktop = DesktopSession::new();
        desktop.start_accessibility_bus();
        let tray = TrayHost::start(&desktop).await;
        let notifications = NotificationDaemon::start(&desktop).await;
        let window = desktop.open().await;
        window.connect_to(&server.address()).await;
        window.sign_up().await;
        window.post(FOREIGN).await;
        window.publish(OWN, "Dark.").await;
        window.post(OWN).await;
        let listen = server.address().trim_start_matches("http://").to_owned();
        Self {
            desktop,
            window,
            grace,
            listen,
            server: Some(server),
            server_dir,
            _tray: tray,
            _notifications: notifications,
        }
    }

    pub(super) async fn close(self) {
        self.desktop.close(self.window).await;
    }

    /// Waits until the window is as it was at first.
    pub(super) async fn is_home(&self) {
        const DIALOGS: &str = "return document.querySelectorAll('dialog[open], [role=menu]').length";
        self.window.sees_result("the dialogs", DIALOGS, (), 0).await;
        self.sees_list("New").await;
        self.window.post(OWN).await;
        self.window.post(FOREIGN).await;
    }

    /// Presses keys at the screen, in the notation of the catalogue.
    pub(super) fn press(&self, keys: &str) {
        for chord in keysyms(keys) {
            self.desktop.press_keys(&chord);
        }
    }

    /// Closes by Escape what shows a text.
    pub(super) async fn leave(&self, text: &str) {
        self.desktop.press_keys(&[ESCAPE]);
        self.window.see_no_more(text).await;
    }

    /// Gives a post the focus.
    pub(super) async fn focus(&self, title: &str) {
        self.window.post(title).await.focus().await.unwrap();
        self.window.sees_focus(title).await;
    }

    /// Opens the other's post.
    pub(super) async fn open_post(&self) {
        self.window.open_post(FOREIGN).await;
        self.window.sees_focus(FOREIGN).await;
    }

    /// Goes to a list.
    pub(super) async fn go_to(&self, list: &str) {
        self.window.go_to_list(list).await;
        self.sees_list(list).await;
    }

    /// Waits until a list is shown.
    pub(super) async fn sees_list(&self, name: &str) {
        const CURRENT: &str = "return document.querySelector('nav [aria-current=page]')?.innerText.trim() ?? ''";
        self.window.sees_result("the list", CURRENT, (), name).await;
    }

    /// Reads a preference.
    pub(super) async fn preference(&self, name: &str) -> Value {
        const READ: &str = "
            const [name, done] = arguments;
            window.__TAURI_INTERNALS__.invoke('status').then(({ preferences }) => done(preferences[name]));";
        self.window.driver().execute_async(READ, vec![name.into()]).await.unwrap().convert().unwrap()
    }

    /// Sets a preference, as if it had always been so.
    pub(super) async fn prefer(&self, name: &str, value: impl Into<Value>) {
        const SET: &str = "
            const [change, done] = arguments;
            const { invoke } = window.__TAURI_INTERNALS__;
            const set = ({ preferences }) => invoke('set_preferences', { preferences: { ...preferences, ...change } });
            invoke('status').then(set).then(() => done(null));";
        let change = json!({ (name): value.into() });
        self.window.driver().execute_async(SET, vec![change]).await.unwrap();
    }

    /// Makes the window look so.
    pub(super) async fn look(&self, look: Appearance) {
        self.window.set_appearance(look).await;
    }

    /// Waits until a root attribute of the page has a value.
    pub(super) async fn sees_attribute(&self, name: &str, value: &str) {
        const READ: &str = "return document.documentElement.getAttribute(arguments[0]) ?? ''";
        self.window.sees_result(name, READ, name, value).await;
    }

    /// Reads the language that the window is in.
    pub(super) async fn language(&self) -> String {
        self.window.eval("return document.documentElement.lang", Vec::new()).await
    }

    /// Takes the server away.
    pub(super) async fn stop_server(&mut self) {
        self.server.take().unwrap().kill().await;
    }

    /// Returns where the server listens.
    pub(super) fn listen(&self) -> &str {
        &self.listen
    }

    /// Brings the server back.
    pub(super) async fn start_server(&mut self) {
        self.server = Some(ServerCommand::on(self.server_dir.data_dir()).listen(&self.listen).start().await);
    }

    /// Waits until the app has ended, and starts it again.
    pub(super) async fn ends(&mut self) {
        self.desktop.app_is_gone().await;
        let next = self.desktop.open().await;
        mem::replace(&mut self.window, next).forget().await;
        self.window.post(OWN).await;
    }

    /// Signs in again.
    pub(super) async fn sign_in(&self) {
        self.window.sign_in("ada@example.com", "correct horse").await;
        self.window.post(OWN).await;
    }

    /// Finds an element.
    pub(super) async fn find(&self, css: &str) -> thirtyfour::WebElement {
        self.window.find(By::Css(css.to_owned())).await
    }
}
