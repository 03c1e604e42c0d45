//! Tests a database that cannot be reached while the server runs, in each way that there is: the client is told to come
//! back, and finds everything well once the database is.

use std::time::{Duration, Instant};

use hearth_tests::{CONDITION_TIMEOUT, Database, Server, ServerCommand, TestDir, User};
use serde_json::json;
use sqlx::{Connection, PgConnection};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
    sync::watch,
};

use crate::SECRET;

/// The fault of what stands between the server and its database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DatabaseFault {
    Passes,
    /// Connections that are taken, and closed at once.
    Closes,
    /// Connections that are taken, and say nothing.
    IsSilent,
    /// A program that is no PostgreSQL.
    SpeaksHttp,
    /// A pooler that has no more connections to give, in the words of PgBouncer.
    IsFull,
}

async fn proxy(port: u16, mode: watch::Receiver<DatabaseFault>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let own = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let mut mode = mode.clone();
            tokio::spawn(async move {
                let now = *mode.borrow_and_update();
                // What was connected in one mode does not outlive it.
                tokio::select! {
                    () = carry(client, port, now) => {}
                    _ = mode.changed() => {}
                }
            });
        }
    });
    own
}

async fn carry(mut client: TcpStream, port: u16, mode: DatabaseFault) {
    let mut buffer = [0; 1024];
    let answer: &[u8] = match mode {
        DatabaseFault::Passes => {
            let Ok(mut server) = TcpStream::connect(("127.0.0.1", port)).await else { return };
            let _ = copy_bidirectional(&mut client, &mut server).await;
            return;
        }
        DatabaseFault::Closes => return,
        DatabaseFault::IsSilent => return std::future::pending().await,
        DatabaseFault::SpeaksHttp => b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n",
        DatabaseFault::IsFull => b"E\0\0\0\x3dSFATAL\0VFATAL\0C08P01\0Mno more connections allowed (max)\0\0",
    };
    // It asks for TLS first, which a pooler has none of.
    if mode == DatabaseFault::IsFull && client.read(&mut buffer).await.is_ok_and(|read| read == 8) {
        let _ = client.write_all(b"N").await;
        let _ = client.read(&mut buffer).await;
    }
    let _ = client.write_all(answer).await;
}

async fn ready(server: &Server) -> u16 {
    server.api().get("/health/ready", None).await.status
}

/// Checks that all that a client may ask for is answered with 503, soon.
async fn is_away(server: &Server, user: &User, why: &str) {
    let (api, token) = (server.api(), Some(user.token.as_str()));
    let post = json!({ "title": "t", "content": "c" });
    let account = json!({ "email": "new@example.com", "password": "correct horse" });
    let vote = json!({ "post_id": 1, "dir": 1 });
    let began = Instant::now();
    let answers = tokio::join!(
        api.get("/posts/", token),
        api.get("/me", token),
        api.get("/health/ready", None),
        api.post("/posts/", token, &post),
        api.post("/vote/", token, &vote),
        api.post("/users/", None, &account),
        api.login(&user.email, &user.password),
    );
    let answers = [answers.0, answers.1, answers.2, answers.3, answers.4, answers.5, answers.6];
    for answer in answers {
        assert_eq!((answer.status, answer.header("retry-after")), (503, "1"), "{why}: {answer:?}");
    }
    // One attempt begins within ten seconds at the latest, and is given up after five.
    assert!(began.elapsed() < Duration::from_secs(20), "{why}: {:?}", began.elapsed());
}

async fn is_back(server: &Server, user: &User, why: &str) {
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while ready(server).await != 200 {
        assert!(Instant::now() < deadline, "it does not recover: {why}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    user.post("It is well again").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn recovers_behind_a_failing_proxy() {
    let (database, home) = (Database::start().await, TestDir::new());
    let (set, mode) = watch::channel(DatabaseFault::Passes);
    let port = proxy(database.port(), mode).await;
    let url = database.url().replace(&format!(":{}/", database.port()), &format!(":{port}/"));
    let server_command = ServerCommand::without_data_dir().env("SECRET_KEY", SECRET).env("HOME", home.path());
    let server = server_command.env("DATABASE_URL", url).start().await;
    let user = server.user().await;
    user.post("Before").await;
    for fault in [DatabaseFault::Closes, DatabaseFault::SpeaksHttp, DatabaseFault::IsFull, DatabaseFault::IsSilent] {
        let why = format!("{fault:?}");
        set.send_replace(fault);
        is_away(&server, &user, &why).await;
        set.send_replace(DatabaseFault::Passes);
        is_back(&server, &user, &why).await;
    }
}

/// Has the owner do things to the database or the role, and undo them.
#[tokio::test(flavor = "multi_thread")]
async fn recovers_from_what_its_owner_does() {
    const END: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'clerk'";
    let (database, home) = (Database::start().await, TestDir::new());
    database.execute("CREATE DATABASE aside").await;
    let role = format!(
        "CREATE ROLE clerk LOGIN PASSWORD '{}'; GRANT ALL ON SCHEMA public TO clerk; GRANT CREATE ON DATABASE social TO clerk",
        Database::PASSWORD
    );
    database.execute(&role).await;
    let server_command = ServerCommand::without_data_dir().env("SECRET_KEY", SECRET).env("HOME", home.path());
    let server = server_command.env("DATABASE_URL", database.url_of(Database::NAME, "clerk")).start().await;
    let user = server.user().await;
    let mut admin = PgConnection::connect(&database.url_of("aside", Database::USER)).await.unwrap();
    for (fault, mended) in [
        ("ALTER DATABASE social ALLOW_CONNECTIONS off", "ALTER DATABASE social ALLOW_CONNECTIONS on"),
        ("ALTER ROLE clerk NOLOGIN", "ALTER ROLE clerk LOGIN"),
        ("ALTER ROLE clerk PASSWORD 'changed'", &format!("ALTER ROLE clerk PASSWORD '{}'", Database::PASSWORD)),
        ("ALTER ROLE clerk CONNECTION LIMIT 0", "ALTER ROLE clerk CONNECTION LIMIT -1"),
    ] {
        run(&mut admin, fault).await;
        run(&mut admin, END).await;
        is_away(&server, &user, fault).await;
        run(&mut admin, mended).await;
        is_back(&server, &user, fault).await;
    }
    assert!(!server.stderr().contains(Database::PASSWORD));
}

async fn run(admin: &mut PgConnection, sql: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(admin).await.unwrap();
}
