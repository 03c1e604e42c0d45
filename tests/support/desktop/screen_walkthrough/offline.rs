//! Walks through the screens of an app whose server is away.

use hearth_client::Client;

use super::{fill, paste, stop_at, to_top};
use crate::{Appearance, DesktopSession, ServerCommand, TestDir, Window, desktop::window::account::PASSWORD, press_in};

/// Goes to a server elsewhere, and on without it.
pub async fn offline(desktop: &mut DesktopSession, stop: &mut impl AsyncFnMut(&Window, &str)) {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let address = server.address();
    fill(&Client::remote(&address).unwrap()).await;
    let window = desktop.open().await;
    window.set_appearance(Appearance::USUAL).await;
    window.connect_to(&address).await;
    window.sign_in("alan@example.org", PASSWORD).await;
    window.post("Nanoseconds for everyone").await;

    assert!(server.stop().await.status.success());
    publish(&window, "Bread for Thursday", "Rye, and a kettle of tea.").await;
    window.see("Offline. Showing what was loaded at").await;
    // What the server will not take, as some programs leave it on the clipboard.
    publish(&window, "From the old machine", "Page one\u{0}page two").await;
    window.see("page two").await;
    press_in(&window.post("Nanoseconds for everyone").await, "Vote").await;
    window.see("Your vote will be sent when the server is back").await;
    window.see_no_more("Your post will be sent when").await;
    to_top(&window).await;
    stop_at(&window, "offline", stop).await;
    window.go_to_list("Top").await;
    window.see("Try again").await;
    stop_at(&window, "not-loaded", stop).await;
    window.go_to_list("New").await;
    window.sign_out().await;
    window.see("Not everything has been sent").await;
    stop_at(&window, "leave", stop).await;
    window.press("Stay signed in").await;

    let listen = address.trim_start_matches("http://").trim_end_matches('/');
    let server = ServerCommand::on(test_dir.data_dir()).listen(listen).start().await;
    window.see("Not sent: the server rejected it").await;
    window.post("Bread for Thursday").await;
    to_top(&window).await;
    stop_at(&window, "refused", stop).await;
    desktop.close(window).await;
    drop(server);
}

async fn publish(window: &Window, title: &str, content: &str) {
    window.begin_post(title).await;
    paste(window, content).await;
    window.press("Publish").await;
    window.see("Waiting to be sent").await;
}
