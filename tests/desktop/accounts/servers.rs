//! Tests accounts on every kind of server in one window: this computer, a hosted server over TLS, another one below a path of
//! the same host, the Python backend.

use std::time::{Duration, Instant};

use hearth_client::Client;
use hearth_tests::{CONDITION_TIMEOUT, DesktopSession, HostedServer, Nginx, PythonBackend, Window, stub::Identity};

use super::{ADA, WORK, posts_at, shows, sign_in, switch_to};

/// The accounts in their order: the digit of each, its address and what names its server.
type Places<'a> = [(char, &'a str, &'a str); 5];

/// Waits until an account's server has exactly these posts of it, the oldest first. A connection that failed often is tried
/// again after a while.
async fn has_posts(client: &Client, titles: &[&str]) {
    let deadline = Instant::now() + CONDITION_TIMEOUT * 2;
    loop {
        let there: Vec<_> = posts_at(client).await.into_iter().map(|(_, title)| title).collect();
        if there == titles {
            return;
        }
        assert!(Instant::now() < deadline, "there are {there:?}, not {titles:?}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn add_account(window: &Window, address: &str, email: &str, server: &str) {
    window.choose_in_account_menu("Add an account…").await;
    window.connect_to(address).await;
    if address.starts_with("https") {
        window.press("Trust this certificate").await;
    }
    window.sign_up_as(email).await;
    shows(window, email, server).await;
    window.see("Nothing here yet").await;
}

async fn switch(desktop: &DesktopSession, window: &Window, places: &Places<'_>, index: usize) {
    let (digit, email, server) = places[index];
    switch_to(desktop, window, digit, email, server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_on_every_kind_of_server_write_online_and_offline() {
    let (mut first, mut below) = (HostedServer::start().await, HostedServer::start().await);
    let identity = Identity::self_signed("localhost");
    let nginx = Nginx::start_tls(&identity, &[("/", &first.address()), ("/base/", &below.address())]).await;
    let mut python = PythonBackend::start().await;
    let host = format!("localhost:{}", nginx.port());
    let path = format!("{host}/base");
    let python_host = python.address().trim_start_matches("http://").to_owned();
    let mut desktop = DesktopSession::new();

    let window = desktop.open_signed_up().await;
    window.choose_in_account_menu("Add an account…").await;
    window.press("Use this computer").await;
    window.sign_up_as(WORK).await;
    shows(&window, WORK, "This computer").await;
    // Both servers of the host show the same certificate, which is trusted for each by itself.
    add_account(&window, &format!("https://{host}"), ADA, &host).await;
    add_account(&window, &format!("https://{path}"), ADA, &path).await;
    add_account(&window, python.address(), ADA, &python_host).await;
    let places: Places = [
        ('1', ADA, "This computer"),
        ('2', WORK, "This computer"),
        ('3', ADA, &host),
        ('4', ADA, &path),
        ('5', ADA, &python_host),
    ];
    let titles = |index: usize| [format!("{index} online"), format!("{index} offline"), format!("{index} after")];

    for index in 0..places.len() {
        switch(&desktop, &window, &places, index).await;
        window.publish_titled(&titles(index)[0]).await;
        window.post(&titles(index)[0]).await;
    }
    first.kill().await;
    below.kill().await;
    python.stop();
    for index in 2..places.len() {
        switch(&desktop, &window, &places, index).await;
        window.publish_titled(&titles(index)[1]).await;
        window.see("Waiting to be sent").await;
    }
    // What waits is sent in the background, under the account that wrote it.
    switch(&desktop, &window, &places, 0).await;
    first.start_again().await;
    below.start_again().await;
    python.start_again().await;
    let mut clients = Vec::new();
    for (index, address) in [(2, first.address()), (3, below.address()), (4, python.address().to_owned())] {
        let client = sign_in(&Client::remote(&address).unwrap(), ADA).await;
        let [online, offline, _] = titles(index);
        has_posts(&client, &[&online, &offline]).await;
        clients.push(client);
    }

    // One is removed; the others are there after a restart, each with its posts.
    switch(&desktop, &window, &places, 3).await;
    window.sign_out().await;
    desktop.close(window).await;
    let window = desktop.open().await;
    shows(&window, ADA, &python_host).await;
    let places: Places = [places[0], places[1], places[2], ('4', places[4].1, places[4].2), places[0]];
    for (index, number) in [(0, 0), (1, 1), (2, 2), (3, 4)] {
        switch(&desktop, &window, &places, index).await;
        window.post(&titles(number)[0]).await;
        window.publish_titled(&titles(number)[2]).await;
        window.post(&titles(number)[2]).await;
    }
    for (client, number) in [(&clients[0], 2), (&clients[2], 4)] {
        let titles = titles(number);
        has_posts(client, &titles.each_ref().map(String::as_str)).await;
    }
    has_posts(&clients[1], &["3 online", "3 offline"]).await;
    let here = sign_in(&desktop.local_client(), ADA).await;
    has_posts(&here, &["0 online", "1 online", "0 after", "1 after"]).await;
    desktop.close(window).await;
}
