//! A server that takes a post and is gone before it can say so.

use hearth_tests::{Desk, Loss, PythonBackend, User, Wire};
use rustix::process::Signal;

use super::{Hearth, Remote, open_at, publish, titles_of};

/// The answer to a post is lost with the server, and once more with the app as well.
async fn arrives_once(mut remote: impl Remote) {
    let address = remote.address();
    let user = User::sign_up(&address).await;
    let wire = Wire::to(&address, "POST /posts").await;
    let mut desk = Desk::new();
    let window = open_at(&mut desk, wire.address(), &user).await;
    window.see("Nothing here yet").await;

    wire.lose(Loss::Answer);
    publish(&window, "One").await;
    wire.is_lost().await;
    assert_eq!(titles_of(&user, &address).await, ["One"], "the server has it");
    remote.kill().await;
    window.see("Waiting to hear whether it arrived").await;
    remote.start_again().await;
    window.see_no_more("Waiting to hear whether it arrived").await;
    window.post("One").await;
    assert_eq!(titles_of(&user, &address).await, ["One"]);

    // The same once more, which the server never hears of.
    wire.lose(Loss::Request);
    publish(&window, "One").await;
    wire.is_lost().await;
    remote.kill().await;
    window.see("Waiting to hear whether it arrived").await;
    remote.start_again().await;
    window.see_no_more("Waiting to hear whether it arrived").await;
    assert_eq!(titles_of(&user, &address).await, ["One", "One"], "it is not the one that was there before");

    wire.lose(Loss::Answer);
    publish(&window, "Two").await;
    wire.is_lost().await;
    desk.signal_app(Signal::KILL);
    remote.kill().await;
    desk.app_is_gone().await;
    window.forget().await;
    remote.start_again().await;
    let window = desk.open().await;
    window.post("Two").await;
    window.see_no_more("Waiting to hear whether it arrived").await;
    assert_eq!(titles_of(&user, &address).await, ["One", "One", "Two"]);
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_whose_answer_is_lost_with_the_server_arrives_once() {
    arrives_once(Hearth::start().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_whose_answer_is_lost_with_the_python_backend_arrives_once() {
    arrives_once(PythonBackend::start().await).await;
}
