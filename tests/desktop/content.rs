//! Posts that others wrote, in the real window: what they may do there, and what not.

use std::{
    fs,
    io::{Read, Write},
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use hearth_api::CreatePost;
use hearth_client::Client;
use hearth_tests::{Desk, User, Window, eventually, window::press_in};
use serde_json::Value;
use thirtyfour::prelude::By;

use crate::flow::sign_up;

/// A picture of one pixel.
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

const HOSTILE: &str = r#"<script>window.harmed = 1</script>

<img src=x onerror="window.harmed = 2">

<svg onload="window.harmed = 3"></svg>

[press](javascript:window.harmed=4) [me](data:text/html,<script>window.harmed=5</script>)

<iframe src="https://evil.example"></iframe><meta http-equiv="refresh" content="0;url=https://evil.example">
"#;

/// The window, and somebody else who writes what it shows.
async fn window_and_author(desk: &mut Desk) -> (Window, User) {
    let window = desk.open().await;
    window.press("Use this computer").await;
    sign_up(&window).await;
    window.see("Nothing here yet").await;
    let server = Client::unix(&desk.data_dir().join("postgres/run/hearth.sock"));
    (window, User::sign_up_through(&server, "grace@example.com").await)
}

async fn publish(window: &Window, author: &User, title: &str, content: String) {
    let post = CreatePost { title: title.to_owned(), content, published: true };
    author.client.create_post(&post).await.unwrap();
    window.press("Reload").await;
    window.post(title).await;
}

async fn run(window: &Window, script: &str) -> Value {
    window.driver().execute(script, Vec::new()).await.unwrap().json().clone()
}

/// A site with a picture, and how often it was asked for it.
fn site() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            count.fetch_add(1, Ordering::SeqCst);
            let _ = stream.read(&mut [0; 4096]);
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\nContent-Length: {}\r\n\r\n", PICTURE.len());
            let _ = stream.write_all(&[head.as_bytes(), PICTURE].concat());
        }
    });
    (port, asked)
}

/// Puts a browser on the desktop that notes what it is asked to open.
fn browser(desk: &mut Desk, dir: &Path) -> std::path::PathBuf {
    let (program, opened) = (dir.join("xdg-open"), dir.join("opened"));
    fs::write(&program, format!("#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n", opened.display())).unwrap();
    fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
    desk.set("PATH", &format!("{}:{}", dir.display(), desk.path()));
    opened
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_write_runs_nowhere_and_loads_nothing_unasked() {
    let mut desk = Desk::new();
    let dir = tempfile::tempdir().unwrap();
    let opened = browser(&mut desk, dir.path());
    let (port, asked) = site();
    let (window, author) = window_and_author(&mut desk).await;

    let content =
        format!("{HOSTILE}\n![A fire](http://127.0.0.1:{port}/fire.gif)\n\n[the bank](https://аррӏе.example/)");
    publish(&window, &author, "Harm", content).await;
    window.see("<script>window.harmed = 1</script>").await;
    assert_eq!(run(&window, "return window.harmed ?? null").await, Value::Null);
    assert_eq!(asked.load(Ordering::SeqCst), 0, "a picture was loaded that nobody asked for");

    window.find(By::Css("[data-picture]")).await.click().await.unwrap();
    eventually("the picture is loaded", || asked.load(Ordering::SeqCst) > 0).await;
    window.find(By::Css("article img[alt='A fire']")).await;

    window.find(By::LinkText("the bank")).await.click().await.unwrap();
    window.see("https://xn--80ak6aa92e.example/").await;
    assert!(!opened.exists(), "it was opened before anybody agreed");
    window.press("Open link").await;
    let address = || fs::read_to_string(&opened).unwrap_or_default();
    eventually("the browser opens it", || address() == "https://xn--80ak6aa92e.example/\n").await;

    // Even what would get onto the page does not run there, and leads nowhere.
    let inline = "const script = document.createElement('script'); script.textContent = 'window.harmed = 6'; \
                  document.body.append(script); setTimeout('window.harmed = 7'); \
                  const link = document.createElement('a'); link.href = 'https://evil.example'; document.body.append(link); \
                  link.click();";
    run(&window, inline).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(run(&window, "return window.harmed ?? null").await, Value::Null);
    window.post("Harm").await;
    desk.close(window).await;
}

/// Watches, from the page, the longest time between two frames; the second script tells it.
const WATCH: &str = "let before = performance.now(); window.longest = 0; \
    requestAnimationFrame(function watch(now) { window.longest = Math.max(window.longest, now - before); before = now; \
    requestAnimationFrame(watch); }); window.started = performance.now();";
const WATCHED: &str = "return [window.longest, performance.now() - window.started]";

#[tokio::test(flavor = "multi_thread")]
async fn a_mebibyte_of_markdown_opens_while_the_window_goes_on() {
    let mut desk = Desk::new();
    let (window, author) = window_and_author(&mut desk).await;
    for (title, unit) in
        [("Words", "Some **bold** words, and [a link](https://a.example/).\n\n"), ("Brackets", "["), ("One word", "a")]
    {
        // The server takes a mebibyte, with the JSON around it.
        let content = format!("{}\n\nthe end", unit.repeat(1_000_000 / unit.len()));
        publish(&window, &author, title, content).await;
        run(&window, WATCH).await;
        press_in(&window.post(title).await, "Show all").await;
        let end = "return document.querySelector('article .markdown').lastElementChild.textContent.trimEnd().endsWith('the end')";
        let deadline = std::time::Instant::now() + hearth_tests::time::PATIENCE;
        while run(&window, end).await != Value::Bool(true) {
            assert!(std::time::Instant::now() < deadline, "{title} is never shown whole");
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let watched = run(&window, WATCHED).await;
        let (longest, whole) = (watched[0].as_f64().unwrap(), watched[1].as_f64().unwrap());
        assert!(longest < (whole / 2.0).max(1000.0), "{title} held the window up for {longest} of {whole} ms");
        press_in(&window.post(title).await, "Show less").await;
    }
    desk.close(window).await;
}
