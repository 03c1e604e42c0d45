//! Tests the app on full and read-only disks.

use hearth_tests::{Account, DesktopSession, SmallDisk};

const ROOT: Account = Account { uid: 0, gid: 0 };

/// Opens a desktop whose data directory is on a disk of its own. None where that is not possible.
///
/// The disk comes second, to be unmounted before the desktop removes its directories.
fn desk_on_a_disk(mebibytes: u32) -> Option<(DesktopSession, SmallDisk)> {
    let desktop = DesktopSession::without_keychain();
    SmallDisk::mount_at(&desktop.data_dir(), mebibytes, ROOT).map(|small| (desktop, small))
}

#[tokio::test(flavor = "multi_thread")]
async fn first_start_on_a_full_disk_recovers() {
    let Some((mut desktop, small)) = desk_on_a_disk(20) else { return };
    let window = desktop.open().await;
    window.press("Use this computer").await;
    window.see("Hearth couldn’t start").await;
    window.see("is full. Free some space").await;

    small.resize(160);
    window.press("Try again").await;
    window.see("Create your account").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keeps_a_post_when_the_disk_is_full() {
    let Some((mut desktop, small)) = desk_on_a_disk(160) else { return };
    let window = desktop.open_signed_up().await;

    small.fill(0);
    window.publish("Bread", "Flour, water, salt.").await;
    window.see("disk is full, so nothing was saved").await;

    small.make_room();
    window.press("Publish").await;
    window.post("Bread").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_a_read_only_disk() {
    let Some((mut desktop, small)) = desk_on_a_disk(160) else { return };
    let window = desktop.open_on_this_computer().await;
    desktop.close(window).await;

    small.make_read_only();
    let window = desktop.open().await;
    window.see("Hearth couldn’t start").await;
    window.see("read-only").await;

    small.make_writable();
    window.press("Try again").await;
    window.see("Create your account").await;
    desktop.close(window).await;
}
