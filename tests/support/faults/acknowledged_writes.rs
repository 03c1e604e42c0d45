//! Records everything that a server has acknowledged, and checks that it is still there.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::future::join_all;
use hearth_api::{CreatePost, PostOut, Vote};
use hearth_client::Error;

use crate::User;

/// The acknowledged state of a post.
#[derive(Clone)]
struct Acknowledged {
    title: String,
    /// True where its author votes for it; unknown when the last answer to a vote did not come.
    voted: Option<bool>,
}

/// The writes that were acknowledged to several writers.
#[derive(Default)]
pub struct AcknowledgedWrites {
    posts: Mutex<HashMap<i32, Acknowledged>>,
    titles: AtomicUsize,
    full: AtomicBool,
}

impl AcknowledgedWrites {
    /// Has all of `users` write at once, as fast as they can, until `end` completes.
    pub async fn write_during<T>(&self, users: &[User], end: impl Future<Output = T>) -> T {
        let over = AtomicBool::new(false);
        let writers = join_all(users.iter().map(|user| self.write(user, &over)));
        let end = async {
            let value = end.await;
            over.store(true, Ordering::Relaxed);
            value
        };
        tokio::join!(writers, end).1
    }

    async fn write(&self, user: &User, over: &AtomicBool) {
        while !over.load(Ordering::Relaxed) {
            if self.write_one(user, 20).await.is_none() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }

    /// Writes a post of about so many bytes, votes for it and changes that a few times; `None` where an answer fails to
    /// come.
    pub async fn write_one(&self, user: &User, bytes: usize) -> Option<()> {
        let number = self.titles.fetch_add(1, Ordering::Relaxed);
        let title = format!("Number {number}");
        let content = incompressible(number, bytes);
        let post = CreatePost { title: title.clone(), content, published: true };
        let post_id = self.acknowledged(user.client.create_post(&post).await)?.id;
        self.posts.lock().unwrap().insert(post_id, Acknowledged { title, voted: Some(false) });
        for dir in [1, 0, 1].into_iter().take(number % 4) {
            self.note_vote(post_id, None);
            self.acknowledged(user.client.vote(Vote { post_id, dir }).await)?;
            self.note_vote(post_id, Some(dir == 1));
        }
        Some(())
    }

    fn note_vote(&self, post: i32, voted: Option<bool>) {
        self.posts.lock().unwrap().get_mut(&post).unwrap().voted = voted;
    }

    /// Unwraps an answer; none where it failed to come, and never one that lies about whose fault it was.
    fn acknowledged<T>(&self, answer: hearth_client::Result<T>) -> Option<T> {
        match answer {
            Ok(value) => Some(value),
            Err(Error::Failed { status: 503, .. } | Error::Unreachable(_) | Error::Lost(_)) => None,
            Err(Error::Failed { status: 507, .. }) => {
                self.full.store(true, Ordering::Relaxed);
                None
            }
            Err(other) => panic!("not an answer for a server in trouble: {other:?}"),
        }
    }

    /// Returns whether the server has said that its disk is full.
    #[must_use]
    pub fn was_told_of_a_full_disk(&self) -> bool {
        self.full.load(Ordering::Relaxed)
    }

    /// Counts the acknowledged posts.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.posts.lock().unwrap().len()
    }

    /// Fails unless everything that was acknowledged is there for `reader`.
    pub async fn check(&self, reader: &User) {
        let lost = self.find_lost(reader).await;
        assert!(lost.is_empty(), "{lost:?}");
    }

    /// Lists what was acknowledged and is not there for `reader`.
    pub async fn find_lost(&self, reader: &User) -> Vec<String> {
        let found: HashMap<i32, PostOut> =
            reader.all_posts().await.into_iter().map(|entry| (entry.post.id, entry)).collect();
        let mut lost = Vec::new();
        for (id, expected) in &*self.posts.lock().unwrap() {
            match found.get(id) {
                None => lost.push(format!("post {id} was acknowledged and is lost")),
                Some(post) if post.post.title != expected.title => lost.push(format!("post {id} has another title")),
                Some(post) if expected.voted.is_some_and(|voted| post.vote != i64::from(voted)) => {
                    lost.push(format!("post {id} has {} votes, its author's is {:?}", post.vote, expected.voted));
                }
                Some(_) => {}
            }
        }
        lost
    }
}

/// A text that takes its length on the disk, too.
fn incompressible(seed: usize, bytes: usize) -> String {
    let mut state = seed as u64 | 1 << 40;
    let letters = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'!' + state.to_be_bytes()[0] % 90)
    });
    letters.take(bytes).collect()
}
