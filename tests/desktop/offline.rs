//! The server goes away for real, while somebody reads, writes and votes: nothing of it is lost, and nothing is done twice.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use hearth_api::PostOut;
use hearth_tests::{Desk, Launch, Place, PythonBackend, Server, User, Window, eventually, window::press_in};
use rustix::process::Signal;
use serde_json::{Value, json};
use thirtyfour::prelude::By;
use tokio::time::sleep;

use crate::flow::sees_votes;

/// A server that can go away and come back at the same address.
struct Remote {
    place: Place,
    listen: String,
    server: Option<Server>,
}

impl Remote {
    async fn start() -> Self {
        let place = Place::new();
        let server = Launch::on(place.data_dir()).start().await;
        let listen = server.address().trim_start_matches("http://").to_owned();
        Self { place, listen, server: Some(server) }
    }

    fn address(&self) -> String {
        format!("http://{}", self.listen)
    }

    async fn stop(&mut self) {
        assert!(self.server.take().unwrap().stop().await.status.success());
    }

    async fn start_again(&mut self) {
        self.server = Some(Launch::on(self.place.data_dir()).listen(&self.listen).start().await);
    }
}

/// Opens the window at a server, signed in as somebody.
async fn open_at(desk: &mut Desk, address: &str, user: &User) -> Window {
    let window = desk.open().await;
    window.fill("address", address).await;
    window.press("Connect").await;
    sign_in(&window, user).await;
    window
}

async fn sign_in(window: &Window, user: &User) {
    window.fill("email", &user.email).await;
    window.fill("password", &user.password).await;
    window.press("Sign in").await;
}

async fn publish(window: &Window, title: &str) {
    window.fill("title", title).await;
    window.fill("content", &format!("About {title}")).await;
    window.press("Publish").await;
}

