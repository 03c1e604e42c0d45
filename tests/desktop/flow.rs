//! Tests what a person does with the app, from the first start on.

use hearth_tests::{DesktopSession, ServerCommand, TestDir, Window, press_in};

/// Uses everything that the feed offers, from signing up to having signed in again.
async fn use_everything(window: &Window) {
    window.sign_up().await;
    window.see("Nothing here yet").await;

    window.publish("Bread", "Flour, water, salt, time.").await;
    window.see("Published").await;
    window.see("Flour, water, salt, time.").await;

    press_in(&window.post("Bread").await, "Vote").await;
    window.sees_votes("Bread", "1", "true").await;
    press_in(&window.post("Bread").await, "Vote").await;
    window.sees_votes("Bread", "0", "false").await;
    press_in(&window.post("Bread").await, "Vote").await;
    window.sees_votes("Bread", "1", "true").await;

    press_in(&window.post("Bread").await, "Edit").await;
    window.fill("title", "Sourdough").await;
    window.press("Save changes").await;
    window.post("Sourdough").await;
    window.see_no_more("Bread").await;
    window.sees_votes("Sourdough", "1", "true").await;

    window.write("Soup", "Later.").await;
    window.press("Save draft").await;
    window.see("Draft saved").await;
    assert_eq!(window.titles().await, ["Soup", "Sourdough"], "the newest is first");

    window.fill("Search posts and people", "DOUGH").await;
    window.see_no_more("Later.").await;
    assert_eq!(window.titles().await, ["Sourdough"]);
    window.fill("Search posts and people", "cake").await;
    window.see("No post has “cake” in its title or text.").await;
    window.press("Clear search").await;
    window.post("Soup").await;

    press_in(&window.post("Soup").await, "Delete").await;
    window.press("Delete post").await;
    window.see("Post deleted").await;
    window.see_no_more("Later.").await;

    window.sign_out().await;
    window.sign_in("ada@example.com", "wrong horse").await;
    window.see("Wrong email or password.").await;
    window.fill("password", "correct horse").await;
    window.press("Sign in").await;
    window.sees_votes("Sourdough", "1", "true").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn local_server_works_and_persists() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.press("Use this computer").await;
    use_everything(&window).await;
    desktop.close(window).await;
    assert!(!desktop.data_dir().join("postgres/data/postmaster.pid").exists(), "PostgreSQL was not shut down");

    let window = desktop.open().await;
    window.sees_votes("Sourdough", "1", "true").await;
    window.see("ada@example.com").await;
    desktop.close(window).await;
    assert_tokens_are_nowhere(&desktop);
}

/// Checks that a session is in the keychain and nowhere else.
fn assert_tokens_are_nowhere(desktop: &DesktopSession) {
    let found = std::process::Command::new("grep").args(["-rlF", "eyJ"]).arg(desktop.data_dir()).output().unwrap();
    let found = String::from_utf8(found.stdout).unwrap();
    let suspects: Vec<_> = found.lines().filter(|path| !path.contains("/postgres/")).collect();
    assert!(suspects.is_empty(), "a token lies in {suspects:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn remote_server_works_and_persists() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.connect_to(&server.address()).await;
    use_everything(&window).await;
    desktop.close(window).await;
    assert!(!desktop.data_dir().join("postgres").exists(), "no database was made that nobody asked for");

    let window = desktop.open().await;
    window.sees_votes("Sourdough", "1", "true").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn works_without_a_keychain_and_says_so() {
    for mut desktop in [DesktopSession::without_bus(), DesktopSession::without_keychain()] {
        let window = desktop.open().await;
        window.press("Use this computer").await;
        window.see("Hearth can’t use a keyring").await;
        use_everything(&window).await;
        window.see("Hearth can’t use a keyring").await;
        desktop.close(window).await;

        let window = desktop.open().await;
        window.sign_in("ada@example.com", "correct horse").await;
        window.post("Sourdough").await;
        desktop.close(window).await;
    }
}
