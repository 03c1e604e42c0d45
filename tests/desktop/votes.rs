//! Tests two windows and a third client that vote on the same posts. What each window shows in the end is what the
//! database says.

use std::time::{Duration, Instant};

use hearth_api::Vote;
use hearth_client::FeedQuery;
use hearth_tests::{CONDITION_TIMEOUT, DesktopSession, ServerCommand, TestDir, User, Window};
use tokio::time::sleep;

const POSTS: [&str; 3] = ["Bread", "Soup", "Tea"];
const VOTING: Duration = Duration::from_mins(1);

/// A window of somebody's at the server.
async fn open(desktop: &mut DesktopSession, address: &str, email: &str) -> Window {
    let window = desktop.open().await;
    window.connect_to(address).await;
    window.sign_up_as(email).await;
    for title in POSTS {
        window.post(title).await;
    }
    window
}

/// Presses vote buttons, some of them twice, until the time is over.
async fn vote_in(window: &Window, end: Instant, step: usize) {
    const PRESS: &str = "
        const buttons = [...document.querySelectorAll('button[aria-label^=\"Vote,\"]')];
        for (let press = 0; press <= arguments[1]; press++) buttons[arguments[0] % buttons.length].click();";
    let mut count = 0;
    while Instant::now() < end {
        count += step;
        window.driver().execute(PRESS, vec![count.into(), (count % 2).into()]).await.unwrap();
        sleep(Duration::from_millis(30)).await;
    }
}

async fn vote_beside(user: &User, posts: &[i32], end: Instant) {
    let mut count = 0;
    while Instant::now() < end {
        count += 1;
        let vote =
            Vote { post_id: posts[count % posts.len()], dir: i64::from((count / posts.len()).is_multiple_of(2)) };
        // Where it was so already, the server says no.
        let _ = user.client.vote(vote).await;
    }
}

/// Reads what a window shows of each post: the votes, and whether the reader's is among them.
async fn shown(window: &Window) -> Vec<(String, bool)> {
    let mut shown = Vec::new();
    for title in POSTS {
        let (count, pressed) = window.votes(title).await;
        shown.push((count, pressed.as_deref() == Some("true")));
    }
    shown
}

#[tokio::test(flavor = "multi_thread")]
async fn two_windows_agree_with_the_database() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let address = server.address();
    let third = User::sign_up(&address).await;
    let mut posts = Vec::new();
    for title in POSTS {
        posts.push(third.post(title).await);
    }
    let (mut one, mut two) = (DesktopSession::new(), DesktopSession::new());
    let first = open(&mut one, &address, "ada@example.com").await;
    let second = open(&mut two, &address, "grace@example.com").await;

    let end = Instant::now() + VOTING;
    tokio::join!(vote_in(&first, end, 1), vote_in(&second, end, 2), vote_beside(&third, &posts, end));

    let deadline = Instant::now() + CONDITION_TIMEOUT;
    loop {
        let page = third.client.feed(&FeedQuery { limit: 10, ..FeedQuery::default() }, None).await.unwrap();
        let said = |title: &str| page.posts.iter().find(|entry| entry.post.title == title).unwrap();
        let counted: Vec<_> = POSTS.map(|title| said(title).vote).into();
        let (in_first, in_second) = (shown(&first).await, shown(&second).await);
        let counts =
            |shown: &[(String, bool)]| shown.iter().map(|(count, _)| count.parse().unwrap()).collect::<Vec<i64>>();
        // Who voted is counted too: two windows and the third.
        let voters: Vec<_> = (0..POSTS.len())
            .map(|at| {
                i64::from(in_first[at].1) + i64::from(in_second[at].1) + i64::from(said(POSTS[at]).voted == Some(true))
            })
            .collect();
        if counts(&in_first) == counted && counts(&in_second) == counted && voters == counted {
            break;
        }
        assert!(Instant::now() < deadline, "the database says {counted:?}, the windows {in_first:?} and {in_second:?}");
        sleep(Duration::from_millis(100)).await;
    }
    one.close(first).await;
    two.close(second).await;
}
