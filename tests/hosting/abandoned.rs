//! Tests that the database stops working for clients who are gone.

use std::time::Duration;

use hearth_tests::{Database, Server, TestDir, User};
use sqlx::{Connection, PgConnection};
use tokio::{
    io::AsyncWriteExt,
    net::TcpStream,
    time::{Instant, sleep},
};

/// Makes writing a post take longer than anybody waits.
const SLOW: &str = "
    CREATE FUNCTION dawdle() RETURNS TRIGGER LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_sleep(14); RETURN NEW; END
    $$;
    CREATE TRIGGER dawdle BEFORE INSERT ON posts FOR EACH ROW WHEN (NEW.title = 'Slow') EXECUTE FUNCTION dawdle()";

/// Time limit for the database to be idle again.
const SOON: Duration = Duration::from_secs(3);

/// Lists the processes of PostgreSQL that write such a post.
async fn busy(database: &mut PgConnection) -> Vec<i32> {
    let query = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND state = 'active' ORDER BY pid";
    sqlx::query_scalar(query).fetch_all(database).await.unwrap()
}

/// Waits until so many of them are at work.
async fn wait_for(number: usize, database: &mut PgConnection) -> Vec<i32> {
    let begin = Instant::now();
    loop {
        let found = busy(database).await;
        if found.len() == number {
            return found;
        }
        assert!(begin.elapsed() < Duration::from_secs(10), "{number} are not at work, but {found:?}");
        sleep(Duration::from_millis(20)).await;
    }
}

async fn start_slow_post(server: &Server, user: &User) -> TcpStream {
    let mut stream = TcpStream::connect(server.address().strip_prefix("http://").unwrap()).await.unwrap();
    let body = r#"{"title": "Slow", "content": "c"}"#;
    let request = format!(
        "POST /posts/ HTTP/1.1\r\nHost: hearth\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        user.token,
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn a_statement_ends_with_its_client() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let user = server.user().await;
    let mut database = PgConnection::connect_with(&server.database()).await.unwrap();
    sqlx::raw_sql(SLOW).execute(&mut database).await.unwrap();
    for _ in 0..2 {
        let mut clients = Vec::new();
        for _ in 0..4 {
            clients.push(start_slow_post(&server, &user).await);
        }
        let at_work = wait_for(4, &mut database).await;
        drop(clients);
        let begin = Instant::now();
        wait_for(0, &mut database).await;
        assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
        // They are of use to others, and nothing was written.
        let query = "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY($1)";
        let left: i64 = sqlx::query_scalar(query).bind(&at_work).fetch_one(&mut database).await.unwrap();
        assert_eq!(left, 4, "their connections are kept");
    }
    user.post("Quick").await;
    let titles: Vec<_> = user.all_posts().await.into_iter().map(|entry| entry.post.title).collect();
    assert_eq!(titles, ["Quick"]);
}

/// Kills the server, which cannot cancel anything any more. Its PostgreSQL would go on; so would one of the owner's.
#[tokio::test]
async fn a_statement_ends_with_its_server() {
    let database = Database::start().await;
    let home = TestDir::new();
    let server = crate::server_on(&home, &database.url()).start().await;
    let user = server.user().await;
    let mut connection = database.connect().await;
    sqlx::raw_sql(SLOW).execute(&mut connection).await.unwrap();
    let _client = start_slow_post(&server, &user).await;
    wait_for(1, &mut connection).await;
    server.kill().await;
    let begin = Instant::now();
    wait_for(0, &mut connection).await;
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
}
