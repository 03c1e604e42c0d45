//! Tests what the server makes of the limit of file descriptors.

use std::{
    fs,
    net::TcpListener,
    process::{Child, Command, Stdio},
};

use hearth_tests::{Binaries, eventually};

use crate::SECRET;

/// A process that is killed in the end.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Returns the soft and the hard limit of open files of a process.
fn limits(pid: u32) -> Option<(String, String)> {
    let limits = fs::read_to_string(format!("/proc/{pid}/limits")).ok()?;
    let mut limits = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?.split_whitespace();
    Some((limits.next()?.to_owned(), limits.next()?.to_owned()))
}

#[tokio::test]
async fn raises_the_limit_of_open_files() {
    // A database that takes a connection and says nothing.
    let database = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("postgresql://ada@{}/social", database.local_addr().unwrap());
    let mut command = Command::new("sh");
    command.args(["-c", r#"ulimit -Sn 300 && ulimit -Hn 2000 && exec "$0" serve --listen 127.0.0.1:0"#]);
    command.arg(Binaries::server()).env_clear().env("DATABASE_URL", url).env("SECRET_KEY", SECRET).current_dir("/");
    let server = Killed(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    let raised = Some(("2000".to_owned(), "2000".to_owned()));
    eventually("the limit is raised", || limits(server.0.id()) == raised).await;
}
