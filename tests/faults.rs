//! What can happen to a server, done to a real one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use hearth_tests::{Place, Server, processes_in};

#[tokio::test]
async fn a_stopped_server_leaves_no_process() {
    let place = Place::new();
    let server = Server::start(place.data_dir()).await;
    let _ = server.user().await;
    assert!(server.postgres().len() > 1);

    let ended = server.stop().await;

    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(processes_in(&place.data_dir()), []);
}
