//! Records what was acknowledged, and compares it with what is in the database, row by row.

use std::{
    collections::{HashMap, HashSet},
    sync::Mutex,
    time::Instant,
};

use sqlx::{Connection, PgConnection};

use crate::Fallible;

/// Reads all posts with their votes, as pages count them.
const POSTS: &str = "
    SELECT id, title, content, COALESCE(votes, 0) FROM posts LEFT JOIN hearth_scores ON post_id = id";

/// An acknowledged post.
struct Post {
    title: String,
    content: String,
}

#[derive(Default)]
struct State {
    posts: HashMap<i32, Post>,
    numbers: Vec<i32>,
    votes: HashSet<(i32, i32)>,
    emails: HashSet<String>,
    written: Vec<Instant>,
    acknowledged: u64,
}

/// What was acknowledged since the cluster was started.
#[derive(Default)]
pub struct Ledger(Mutex<State>);

/// What a comparison found.
#[derive(Debug, Default)]
pub struct Found {
    /// What was acknowledged and is not there, or is otherwise.
    pub lost: Vec<String>,
    /// What was written once and is there twice.
    pub doubled: Vec<String>,
    /// What is there of votes and was not acknowledged, and counts that do not agree with the votes.
    pub votes: Vec<String>,
}

impl Ledger {
    /// Records a post.
    pub fn posted(&self, id: i32, title: &str, content: &str) {
        let mut state = self.0.lock().unwrap();
        state.posts.insert(id, Post { title: title.to_owned(), content: content.to_owned() });
        state.numbers.push(id);
        state.written.push(Instant::now());
        state.acknowledged += 1;
    }

    /// Records that a post has another content.
    pub fn edited(&self, id: i32, content: &str) {
        let mut state = self.0.lock().unwrap();
        if let Some(post) = state.posts.get_mut(&id) {
            content.clone_into(&mut post.content);
        }
        state.acknowledged += 1;
    }

    /// Records that an account votes for a post, or does so no longer.
    pub fn voted(&self, account: i32, post: i32, votes: bool) {
        let mut state = self.0.lock().unwrap();
        if votes {
            state.votes.insert((account, post))
        } else {
            state.votes.remove(&(account, post))
        };
        state.acknowledged += 1;
    }

    /// Returns whether an account votes for a post.
    pub fn votes(&self, account: i32, post: i32) -> bool {
        self.0.lock().unwrap().votes.contains(&(account, post))
    }

    /// Records an account.
    pub fn signed_up(&self, email: &str) {
        let mut state = self.0.lock().unwrap();
        state.emails.insert(email.to_owned());
        state.acknowledged += 1;
    }

    /// Returns some post of the last hundred.
    pub fn some_post(&self) -> Option<i32> {
        let state = self.0.lock().unwrap();
        let last = &state.numbers[state.numbers.len().saturating_sub(100)..];
        (!last.is_empty()).then(|| last[fastrand::usize(..last.len())])
    }

    /// Returns how many writes were acknowledged.
    pub fn acknowledged(&self) -> u64 {
        self.0.lock().unwrap().acknowledged
    }

    /// Returns when posts were acknowledged, since a moment.
    pub fn written_since(&self, since: Instant) -> Vec<Instant> {
        self.0.lock().unwrap().written.iter().copied().filter(|at| *at >= since).collect()
    }

    /// Compares all of it with the database. Nobody may be writing.
    pub async fn compare(&self, url: &str) -> Fallible<Found> {
        let mut database = PgConnection::connect(url).await?;
        let posts: Vec<(i32, String, String, i64)> = sqlx::query_as(POSTS).fetch_all(&mut database).await?;
        let votes: Vec<(i32, i32)> =
            sqlx::query_as("SELECT user_id, post_id FROM votes").fetch_all(&mut database).await?;
        let emails: Vec<(String,)> = sqlx::query_as("SELECT email FROM users").fetch_all(&mut database).await?;
        database.close().await?;
        let state = self.0.lock().unwrap();
        let mut found = Found::default();
        let mut titles = HashSet::new();
        let mut counts: HashMap<i32, i64> = HashMap::new();
        for (_, post) in &votes {
            *counts.entry(*post).or_default() += 1;
        }
        for (id, title, _, count) in &posts {
            if !titles.insert(title) {
                found.doubled.push(format!("post {id}, {title:?}"));
            }
            let cast = counts.get(id).copied().unwrap_or_default();
            if *count != cast {
                found.votes.push(format!("post {id} counts {count} votes of {cast}"));
            }
        }
        let there: HashMap<i32, (&str, &str)> =
            posts.iter().map(|(id, title, content, _)| (*id, (title.as_str(), content.as_str()))).collect();
        for (id, post) in &state.posts {
            match there.get(id) {
                None => found.lost.push(format!("post {id}, {:?}", post.title)),
                Some(texts) if *texts != (post.title.as_str(), post.content.as_str()) => {
                    found.lost.push(format!("post {id} is {texts:?} in place of {:?}", (&post.title, &post.content)));
                }
                Some(_) => {}
            }
        }
        let votes: HashSet<(i32, i32)> = votes.into_iter().collect();
        found
            .lost
            .extend(state.votes.difference(&votes).map(|(account, post)| format!("vote of {account} for {post}")));
        found.votes.extend(votes.difference(&state.votes).map(|(account, post)| format!("of {account} for {post}")));
        let emails: HashSet<String> = emails.into_iter().map(|(email,)| email).collect();
        found.lost.extend(state.emails.difference(&emails).map(|email| format!("account {email}")));
        Ok(found)
    }
}

impl Found {
    /// Lists all of it.
    pub fn problems(&self) -> Vec<String> {
        let kinds = [("lost", &self.lost), ("doubled", &self.doubled), ("votes", &self.votes)];
        kinds.iter().flat_map(|(kind, found)| found.iter().map(move |what| format!("{kind}: {what}"))).collect()
    }
}
