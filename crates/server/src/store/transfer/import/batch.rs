//! Gathers lines of one kind, and writes them at once.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::super::{
    error::TransferError,
    record::{Accounts, Person, Post, Record, Vote},
};
use crate::sqlstate;

/// Bounds the lines that are gathered, and the bytes of their texts.
const LINES: usize = 500;
const BYTES: usize = 4 << 20;

/// How many addresses an error names.
const NAMED: usize = 5;

/// The longest address and name that are taken, and the longest hash, in bytes.
const TEXT_MAX: usize = 2000;

/// Lines of one kind that wait to be written.
pub(super) struct Batch {
    accounts: Accounts,
    first_line: u64,
    bytes: usize,
    people: Vec<Person>,
    posts: Vec<Post>,
    votes: (Vec<i32>, Vec<i32>),
}

impl Batch {
    pub(super) fn new(accounts: Accounts) -> Self {
        Self {
            accounts,
            first_line: 0,
            bytes: 0,
            people: Vec::new(),
            posts: Vec::new(),
            votes: (Vec::new(), Vec::new()),
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.len() >= LINES || self.bytes >= BYTES
    }

    /// Returns whether a line is of the kind that is gathered.
    pub(super) fn takes(&self, record: &Record) -> bool {
        let others = match record {
            Record::Person(_) => self.len() - self.people.len(),
            Record::Post(_) => self.len() - self.posts.len(),
            Record::Vote(_) => self.len() - self.votes.0.len(),
            Record::Header { .. } | Record::End(_) => self.len(),
        };
        others == 0
    }

    pub(super) fn add_person(&mut self, person: Person, number: u64) -> Result<(), TransferError> {
        let optional = [&person.display_name, &person.phone_number, &person.password];
        for text in optional.into_iter().flatten().chain([&person.email]) {
            check(text, number)?;
            if text.len() > TEXT_MAX {
                return Err(TransferError::line(number, "a text in it is too long"));
            }
        }
        if person.email.is_empty() {
            return Err(TransferError::line(number, "the person has no address"));
        }
        self.begin(number);
        self.people.push(person);
        Ok(())
    }

    pub(super) fn add_post(&mut self, post: Post, number: u64) -> Result<(), TransferError> {
        check(&post.title, number)?;
        check(&post.content, number)?;
        self.begin(number);
        self.bytes += post.title.len() + post.content.len();
        self.posts.push(post);
        Ok(())
    }

    pub(super) fn add_vote(&mut self, vote: &Vote, number: u64) {
        self.begin(number);
        self.votes.0.push(vote.person);
        self.votes.1.push(vote.post);
    }

    /// Writes what is gathered.
    pub(super) async fn write(&mut self, db: &mut PgConnection) -> Result<(), TransferError> {
        if !self.people.is_empty() {
            self.write_people(db).await?;
        } else if !self.posts.is_empty() {
            self.write_posts(db).await?;
        } else if !self.votes.0.is_empty() {
            self.write_votes(db).await?;
        }
        *self = Self::new(self.accounts);
        Ok(())
    }

    async fn write_people(&mut self, db: &mut PgConnection) -> Result<(), TransferError> {
        let people = std::mem::take(&mut self.people);
        let (olds, emails): (Vec<i32>, Vec<&str>) =
            people.iter().map(|person| (person.id, person.email.as_str())).unzip();
        let found: Vec<(i32, i32)> = sqlx::query_as(
            "SELECT DISTINCT ON (old) old, u.id FROM unnest($1::INT[], $2::TEXT[]) AS given (old, email)
             JOIN users u ON lower(u.email) = lower(given.email)
             ORDER BY old, u.email = given.email DESC, u.id",
        )
        .bind(&olds)
        .bind(&emails)
        .fetch_all(&mut *db)
        .await?;
        let has_account = |id: i32| found.iter().any(|(old, _)| *old == id);
        if self.accounts == Accounts::New && !found.is_empty() {
            let taken = people.iter().filter(|person| has_account(person.id));
            let mut named: Vec<String> = taken.take(NAMED).map(|person| person.email.clone()).collect();
            if found.len() > NAMED {
                named.push(format!("and {} more", found.len() - NAMED));
            }
            return Err(TransferError::Conflict(named));
        }
        let (mut from, mut to): (Vec<i32>, Vec<i32>) = found.iter().copied().unzip();
        let new: Vec<Person> = people.into_iter().filter(|person| !has_account(person.id)).collect();
        let ids = self.insert_people(&new, db).await?;
        from.extend(new.iter().map(|person| person.id));
        to.extend(ids);
        let map = "INSERT INTO hearth_imported_people SELECT * FROM unnest($1::INT[], $2::INT[])";
        let mapped = sqlx::query(map).bind(from).bind(to).execute(db).await;
        mapped.map(drop).map_err(|error| self.twice(error, "two people have the same id"))
    }

    async fn insert_people(&self, people: &[Person], db: &mut PgConnection) -> Result<Vec<i32>, TransferError> {
        let texts = |text: fn(&Person) -> Option<&String>| people.iter().map(text).collect::<Vec<_>>();
        let emails = texts(|person| Some(&person.email));
        let hashes: Vec<&str> = people.iter().map(|person| person.password.as_deref().unwrap_or_default()).collect();
        let times: Vec<DateTime<Utc>> = people.iter().map(|person| person.created_at).collect();
        let insert = sqlx::query_scalar(
            "INSERT INTO users (email, password, display_name, phone_number, created_at)
             SELECT email, password, display_name, phone_number, created_at
             FROM unnest($1::TEXT[], $2::TEXT[], $3::TEXT[], $4::TEXT[], $5::TIMESTAMPTZ[]) WITH ORDINALITY
                  AS given (email, password, display_name, phone_number, created_at, place)
             ORDER BY place RETURNING id",
        )
        .bind(emails)
        .bind(hashes)
        .bind(texts(|person| person.display_name.as_ref()))
        .bind(texts(|person| person.phone_number.as_ref()))
        .bind(times);
        let ids = insert.fetch_all(db).await;
        ids.map(in_order).map_err(|error| self.twice(error, "two people have the same address"))
    }

    async fn write_posts(&mut self, db: &mut PgConnection) -> Result<(), TransferError> {
        let posts = std::mem::take(&mut self.posts);
        let olds: Vec<i32> = posts.iter().map(|post| post.id).collect();
        let insert = sqlx::query_scalar(
            "INSERT INTO posts (owner_id, title, content, published, created_at, edited_at)
             SELECT person.new, title, content, published, created_at, edited_at
             FROM unnest($1::INT[], $2::TEXT[], $3::TEXT[], $4::BOOL[], $5::TIMESTAMPTZ[], $6::TIMESTAMPTZ[]) WITH ORDINALITY
                  AS given (person, title, content, published, created_at, edited_at, place)
                  JOIN hearth_imported_people AS person ON person.old = given.person
             ORDER BY place RETURNING id",
        )
        .bind(posts.iter().map(|post| post.person).collect::<Vec<_>>())
        .bind(posts.iter().map(|post| post.title.as_str()).collect::<Vec<_>>())
        .bind(posts.iter().map(|post| post.content.as_str()).collect::<Vec<_>>())
        .bind(posts.iter().map(|post| post.published).collect::<Vec<_>>())
        .bind(posts.iter().map(|post| post.created_at).collect::<Vec<_>>())
        .bind(posts.iter().map(|post| post.edited_at).collect::<Vec<_>>());
        let ids: Vec<i32> = in_order(insert.fetch_all(&mut *db).await?);
        if ids.len() != olds.len() {
            return Err(self.line("it, or one of those behind it, is a post of a person who is not in the file"));
        }
        let map = "INSERT INTO hearth_imported_posts SELECT * FROM unnest($1::INT[], $2::INT[])";
        let mapped = sqlx::query(map).bind(olds).bind(ids).execute(db).await;
        mapped.map(drop).map_err(|error| self.twice(error, "two posts have the same id"))
    }

    async fn write_votes(&mut self, db: &mut PgConnection) -> Result<(), TransferError> {
        let known: i64 = sqlx::query_scalar(
            "WITH known AS (
                 SELECT person.new AS user_id, post.new AS post_id
                 FROM unnest($1::INT[], $2::INT[]) AS given (person, post)
                      JOIN hearth_imported_people AS person ON person.old = given.person
                      JOIN hearth_imported_posts AS post ON post.old = given.post
             ), cast_votes AS (
                 INSERT INTO votes (user_id, post_id) SELECT user_id, post_id FROM known ON CONFLICT DO NOTHING
             )
             SELECT count(*) FROM known",
        )
        .bind(&self.votes.0)
        .bind(&self.votes.1)
        .fetch_one(db)
        .await?;
        if usize::try_from(known).ok() == Some(self.votes.0.len()) {
            return Ok(());
        }
        Err(self.line("it, or one of those behind it, is a vote of a person or for a post that is not in the file"))
    }

    fn len(&self) -> usize {
        self.people.len() + self.posts.len() + self.votes.0.len()
    }

    fn begin(&mut self, number: u64) {
        if self.len() == 0 {
            self.first_line = number;
        }
    }

    fn line(&self, reason: &str) -> TransferError {
        TransferError::line(self.first_line, reason)
    }

    fn twice(&self, error: sqlx::Error, reason: &str) -> TransferError {
        if sqlstate::is_unique_violation(&error) {
            self.line(&format!("here or in the lines behind it, {reason}"))
        } else {
            error.into()
        }
    }
}

/// Sorts new ids, which are given in the order of the rows.
fn in_order(mut ids: Vec<i32>) -> Vec<i32> {
    ids.sort_unstable();
    ids
}

/// Refuses what PostgreSQL cannot store.
fn check(text: &str, number: u64) -> Result<(), TransferError> {
    if text.contains('\0') { Err(TransferError::line(number, "a text in it has a zero byte")) } else { Ok(()) }
}
