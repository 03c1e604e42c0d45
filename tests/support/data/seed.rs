//! Fills a database as if it had been used for a long time: many posts, and votes of which the newest posts have most.

use sqlx::{Executor, PgPool};

/// The size of a seeded database. The same numbers make the same rows.
#[derive(Debug, Clone, Copy)]
pub struct Seed {
    /// The number of people; each has the password [`PASSWORD`].
    pub users: i32,
    /// The number of published posts, half a minute apart.
    pub posts: i32,
    /// The number of votes, a few less: nobody votes twice.
    pub votes: i32,
}

/// The password of everybody.
pub const PASSWORD: &str = "password123";

/// The number of votes that are cast by one statement.
const BATCH: i32 = 500_000;

/// Returns the e-mail address of the `number`th user, from 1.
#[must_use]
pub fn email(number: i32) -> String {
    format!("user{number}@example.com")
}

impl Seed {
    /// Fills the tables, which must be empty.
    pub async fn fill(self, database: &PgPool) {
        self.fill_with_progress(database, |_| {}).await;
    }

    /// Fills the tables as [`fill`](Self::fill) does; tells what is done so far.
    pub async fn fill_with_progress(self, database: &PgPool, mut tell: impl FnMut(&str)) {
        let Self { users, posts, votes } = self;
        // One connection, because the random numbers are its own.
        let mut connection = database.acquire().await.unwrap();
        connection.execute("SELECT setseed(0.42)").await.unwrap();
        let insert = "
            INSERT INTO users (email, password, created_at)
            SELECT 'user' || i || '@example.com', '$2b$04$J0/m.1kqdX2Cpus2Hy/ma.ChLZUOCTuusZXT6BJscv.0XBaPQJXR.',
                   now() - INTERVAL '400 days'
            FROM generate_series(1, $1) i";
        sqlx::query(insert).bind(users).execute(&mut *connection).await.unwrap();
        let insert = "
            INSERT INTO posts (title, content, owner_id, created_at)
            SELECT 'Post number ' || i || ' ' || md5(i::TEXT), repeat('Lorem ipsum dolor sit amet. ', 5 + i % 40),
                   1 + (i::BIGINT * 7919) % $1, now() - make_interval(secs => ($2 - i) * 30)
            FROM generate_series(1, $2) i";
        sqlx::query(insert).bind(users).bind(posts).execute(&mut *connection).await.unwrap();
        tell(&format!("{posts} posts by {users} people"));
        let insert = "
            INSERT INTO votes (user_id, post_id)
            SELECT 1 + floor(random() * $1)::INT, least($2, 1 + floor($2 * (1 - power(random(), 3)))::INT)
            FROM generate_series(1, $3) i
            ON CONFLICT DO NOTHING";
        let mut cast = 0;
        while cast < votes {
            let more = BATCH.min(votes - cast);
            sqlx::query(insert).bind(users).bind(posts).bind(more).execute(&mut *connection).await.unwrap();
            cast += more;
            tell(&format!("{cast} of {votes} votes"));
        }
        connection.execute("VACUUM ANALYZE").await.unwrap();
    }
}
