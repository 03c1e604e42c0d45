//! Tests a server behind a reverse proxy: below a prefix, and over connections that it keeps.

use std::time::Duration;

use hearth_client::{FeedQuery, View};
use hearth_tests::{Nginx, Server, ServerCommand, TestDir, User};

/// Reads all that a client finds page by page.
async fn walk(user: &User, view: View, search: &str) -> Vec<String> {
    let query = FeedQuery { view, search: search.to_owned(), limit: 2, in_texts: false };
    let (mut titles, mut next) = (Vec::new(), None);
    loop {
        let page = user.client.feed(&query, next.as_ref()).await.unwrap();
        titles.extend(page.posts.into_iter().map(|entry| entry.post.title));
        match page.next {
            // As it is kept by the app in between.
            Some(test_dir) => next = Some(test_dir.to_string().parse().unwrap()),
            None => return titles,
        }
    }
}

#[tokio::test]
async fn a_link_leads_to_the_next_page_below_a_prefix() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let nginx = Nginx::start(&server.address(), "/some/hearth/").await;
    let user = User::sign_up(&nginx.address()).await;
    let mut titles: Vec<_> = (0..7).map(|number| format!("Number & {number}")).collect();
    for title in &titles {
        user.post(title).await;
    }
    titles.reverse();
    for address in [nginx.address(), server.address()] {
        let user = user.at(&address);
        for view in [View::New, View::Of(user.id)] {
            assert_eq!(walk(&user, view, "").await, titles, "{address}");
            assert_eq!(walk(&user, view, "number &").await, titles, "{address}");
        }
    }
    // Any other client follows it as RFC 3986 says.
    let api = hearth_tests::Api::new(nginx.address().trim_end_matches('/'));
    let page = api.get("/posts/?limit=3", Some(&user.token)).await.expect(200);
    let next = page.url.join(page.header("link").trim_start_matches('<').split('>').next().unwrap()).unwrap();
    assert!(next.as_str().starts_with(&format!("{}posts/?", nginx.address())), "{next}");
}

/// Has nginx send a request on a connection that it has kept, where the server must not just be closing it.
#[tokio::test]
async fn a_kept_connection_takes_the_next_request() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).env("HEARTH_REQUEST_TIMEOUT", "1").start().await;
    let nginx = Nginx::start(&server.address(), "/").await;
    let user = User::sign_up(&nginx.address()).await;
    for number in 0..20 {
        tokio::time::sleep(Duration::from_millis(990 + number)).await;
        user.post(&format!("Number {number}")).await;
    }
}
