//! Tests that the server holds while hostile clients of all kinds are at it. `make siege` does the same at length, and measures.

use std::time::Duration;

use hearth_tests::{
    Server, ServerCommand, TestDir,
    siege::{Clients, Plan},
};

/// Bounds the memory of the server (RSS), in MiB, whatever the build. A real siege has a closer one.
const MEMORY_MAX: f64 = 500.0;

#[tokio::test]
async fn people_are_served_during_a_siege() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let clients = Clients::sign_up(&server).await;
    assert!(server.stop().await.status.success());

    let server = ServerCommand::on(test_dir.data_dir()).env("HEARTH_RATE_LIMIT", "on").start().await;
    let plan = Plan { quiet: Duration::from_secs(1), siege: Duration::from_secs(12), divisor: 4, kinds: Vec::new() };
    let report = clients.measure(&server, &plan).await;
    // A debug build among other tests may have no time for everybody; it says so. A real siege takes that for a fault.
    let faults: Vec<_> = report.faults().into_iter().filter(|fault| !fault.ends_with("503 with Retry-After")).collect();
    assert_eq!(faults, Vec::<String>::new(), "{report:?}");
    assert!(report.memory < MEMORY_MAX, "{} MiB: {:?}", report.memory, report.hostile);
    assert!(report.acknowledged > 0 && report.besieged.reads.len() > 16, "{report:?}");
    let ended = server.stop().await;
    assert!(ended.status.success() && !ended.stderr.contains("panicked"), "{}", ended.stderr);
}
