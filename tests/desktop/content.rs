//! Tests posts that others wrote, in the real window: what they may do there, and what not.

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

use hearth_tests::{DesktopSession, eventually};
use serde_json::Value;
use thirtyfour::prelude::By;

/// A picture of one pixel.
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

const HOSTILE: &str = r#"<script>window.harmed = 1</script>

<img src=x onerror="window.harmed = 2">

<svg onload="window.harmed = 3"></svg>

[press](javascript:window.harmed=4) [me](data:text/html,<script>window.harmed=5</script>)

<iframe src="https://evil.example"></iframe><meta http-equiv="refresh" content="0;url=https://evil.example">
"#;

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
pub(crate) fn browser(desktop: &mut DesktopSession, dir: &Path) -> std::path::PathBuf {
    let (program, opened) = (dir.join("xdg-open"), dir.join("opened"));
    fs::write(&program, format!("#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n", opened.display())).unwrap();
    fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
    desktop.set("PATH", &format!("{}:{}", dir.display(), desktop.path()));
    opened
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_content_neither_runs_nor_loads() {
    let mut desktop = DesktopSession::new();
    let dir = tempfile::tempdir().unwrap();
    let opened = browser(&mut desktop, dir.path());
    let (port, asked) = site();
    let (window, author) = desktop.open_with_other_user().await;

    let content =
        format!("{HOSTILE}\n![A fire](http://127.0.0.1:{port}/fire.gif)\n\n[the bank](https://аррӏе.example/)");
    window.receive_post(&author, "Harm", &content).await;
    window.see("<script>window.harmed = 1</script>").await;
    window.open_post("Harm").await;
    window.see("<script>window.harmed = 1</script>").await;
    assert_eq!(window.eval::<Value>("return window.harmed ?? null", Vec::new()).await, Value::Null);
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
    window.eval::<Value>(inline, Vec::new()).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(window.eval::<Value>("return window.harmed ?? null", Vec::new()).await, Value::Null);
    window.post("Harm").await;
    desktop.close(window).await;
}

/// Watches, from the page, the longest time between two frames; the second script tells it.
const WATCH: &str = "let before = performance.now(); window.longest = 0; \
    requestAnimationFrame(function watch(now) { window.longest = Math.max(window.longest, now - before); before = now; \
    requestAnimationFrame(watch); }); window.started = performance.now();";
const WATCHED: &str = "return [window.longest, performance.now() - window.started]";

#[tokio::test(flavor = "multi_thread")]
async fn renders_a_mebibyte_without_blocking() {
    let mut desktop = DesktopSession::new();
    desktop.set("HEARTH_CONTENT_MAX", "1000000");
    let (window, author) = desktop.open_with_other_user().await;
    for (title, unit) in
        [("Words", "Some **bold** words, and [a link](https://a.example/).\n\n"), ("Brackets", "["), ("One word", "a")]
    {
        const END: &str = "\n\nthe end";
        let content = format!("{}{END}", unit.repeat((1_000_000 - END.len()) / unit.len()));
        window.receive_post(&author, title, &content).await;
        window.eval::<Value>(WATCH, Vec::new()).await;
        window.open_post(title).await;
        let end = "return document.querySelector('article .markdown')?.lastElementChild?.textContent.trimEnd().endsWith('the end') ?? false";
        let deadline = std::time::Instant::now() + hearth_tests::CONDITION_TIMEOUT;
        while window.eval::<Value>(end, Vec::new()).await != Value::Bool(true) {
            assert!(std::time::Instant::now() < deadline, "{title} is never shown whole");
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let watched = window.eval::<Value>(WATCHED, Vec::new()).await;
        let (longest, whole) = (watched[0].as_f64().unwrap(), watched[1].as_f64().unwrap());
        assert!(longest < (whole / 2.0).max(1000.0), "{title} held the window up for {longest} of {whole} ms");
        window.press("Back").await;
    }
    desktop.close(window).await;
}
