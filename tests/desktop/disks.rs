//! Data on disks that are full, or cannot be written to: the window says so, and nothing is lost.

use hearth_tests::{Account, Desk, SmallDisk};

use crate::flow::sign_up;

const ROOT: Account = Account { uid: 0, gid: 0 };

/// A desktop whose data directory is on a disk of its own. None where that is not possible.
///
/// The disk comes second, to be unmounted before the desktop removes its directories.
fn desk_on_a_disk(mebibytes: u32) -> Option<(Desk, SmallDisk)> {
    let desk = Desk::without_keychain();
    SmallDisk::mount_at(&desk.data_dir(), mebibytes, ROOT).map(|small| (desk, small))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_start_without_room_says_so_and_works_once_there_is_some() {
    let Some((mut desk, small)) = desk_on_a_disk(20) else { return };
    let window = desk.open().await;
    window.press("Use this computer").await;
    window.see("Hearth could not start").await;
    window.see("is full. Free some space").await;

    small.resize(160);
    window.press("Retry").await;
    window.see("Create an account").await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_finds_no_room_is_not_lost() {
    let Some((mut desk, small)) = desk_on_a_disk(160) else { return };
    let window = desk.open().await;
    window.press("Use this computer").await;
    sign_up(&window).await;
    window.see("Nothing here yet").await;

    small.fill(0);
    window.fill("title", "Bread").await;
    window.fill("content", "Flour, water, salt.").await;
    window.press("Publish").await;
    window.see("disk is full, so nothing was saved").await;

    small.make_room();
    window.press("Publish").await;
    window.post("Bread").await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_became_read_only_is_named() {
    let Some((mut desk, small)) = desk_on_a_disk(160) else { return };
    let window = desk.open_on_this_computer().await;
    desk.close(window).await;

    small.make_read_only();
    let window = desk.open().await;
    window.see("Hearth could not start").await;
    window.see("read-only").await;

    small.make_writable();
    window.press("Retry").await;
    window.see("Create an account").await;
    desk.close(window).await;
}
