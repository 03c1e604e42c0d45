//! Tests a keyring that is locked, dismissed or slow: the app goes on, says what is so, and no session is lost.

use std::time::{Duration, Instant};

use hearth_tests::{Account, DesktopSession, ServerCommand, SlowBus, SmallDisk, TestDir, User, Window, keyboard};
use rustix::process::Signal;

/// Longer than the app ever waits for a keyring before it shows something.
const AT_ONCE: Duration = Duration::from_secs(8);

async fn says_nothing_untrue(window: &Window) {
    for untrue in ["Hearth can’t use a keyring", "Your session has ended", "Sign in to Hearth"] {
        assert!(!window.shows(untrue).await, "{untrue}");
    }
}

/// Signs in at a server and reads a post there; then the app is closed.
async fn read_once(desktop: &mut DesktopSession, address: &str, user: &User) {
    let window = desktop.open().await;
    window.connect_to(address).await;
    window.sign_in(&user.email, &user.password).await;
    window.post("Rain").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn locked_keyring_keeps_the_session() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let user = User::sign_up(&server.address()).await;
    user.post("Rain").await;
    let mut desktop = DesktopSession::new();
    read_once(&mut desktop, &server.address(), &user).await;
    user.post("Snow").await;

    desktop.lock_keyring();
    let began = Instant::now();
    let window = desktop.open().await;
    window.see("Your keyring is locked.").await;
    window.post("Rain").await;
    assert!(began.elapsed() < AT_ONCE, "it took {:?}", began.elapsed());
    says_nothing_untrue(&window).await;
    window.publish_titled("Hail").await;
    window.see("Waiting to be sent").await;

    // Nobody gives the password: nothing changes.
    window.press("Unlock").await;
    window.see("Your keyring wasn’t unlocked.").await;
    window.press("Top").await;
    window.see("Your keyring wasn’t unlocked.").await;
    says_nothing_untrue(&window).await;
    window.press("New").await;
    window.post("Rain").await;

    desktop.unlock_keyring();
    window.see_no_more("Your keyring").await;
    window.see_no_more("Waiting to be sent").await;
    window.press("Refresh").await;
    window.post("Snow").await;
    window.post("Hail").await;
    desktop.close(window).await;

    let window = desktop.open().await;
    window.post("Hail").await;
    says_nothing_untrue(&window).await;
    assert_eq!(desktop.kept_sessions().await, 1);
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn local_session_survives_a_relocked_keyring() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_on_this_computer().await;
    window.sign_up().await;
    window.publish_titled("Bread").await;
    window.post("Bread").await;
    desktop.close(window).await;
    let window = desktop.open().await;
    window.post("Bread").await;
    desktop.close(window).await;

    desktop.lock_keyring();
    let window = desktop.open().await;
    window.see("Your keyring is locked.").await;
    window.post("Bread").await;
    desktop.close(window).await;
    let window = desktop.open().await;
    window.see("Your keyring is locked.").await;
    desktop.unlock_keyring();
    window.see_no_more("Your keyring").await;
    window.publish_titled("Soup").await;
    window.see("Published").await;

    // One that locks while the app runs is nobody's business.
    desktop.lock_keyring();
    window.publish_titled("Salt").await;
    window.post("Salt").await;
    says_nothing_untrue(&window).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_in_under_a_locked_keyring_is_kept() {
    let mut desktop = DesktopSession::new();
    desktop.lock_keyring();
    let window = desktop.open_on_this_computer().await;
    window.see("Your keyring is locked. Unlock it to stay signed in").await;
    let began = Instant::now();
    window.sign_up().await;
    window.see("Nothing here yet").await;
    assert!(began.elapsed() < AT_ONCE, "it took {:?}", began.elapsed());
    window.see("Your keyring is locked. Unlock it to stay signed in").await;
    assert_eq!(desktop.kept_sessions().await, 0);

    desktop.unlock_keyring();
    window.see_no_more("Your keyring").await;
    assert_eq!(desktop.kept_sessions().await, 1);
    desktop.close(window).await;
    let window = desktop.open().await;
    window.see("Nothing here yet").await;

    // Who signs out while it is locked leaves nothing in it for long.
    desktop.lock_keyring();
    window.sign_out().await;
    window.see("Sign in to Hearth").await;
    desktop.close(window).await;
    let window = desktop.open().await;
    window.see("Sign in to Hearth").await;
    assert_eq!(desktop.kept_sessions().await, 1, "it cannot be removed yet");
    desktop.unlock_keyring();
    window.see_no_more("Your keyring").await;
    assert_eq!(desktop.kept_sessions().await, 0);
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unresponsive_keyring_keeps_the_session() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let user = User::sign_up(&server.address()).await;
    user.post("Rain").await;
    let mut desktop = DesktopSession::new();
    read_once(&mut desktop, &server.address(), &user).await;

    desktop.signal_keyring(Signal::STOP);
    let began = Instant::now();
    let window = desktop.open().await;
    window.see("Your keyring isn’t responding.").await;
    window.post("Rain").await;
    assert!(began.elapsed() < AT_ONCE, "it took {:?}", began.elapsed());
    says_nothing_untrue(&window).await;
    desktop.signal_keyring(Signal::CONT);
    window.see_no_more("Your keyring").await;
    window.publish_titled("Snow").await;
    window.see("Published").await;
    desktop.close(window).await;
    assert_eq!(desktop.kept_sessions().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn absent_keyring_keeps_the_session() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let user = User::sign_up(&server.address()).await;
    user.post("Rain").await;
    let mut desktop = DesktopSession::new();
    read_once(&mut desktop, &server.address(), &user).await;

    desktop.stop_keyring();
    let began = Instant::now();
    let window = desktop.open().await;
    window.see("Your keyring isn’t responding.").await;
    window.post("Rain").await;
    assert!(began.elapsed() < AT_ONCE, "it took {:?}", began.elapsed());
    says_nothing_untrue(&window).await;
    desktop.unlock_keyring();
    window.see_no_more("Your keyring").await;
    window.publish_titled("Snow").await;
    window.see("Published").await;

    // While the app runs it needs none.
    desktop.stop_keyring();
    window.publish_titled("Hail").await;
    window.post("Hail").await;
    says_nothing_untrue(&window).await;
    desktop.unlock_keyring();
    assert_eq!(desktop.kept_sessions().await, 1);
    desktop.close(window).await;
    let window = desktop.open().await;
    window.post("Hail").await;
    says_nothing_untrue(&window).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keyring_that_takes_ten_seconds_costs_no_session() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let user = User::sign_up(&server.address()).await;
    user.post("Rain").await;
    let mut desktop = DesktopSession::new();
    read_once(&mut desktop, &server.address(), &user).await;

    let _bus = SlowBus::start(&mut desktop, Duration::from_secs(10));
    let began = Instant::now();
    let window = desktop.open().await;
    window.see("Your keyring isn’t responding.").await;
    window.post("Rain").await;
    assert!(began.elapsed() < AT_ONCE, "it took {:?}", began.elapsed());
    says_nothing_untrue(&window).await;
    // Several questions, each of which takes its time; the window answers meanwhile.
    let deadline = Instant::now() + Duration::from_mins(4);
    while window.shows("Your keyring").await {
        assert!(Instant::now() < deadline, "the keyring is never heard");
        window.press("Top").await;
        window.press("New").await;
        window.post("Rain").await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    window.publish_titled("Snow").await;
    window.see("Published").await;
    desktop.close(window).await;
}

/// The system's own prompt, dismissed and then answered.
#[tokio::test(flavor = "multi_thread")]
async fn dismissed_prompt_changes_nothing() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_on_this_computer().await;
    window.sign_up().await;
    window.publish_titled("Bread").await;
    window.post("Bread").await;
    desktop.close(window).await;

    desktop.lock_keyring();
    let window = desktop.open().await;
    window.see("Your keyring is locked.").await;
    desktop.start_prompter().await;
    window.press("Unlock").await;
    desktop.answer_prompt("", keyboard::ESCAPE);
    window.see("Your keyring wasn’t unlocked.").await;
    window.post("Bread").await;
    says_nothing_untrue(&window).await;

    desktop.start_prompter().await;
    window.press("Unlock").await;
    desktop.answer_prompt("keyring", keyboard::ENTER);
    window.see_no_more("Your keyring").await;
    window.publish_titled("Soup").await;
    window.see("Published").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn passphrase_keeps_the_session_without_a_keyring() {
    let mut desktop = DesktopSession::without_keychain();
    let window = desktop.open_on_this_computer().await;
    window.sign_up().await;
    window.publish_titled("Bread").await;
    window.post("Bread").await;
    window.press("Use a passphrase…").await;
    window.fill("password", "short").await;
    window.press("Use this passphrase").await;
    window.see("Use at least 8 characters.").await;
    window.fill("password", "a long passphrase").await;
    window.press("Use this passphrase").await;
    window.see_no_more("can’t use a keyring").await;
    desktop.close(window).await;
    let file = std::fs::read(desktop.data_dir().join("sessions.age")).unwrap();
    assert!(file.starts_with(b"age-encryption.org/v1\n-> scrypt"));

    let window = desktop.open().await;
    window.see("Your session is protected by a passphrase.").await;
    window.post("Bread").await;
    says_nothing_untrue(&window).await;
    window.press("Unlock").await;
    window.fill("password", "another passphrase").await;
    window.keys(thirtyfour::Key::Enter).await;
    window.see("Wrong passphrase.").await;
    window.fill("password", "a long passphrase").await;
    window.keys(thirtyfour::Key::Enter).await;
    window.see_no_more("protected by a passphrase").await;
    window.publish_titled("Soup").await;
    window.see("Published").await;
    window.sign_out().await;
    window.see("Sign in to Hearth").await;
    assert!(!desktop.data_dir().join("sessions.age").exists(), "it goes with the last session");
    desktop.close(window).await;
}

/// What stands for the token is none: a text that the server refuses, and bytes that are no text.
#[tokio::test(flavor = "multi_thread")]
async fn broken_item_is_replaced_by_signing_in() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_on_this_computer().await;
    window.sign_up().await;
    window.publish_titled("Bread").await;
    window.post("Bread").await;
    window.begin_post("Half a thought").await;
    desktop.close(window).await;
    for broken in [&b"no token"[..], b"\xff\xfe\x00", b""] {
        desktop.replace_tokens(broken).await;
        let window = desktop.open().await;
        window.see("Sign in").await;
        window.fill("password", "correct horse").await;
        window.press("Sign in").await;
        window.post("Bread").await;
        desktop.close(window).await;
        assert_eq!(desktop.kept_sessions().await, 1);
        let window = desktop.open().await;
        window.post("Bread").await;
        window.continue_writing().await;
        window.leave_composer().await;
        desktop.close(window).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn keyring_on_a_full_disk_keeps_the_session_until_exit() {
    let mut desktop = DesktopSession::new();
    desktop.stop_keyring();
    let keyrings = desktop.config_dir().with_file_name(".local").join("share/keyrings");
    let owner = Account::owner_of(keyrings.parent().unwrap());
    let _ = std::fs::remove_dir_all(&keyrings);
    let Some(disk) = SmallDisk::mount_at(&keyrings, 1, owner) else { return };
    desktop.unlock_keyring();
    let window = desktop.open_on_this_computer().await;
    disk.fill(0);
    window.sign_up().await;
    window.publish_titled("Bread").await;
    window.post("Bread").await;
    window.see("Hearth can’t use a keyring").await;
    desktop.close(window).await;
    assert_eq!(desktop.kept_sessions().await, 0);

    disk.make_room();
    let window = desktop.open().await;
    window.see("Sign in to Hearth").await;
    window.sign_in("ada@example.com", "correct horse").await;
    window.post("Bread").await;
    desktop.close(window).await;
    assert_eq!(desktop.kept_sessions().await, 1);
    // Before its disk is gone.
    desktop.stop_keyring();
}
