//! Tests that our server and the Python backend answer alike: `make differential` in short.

use std::process::Command;

#[test]
fn our_server_and_the_python_backend_answer_alike() {
    let program = env!("CARGO_BIN_EXE_differential");
    let output = Command::new(program).args(["--requests", "300", "--seed", "7"]).output().unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}\n{}", String::from_utf8_lossy(&output.stderr));
}
