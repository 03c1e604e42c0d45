//! Files that are not as the app left them.

use std::{fs, path::Path};

use hearth_tests::{Desk, User, eventually};

use super::{Hearth, Remote, files, leave_one_unsent, open_at};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_broken_on_the_disk_costs_no_more_than_itself() {
    let mut remote = Hearth::start().await;
    let user = User::sign_up(&remote.address()).await;
    user.post("Rain").await;
    let mut desk = Desk::new();
    let window = open_at(&mut desk, &remote.address(), &user).await;
    window.post("Rain").await;
    eventually("what was read is kept", || files(&desk, "cache").len() >= 2).await;
    remote.stop().await;
    leave_one_unsent(&mut desk, window).await;

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
        for file in files(&desk, "cache").iter().chain(&files(&desk, "outbox")) {
            spoil(file);
        }
        let window = desk.open().await;
        window.see("The server does not answer").await;
        remote.start_again().await;
        window.press("Retry").await;
        window.post("Rain").await;
        window.see("Some of what waited to be sent cannot be read.").await;
        eventually("what was read is kept anew", || files(&desk, "cache").len() >= 2).await;
        remote.stop().await;
        leave_one_unsent(&mut desk, window).await;
        // And it is as good as new.
        let window = desk.open().await;
        window.see("Offline.").await;
        window.post("Rain").await;
        window.see("About To be many").await;
        desk.close(window).await;
    }
}
