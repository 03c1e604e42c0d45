use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
    time::Instant,
};

use tokio::time::timeout;

use super::*;
use crate::{
    i18n,
    model::{Account, PostInput, ServerLocation, Status},
    sync::{Cache, Outboxes, outbox::Outcome},
};

const TOO_EARLY: &str =
    "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

const POST: &str = r#"{"title": "Moth", "content": "", "published": true, "id": 7, "created_at": "2026-01-02T03:04:05Z",
    "owner": {"id": 1, "email": "ada@example.org", "created_at": "2026-01-02T03:04:05Z"}}"#;

/// A connection to a server that answers, and knows keys.
#[derive(Clone)]
struct Online;

impl ConnectionMonitor for Online {
    fn is_offline(&self, _: &Session) -> bool {
        false
    }

    fn has_idempotency_keys(&self, _: &Session) -> bool {
        true
    }

    fn reached(&self, _: &Session) {}

    async fn failed(&self, _: &Session, error: Error) -> CommandError {
        error.into()
    }
}

/// Reads a request to its end.
fn read(stream: &TcpStream) {
    let (mut reader, mut length) = (BufReader::new(stream), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    reader.read_exact(&mut vec![0; length]).unwrap();
}

/// Serves somebody who writes too often: the first post is refused, the next is taken. Returns its address, and how often it
/// was asked.
fn server() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            read(&stream);
            let taken = format!(
                "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{POST}",
                POST.len()
            );
            let answer = if count.fetch_add(1, SeqCst) == 0 { TOO_EARLY } else { &taken };
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    (address, asked)
}

fn session(dir: &Path, address: &str) -> Session {
    let server = ServerLocation::Local;
    Session {
        account: Account { id: 1, email: "ada@example.org".to_owned(), display_name: None },
        client: Client::remote(address).unwrap().with_token("a-token"),
        cache: Cache::open(dir, &server, 1),
        outbox: Outboxes::new(dir).open(&server, 1),
        server,
    }
}

fn events() -> EventBus {
    EventBus::new(Status::initial(i18n::locale()), Box::new(|_| ()))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_writes_too_often_waits_as_long_as_the_server_asks() {
    let dir = tempfile::tempdir().unwrap();
    let (address, asked) = server();
    let (session, events) = (session(dir.path(), &address), events());
    let post = PostInput { title: "Moth".to_owned(), content: String::new(), published: true };
    let (_, told) = session.outbox.add_post(post).unwrap();
    // Nobody looks any more.
    drop(told);
    let begin = Instant::now();
    let sent = async {
        while !session.outbox.posts().is_empty() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        () = send_all(&Online, &events, &session) => unreachable!("it goes on"),
        sent = timeout(Duration::from_secs(30), sent) => sent.expect("it is sent in the end"),
    }
    // Its own patience is shorter.
    assert!(begin.elapsed() >= Duration::from_secs(2), "{:?}", begin.elapsed());
    assert_eq!(asked.load(SeqCst), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_is_told_that_they_write_too_often() {
    let dir = tempfile::tempdir().unwrap();
    let (address, _) = server();
    let (session, events) = (session(dir.path(), &address), events());
    let post = PostInput { title: "Moth".to_owned(), content: String::new(), published: true };
    let (_, told) = session.outbox.add_post(post).unwrap();
    tokio::select! {
        () = send_all(&Online, &events, &session) => unreachable!("it goes on"),
        told = timeout(Duration::from_secs(30), told) => {
            let Ok(Ok(Outcome::Refused(error))) = told else { panic!("it is not refused") };
            assert!(error.message.to_string().contains("in 2 seconds"), "{}", error.message);
        }
    }
    assert_eq!(session.outbox.posts().len(), 1, "it is there until the writer has it back");
}

#[test]
fn what_may_work_later_is_not_given_up() {
    let refused = |status| Error::Refused { status, detail: String::new(), fields: Vec::new(), retry_after: None };
    for status in [401, 408, 425, 429] {
        assert!(!is_final(&refused(status)), "{status}");
    }
    for status in [403, 404, 409, 413, 422] {
        assert!(is_final(&refused(status)), "{status}");
    }
    assert!(
        !is_final(&Error::TimedOut)
            && !is_final(&Error::Failed { status: 503, detail: String::new(), request_id: None })
    );
}
