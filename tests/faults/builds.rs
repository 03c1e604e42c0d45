//! Tests building while the app runs: PostgreSQL is linked to beside the program, never copied over the one that runs.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    process::{Command, Stdio},
};

use hearth_tests::{Binaries, ServerCommand, TestDir};

#[path = "../../src-tauri/build/link.rs"]
mod link;

#[test]
fn programs_that_run_outlast_a_build() {
    let test_dir = TestDir::new();
    let (beside, bundle) = (test_dir.join("postgres"), test_dir.join("bundle"));
    fs::create_dir(&bundle).unwrap();
    // A directory of copies, as builds used to leave it.
    fs::create_dir(&beside).unwrap();
    // By another program: what a neighbour forks must not hold it open for writing.
    assert!(Command::new("cp").arg("/bin/sleep").arg(beside.join("postgres")).status().unwrap().success());
    let mut running = Command::new(beside.join("postgres")).arg("60").stdin(Stdio::null()).spawn().unwrap();

    link::replace(&beside, &bundle).unwrap();
    let first = fs::symlink_metadata(&beside).unwrap().ino();
    link::replace(&beside, &bundle).unwrap();

    assert!(running.try_wait().unwrap().is_none(), "it goes on");
    running.kill().unwrap();
    running.wait().unwrap();
    assert_eq!(fs::read_link(&beside).unwrap(), bundle);
    assert_eq!(fs::symlink_metadata(&beside).unwrap().ino(), first, "what is right is left alone");
    assert_eq!(fs::read_dir(test_dir.path()).unwrap().count(), 2, "nothing is left over");
}

#[tokio::test]
async fn the_postgresql_beside_the_app_is_a_link_that_works() {
    let beside = Binaries::desktop().with_file_name("postgres");
    assert!(beside.is_symlink(), "{} is a copy, which the next build writes over", beside.display());
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).env("HEARTH_POSTGRES_DIR", &beside).start().await;
    assert!(server.stop().await.status.success());
}
