//! Tests a server that takes a post and is gone before it can say so.

use hearth_tests::{DesktopSession, FaultyProxy, HostedServer, Loss, PythonBackend, User};
use rustix::process::Signal;

use super::{Remote, open_at, titles_of};

/// Checks that a post arrives once although its answer is lost with the server, and once more with the app as well.
async fn arrives_once(mut remote: impl Remote) {
    let address = remote.address();
    let user = User::sign_up(&address).await;
    let faulty_proxy = FaultyProxy::to(&address, "POST /posts").await;
    let mut desktop = DesktopSession::new();
    let window = open_at(&mut desktop, faulty_proxy.address(), &user).await;
    window.see("Nothing here yet").await;

    faulty_proxy.lose(Loss::Answer);
    window.publish_titled("One").await;
    faulty_proxy.is_lost().await;
    assert_eq!(titles_of(&user, &address).await, ["One"], "the server has it");
    remote.kill().await;
    window.see("Waiting to confirm that it arrived").await;
    remote.start_again().await;
    window.see_no_more("Waiting to confirm that it arrived").await;
    window.post("One").await;
    assert_eq!(titles_of(&user, &address).await, ["One"]);

    // The same once more, which the server never hears of.
    faulty_proxy.lose(Loss::Request);
    window.publish_titled("One").await;
    faulty_proxy.is_lost().await;
    remote.kill().await;
    window.see("Waiting to confirm that it arrived").await;
    remote.start_again().await;
    window.see_no_more("Waiting to confirm that it arrived").await;
    assert_eq!(titles_of(&user, &address).await, ["One", "One"], "it is not the one that was there before");

    faulty_proxy.lose(Loss::Answer);
    window.publish_titled("Two").await;
    faulty_proxy.is_lost().await;
    desktop.signal_app(Signal::KILL);
    remote.kill().await;
    desktop.app_is_gone().await;
    window.forget().await;
    remote.start_again().await;
    let window = desktop.open().await;
    window.post("Two").await;
    window.see_no_more("Waiting to confirm that it arrived").await;
    assert_eq!(titles_of(&user, &address).await, ["One", "One", "Two"]);
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sends_once_after_a_lost_response() {
    arrives_once(HostedServer::start().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sends_once_after_a_lost_response_to_python() {
    arrives_once(PythonBackend::start().await).await;
}