/// All posts of somebody, in the order in which they were made.
async fn posts_of(user: &User, address: &str) -> Vec<PostOut> {
    let query = hearth_client::FeedQuery { limit: 100, ..Default::default() };
    let client = user.at(address).client;
    let (mut posts, mut next) = (Vec::new(), None);
    loop {
        let page = client.feed(&query, next.as_ref()).await.unwrap();
        posts.extend(page.posts);
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    posts.retain(|entry| entry.post.owner.id == user.id);
    posts.sort_by_key(|entry| entry.post.id);
    posts
}

async fn titles_of(user: &User, address: &str) -> Vec<String> {
    posts_of(user, address).await.into_iter().map(|entry| entry.post.title).collect()
}

/// The files below a folder of the data directory.
fn files(desk: &Desk, folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![desk.data_dir().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Reads on, writes two posts, votes, and starts the app anew, all while the server is away.
async fn go_on_without_a_server(desk: &mut Desk, window: Window) -> Window {
    window.post("Rain").await;
    publish(&window, "One").await;
    window.see("Offline. Showing what was loaded at").await;
    window.see("Waiting to be sent").await;
    press_in(&window.post("Rain").await, "Vote").await;
    sees_votes(&window, "Rain", "1", "true").await;
    publish(&window, "Two").await;
    window.see("About Two").await;
    window.fill("Search titles", "sno").await;
    window.see_no_more("Rain").await;
    window.post("Snow").await;
    window.press("Clear search").await;
    desk.close(window).await;

    let window = desk.open().await;
    window.see("Offline. Showing what was loaded at").await;
    window.post("Snow").await;
    sees_votes(&window, "Rain", "1", "true").await;
    window.see("About One").await;
    window.see("About Two").await;
    assert_eq!(window.titles().await, ["Snow", "Rain"], "what waits is no post yet");
    window
}

/// The server is back: all of it arrives, once.
async fn everything_arrives(window: &Window, user: &User, address: &str) {
    window.see_no_more("Offline.").await;
    window.post("Two").await;
    window.post("One").await;
    window.see_no_more("Waiting to be sent").await;
    sees_votes(window, "Rain", "1", "true").await;
    assert_eq!(titles_of(user, address).await, ["One", "Two"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_while_the_server_is_away_arrives_once_and_in_order() {
    let mut remote = Remote::start().await;
    let (user, other) = (User::sign_up(&remote.address()).await, User::sign_up(&remote.address()).await);
    let rain = other.post("Rain").await;
    other.post("Snow").await;
    let mut desk = Desk::new();
    let window = open_at(&mut desk, &remote.address(), &user).await;
    window.post("Snow").await;
    remote.stop().await;

    let window = go_on_without_a_server(&mut desk, window).await;
    for (folder, least) in [("cache", 2), ("outbox", 1)] {
        let found = files(&desk, folder);
        assert!(found.len() >= least, "{found:?}");
        for file in &found {
            assert_eq!((mode(file), mode(file.parent().unwrap())), (0o600, 0o700), "{}", file.display());
        }
    }
    remote.start_again().await;
    everything_arrives(&window, &user, &remote.address()).await;
    assert_eq!(user.at(&remote.address()).client.post(rain).await.unwrap().vote, Some(1));

    // Once more, to sign out with something that is not sent, which is said.
    remote.stop().await;
    window.see("Offline.").await;
    publish(&window, "Three").await;
    window.see("Waiting to be sent").await;
    window.press("Sign out").await;
    window.see("1 post is not sent yet.").await;
    let dialog = window.find(By::Css("dialog[open]")).await;
    press_in(&dialog, "Sign out").await;
    window.see("Create an account").await;
    assert_eq!(files(&desk, "cache"), [] as [PathBuf; 0], "what was read goes with the session");
    remote.start_again().await;
    assert_eq!(titles_of(&user, &remote.address()).await, ["One", "Two"], "nobody is signed in");
    sign_in(&window, &user).await;
    window.post("Three").await;
    assert_eq!(titles_of(&user, &remote.address()).await, ["One", "Two", "Three"]);
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_python_backend_it_arrives_once_as_well() {
    let mut backend = PythonBackend::start().await;
    let address = backend.address().to_owned();
    let (user, other) = (User::sign_up(&address).await, User::sign_up(&address).await);
    other.post("Rain").await;
    other.post("Snow").await;
    let mut desk = Desk::new();
    let window = open_at(&mut desk, &address, &user).await;
    window.post("Snow").await;
    backend.stop();

    // Here nothing but an attempt tells that the server is away, and no order is promised.
    publish(&window, "One").await;
    window.see("Offline. Showing what was loaded at").await;
    press_in(&window.post("Rain").await, "Vote").await;
    publish(&window, "Two").await;
    window.see("About Two").await;
    desk.close(window).await;
    let window = desk.open().await;
    window.see("Offline.").await;
    sees_votes(&window, "Rain", "1", "true").await;
    window.see("About One").await;
    backend.start_again().await;
    everything_arrives(&window, &user, &address).await;
    desk.close(window).await;
}

/// Many posts that wait, written as the app writes one.
fn fill_outbox(desk: &Desk, number: usize) -> Vec<String> {
    let file = files(desk, "outbox").remove(0);
    let mut content: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let entry = content["entries"][0].clone();
    let titles: Vec<_> = (0..number).map(|at| format!("Post {at}")).collect();
    let entries = titles.iter().enumerate().map(|(at, title)| {
        let mut entry = entry.clone();
        entry["id"] = json!(format!("8e03978e-40d5-43e8-bc93-{at:012}"));
        entry["item"]["title"] = json!(title);
        entry
    });
    content["entries"] = entries.collect();
    fs::write(file, content.to_string()).unwrap();
    titles
}

/// Kills the app in the middle of sending, again and again, until everything has arrived.
async fn kill_while_sending(desk: &Desk, user: &User, address: &str, titles: &[String]) {
    const KILLS: u64 = 10;
    for round in 0..KILLS {
        let before = titles_of(user, address).await.len();
        let mut app = desk.start_app();
        loop {
            let now = titles_of(user, address).await.len();
            if now > before || now == titles.len() {
                break;
            }
            sleep(Duration::from_millis(5)).await;
        }
        sleep(Duration::from_millis(round * 7 % 20)).await;
        desk.signal_app(Signal::KILL);
        app.wait().unwrap();
        desk.app_is_gone().await;
        let now = titles_of(user, address).await;
        assert_eq!(now, titles[..now.len()], "in order, and none twice, in round {round}");
    }
    let left = titles.len() - titles_of(user, address).await.len();
    assert!(left > 0, "all was sent before the last kill: there was nothing to lose");
}

/// Leaves one post unsent, at a place whose server is away.
async fn leave_one_unsent(desk: &mut Desk, window: Window) {
    publish(&window, "To be many").await;
    window.see("Waiting to be sent").await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_killed_while_it_sends_sends_everything_once() {
    let mut remote = Remote::start().await;
    let user = User::sign_up(&remote.address()).await;
    let mut desk = Desk::new();
    let window = open_at(&mut desk, &remote.address(), &user).await;
    window.see("Nothing here yet").await;
    remote.stop().await;
    leave_one_unsent(&mut desk, window).await;
    let titles = fill_outbox(&desk, 150);
    remote.start_again().await;
    kill_while_sending(&desk, &user, &remote.address(), &titles).await;
    let window = desk.open().await;
    window.see_no_more("Waiting to be sent").await;
    eventually_sent(&user, &remote.address(), &titles).await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_killed_while_it_sends_to_the_python_backend_sends_everything_once() {
    let mut backend = PythonBackend::start().await;
    let address = backend.address().to_owned();
    let user = User::sign_up(&address).await;
    let mut desk = Desk::new();
    let window = open_at(&mut desk, &address, &user).await;
    window.see("Nothing here yet").await;
    backend.stop();
    leave_one_unsent(&mut desk, window).await;
    let titles = fill_outbox(&desk, 200);
    backend.start_again().await;
    kill_while_sending(&desk, &user, &address, &titles).await;
    let window = desk.open().await;
    window.see_no_more("Waiting to be sent").await;
    eventually_sent(&user, &address, &titles).await;
    desk.close(window).await;
}

/// Everything arrives, and then nothing more does.
async fn eventually_sent(user: &User, address: &str, titles: &[String]) {
    let sent = async {
        while titles_of(user, address).await.len() < titles.len() {
            sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(hearth_tests::time::PATIENCE, sent).await.expect("everything is sent");
    sleep(Duration::from_millis(200)).await;
    assert_eq!(titles_of(user, address).await, titles);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_broken_on_the_disk_costs_no_more_than_itself() {
    let mut remote = Remote::start().await;
    let user = User::sign_up(&remote.address()).await;
    user.post("Rain").await;
    let mut desk = Desk::new();
    let window = open_at(&mut desk, &remote.address(), &user).await;
    window.post("Rain").await;
    eventually("what was read is kept", || files(&desk, "cache").len() >= 2).await;
    remote.stop().await;
    leave_one_unsent(&mut desk, window).await;

    let garbage: [&dyn Fn(&Path); 4] = [
        &|file| fs::write(file, [0, 0xff, 0xfe]).unwrap(),
        &|file| fs::File::options().write(true).open(file).unwrap().set_len(20).unwrap(),
        &|file| fs::write(file, r#"{"question": [], "at": 7, "answer": "none", "entries": "none"}"#).unwrap(),
        &|file| {
            fs::remove_file(file).unwrap();
            fs::create_dir(file).unwrap();
        },
    ];
    for spoil in garbage {
        for file in files(&desk, "cache").iter().chain(&files(&desk, "outbox")) {
            spoil(file);
        }
        let window = desk.open().await;
        window.see("The server does not answer").await;
        remote.start_again().await;
        window.press("Retry").await;
        window.post("Rain").await;
        window.see("What waited to be sent cannot be read.").await;
        eventually("what was read is kept anew", || files(&desk, "cache").len() >= 2).await;
        remote.stop().await;
        leave_one_unsent(&mut desk, window).await;
        // And it is as good as new.
        let window = desk.open().await;
        window.see("Offline.").await;
        window.post("Rain").await;
        window.see("About To be many").await;
        desk.close(window).await;
    }
}
