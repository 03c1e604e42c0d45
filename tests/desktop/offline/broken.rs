//! Tests files that are not as the app left them.

use std::{fs, path::Path};

use hearth_tests::{DesktopSession, HostedServer, User, eventually};

use super::{files, leave_one_unsent, open_at};

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_file_costs_only_itself() {
    let mut remote = HostedServer::start().await;
    let user = User::sign_up(&remote.address()).await;
    user.post("Rain").await;
    let mut desktop = DesktopSession::new();
    let window = open_at(&mut desktop, &remote.address(), &user).await;
    window.post("Rain").await;
    eventually("what was read is kept", || files(&desktop, "cache").len() >= 2).await;
    remote.stop().await;
    leave_one_unsent(&mut desktop, window).await;

    let garbage: [&dyn Fn(&Path); 4] = [
        &|file| fs::write(file, [0, 0xff, 0xfe]).unwrap(),
        &|file| fs::File::options().write(true).open(file).unwrap().set_len(20).unwrap(),
        &|file| fs::write(file, r#"{"question": [], "at": 7, "answer": "none", "entries": "none"}"#).unwrap(),
        &|file| {
            fs::remove_file(file).unwrap();
            fs::create_dir(file).unwrap();
        },
    ];
    for spoil in garbage {
        for file in files(&desktop, "cache").iter().chain(&files(&desktop, "outbox")) {
            spoil(file);
        }
        let window = desktop.open().await;
        window.see("Can’t connect to the server").await;
        remote.start_again().await;
        window.press("Try again").await;
        window.post("Rain").await;
        window.see("Some unsent changes couldn’t be read.").await;
        eventually("what was read is kept anew", || files(&desktop, "cache").len() >= 2).await;
        remote.stop().await;
        leave_one_unsent(&mut desktop, window).await;
        // And it is as good as new.
        let window = desktop.open().await;
        window.see("Offline.").await;
        window.post("Rain").await;
        window.see("About To be many").await;
        desktop.close(window).await;
    }
}
