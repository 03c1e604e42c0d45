//! Tests that faults in the page reach the log, bounded; and that on the walk through every screen there are none, and
//! nothing is shown that was meant for programmers.

use std::{
    net::TcpListener,
    thread,
    time::{Duration, Instant},
};

use hearth_tests::{CONDITION_TIMEOUT, DesktopSession, ServerCommand, TestDir, Window, screen_walkthrough};

/// Finds debug output among everything that a person can read or hear, but for the log, which is for programmers: what
/// looks like Rust's Debug, or like a value of JavaScript that nobody meant to show.
const DEBUG_TEXT: &str = r#"
    const NAMES = ["title", "aria-label", "aria-description", "placeholder", "alt"];
    const said = [document.title];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const it = texts.currentNode;
        if (it.parentElement.closest("script, style, noscript, dialog pre")) continue;
        if (it.nodeType === Node.TEXT_NODE) said.push(it.data);
        else said.push(...NAMES.map((name) => it.getAttribute(name) ?? ""));
    }
    const DEBUG = /\b[A-Z][A-Za-z]*\(\w|\b[A-Z][A-Za-z]* \{|\w::\w|\[object |\bundefined\b|\bNaN\b|\{ ?\$|\bos error \d/;
    return said.filter((text) => DEBUG.test(text)).map((text) => text.trim().slice(0, 300));"#;

async fn debug_text(window: &Window) -> Vec<String> {
    window.eval(DEBUG_TEXT, Vec::new()).await
}

/// Notes the debug output at a stop.
async fn read(window: &Window, screen: &str, found: &mut Vec<String>) {
    found.extend(debug_text(window).await.into_iter().map(|text| format!("{screen}: {text}")));
}

/// A script that fails for ever.
const FOR_EVER: &str = "for (let i = 0; i < 1000; i++) console.error('again and again')";

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_works_without_a_fault() {
    let (mut desktop, mut alone) = (DesktopSession::new(), DesktopSession::new());
    let mut found = Vec::new();
    let mut look = async |window: &Window, screen: &str| read(window, screen, &mut found).await;
    let window = screen_walkthrough::signed_out(&mut desktop, &mut look).await;
    screen_walkthrough::signed_in(&mut desktop, window, &mut look).await;
    screen_walkthrough::offline(&mut alone, &mut look).await;
    found.extend(desktop.page_faults().into_iter().chain(alone.page_faults()));
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}

/// A server that answers each request with these bytes, or with none.
fn answers(bytes: &'static [u8]) -> String {
    use std::io::{Read, Write};
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(bytes);
        }
    });
    address.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_addresses_are_answered_in_words() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let plain = server.address();
    let addresses = [
        "http://no-such-host.example".to_owned(),
        "http://127.0.0.1:1".to_owned(),
        "http://[::1]:1".to_owned(),
        plain.replace("http://", "https://"),
        format!("http://{}", answers(b"")),
        format!("http://{}", answers(b"\x15\x03\x03\x00\x02\x02\x50")),
        format!("http://{}", answers(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")),
        format!("http://{}", answers(b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")),
        format!("http://{}", answers(b"HTTP/1.1 302 Found\r\nLocation: gopher://x\r\nContent-Length: 0\r\n\r\n")),
        "http://user:pass@127.0.0.1".to_owned(),
        "http://127.0.0.1:99999".to_owned(),
        "ht!tp://".to_owned(),
    ];
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    let mut found = Vec::new();
    for address in addresses {
        // Where it failed on a page of its own, back to the field.
        if window.shows("Change server").await {
            window.press("Change server").await;
        }
        window.connect_to(&address).await;
        is_refused(&window, &address).await;
        read(&window, &address, &mut found).await;
    }
    desktop.close(window).await;
    found.extend(desktop.page_faults());
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}

/// Waits until the window says that it does not work.
async fn is_refused(window: &Window, address: &str) {
    const REFUSED: &str = "
        if (document.querySelector('[aria-busy=true]') !== null) return false;
        const field = document.querySelector('[name=address][aria-invalid]');
        return field !== null || document.querySelector('[role=alert]:not(:empty)') !== null;";
    // What was said of the address before is gone by then.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while !window.driver().execute(REFUSED, Vec::new()).await.unwrap().convert::<bool>().unwrap() {
        assert!(Instant::now() < deadline, "nothing says what is wrong with {address}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// A script with one fault of each kind, and one that is long and looks like a line of the log.
const FAIL: &str = r#"
    const later = (act) => Promise.resolve().then(() => setTimeout(act));
    later(() => { throw new TypeError("an uncaught one"); });
    Promise.reject(new Error("a rejected one"));
    console.error("a told one", { toString: () => "with an object" });
    const script = document.createElement("script");
    script.textContent = "1";
    document.body.append(script);
    new Worker("/no-such-worker.js");
    later(() => { throw new Error("2030-01-01 ERROR forged\n".repeat(500)); });"#;

#[tokio::test(flavor = "multi_thread")]
async fn page_fault_reaches_the_log_in_bounds() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.see("Use this computer").await;
    assert_eq!(desktop.page_faults(), Vec::<String>::new());
    window.driver().execute(FAIL, Vec::new()).await.unwrap();
    let parts =
        ["an uncaught one", "a rejected one", "a told one with an object", "policy violation: script-src", "worker: "];
    for part in parts {
        let told = || desktop.page_faults().iter().any(|fault| fault.contains(part));
        hearth_tests::eventually(&format!("the log tells {part:?}"), told).await;
    }
    let forged = || desktop.page_faults().into_iter().filter(|fault| fault.contains("forged")).collect::<Vec<_>>();
    hearth_tests::eventually("the long one is told", || forged().len() == 1).await;
    assert!(forged()[0].len() <= 2_000);

    // A page that fails for ever fills no disk.
    window.driver().execute(FOR_EVER, Vec::new()).await.unwrap();
    let again = || desktop.page_faults().iter().filter(|fault| fault.contains("again and again")).count();
    hearth_tests::eventually("the first of many are told", || again() > 50).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(again() <= 100, "{} times", again());
    desktop.close(window).await;
}
