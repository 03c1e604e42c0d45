//! Builds a deployment as it is before its adoption: ten thousand users, posts and votes.

use hearth_api::{Post, PostOut, UserOut};
use hearth_tests::Database;
use sqlx::{Connection, Row, postgres::PgRow};

/// Tables as Alembic makes them; those of SQLAlchemy's `create_all` the Python backend makes itself.
pub(crate) const ALEMBIC: &str = include_str!("alembic.sql");

/// The password of `old-1@example.com` and all the others.
pub(crate) const PASSWORD: &str = "password123";

/// The rows of years of use: times with microseconds, three posts at each; a tenth are drafts. Popular posts have up to
/// 200 votes, others none.
const LIFE: &str = "
    INSERT INTO users (email, password, created_at, phone_number)
    SELECT format('old-%s@example.com', n),
           (ARRAY['$2a$', '$2b$', '$2y$'])[1 + n % 3] || '04$abcdefghijklmnopqrstuuK7Sjs7rFYArh/ytIZsOeM/z4RV2Fw2i',
           timestamptz '2024-01-15 10:30:00.123456+00' + n * interval '1 minute 1 microsecond',
           CASE WHEN n % 2 = 0 THEN '+49 30 ' || n END
    FROM generate_series(1, 1000) n;

    UPDATE users SET email = 'Old-9@EXAMPLE.Com' WHERE email = 'old-9@example.com';

    INSERT INTO posts (title, content, published, created_at, owner_id)
    SELECT 'Old post ' || n, repeat(E'Zeile 1\\n\"zwei\" \\\\ ', n % 5), n % 10 <> 0,
           timestamptz '2024-02-01 00:00:00+00' + n / 3 * interval '1 minute 7 microseconds', 1 + n * 17 % 1000
    FROM generate_series(1, 3000) n;

    INSERT INTO votes (user_id, post_id)
    SELECT DISTINCT 1 + n * 7919 % 997, 1 + n * n * n % 3000 FROM generate_series(1, 6000::bigint) n
    ON CONFLICT DO NOTHING;
";

/// Fills the database as years of use do.
pub(crate) async fn live(database: &Database) {
    database.execute(LIFE).await;
}

/// Reads from the database itself all posts that this user may see, the newest first.
pub(crate) async fn posts_for(database: &Database, reader: i32) -> Vec<PostOut> {
    let mut connection = database.connect().await;
    let rows = sqlx::query(
        "SELECT p.*, u.email, u.created_at AS joined_at, to_jsonb(u) ->> 'display_name' AS display_name, coalesce(votes, 0) AS vote,
                EXISTS (SELECT FROM votes WHERE user_id = $1 AND post_id = p.id) AS voted
         FROM posts p JOIN users u ON u.id = p.owner_id
         LEFT JOIN (SELECT post_id, count(*) AS votes FROM votes GROUP BY post_id) counted ON post_id = p.id
         WHERE p.published OR p.owner_id = $1
         ORDER BY p.created_at DESC, p.id DESC",
    );
    let rows = rows.bind(reader).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    rows.iter().map(read).collect()
}

fn read(row: &PgRow) -> PostOut {
    let owner = UserOut {
        id: row.get("owner_id"),
        email: row.get("email"),
        created_at: row.get("joined_at"),
        display_name: row.try_get("display_name").unwrap_or_default(),
    };
    let post = Post {
        title: row.get("title"),
        content: row.get("content"),
        published: row.get("published"),
        id: row.get("id"),
        created_at: row.get("created_at"),
        updated_at: row.try_get("edited_at").unwrap_or_default(),
        owner_id: Some(owner.id),
        owner,
    };
    PostOut { post, vote: row.get("vote"), voted: Some(row.get("voted")), found: None }
}

/// Fails with the first difference, rather than with ten thousand posts.
#[track_caller]
pub(crate) fn assert_same(found: &[PostOut], expected: &[PostOut]) {
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
}

/// Lists all columns of all tables, and all functions.
pub(crate) async fn schema(database: &Database) -> Vec<String> {
    let mut connection = database.connect().await;
    let names = sqlx::query_scalar(
        "SELECT attrelid::regclass || '.' || attname || ' ' || atttypid::regtype FROM pg_attribute
         JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace
         UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
         ORDER BY 1",
    );
    let names = names.fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    names
}
