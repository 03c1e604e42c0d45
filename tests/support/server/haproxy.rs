//! Runs HAProxy before servers, as the documentation sets it up.

use std::{fmt::Write as _, fs, path::Path};

use super::daemon::Daemon;
use crate::{
    TestDir,
    system::{account, free_port},
};

/// A running HAProxy.
pub struct HaProxy {
    _daemon: Daemon,
    port: u16,
    _test_dir: TestDir,
}

impl HaProxy {
    /// Starts one that spreads requests over the servers that listen on these ports, and that are ready. It repeats none.
    pub async fn before_servers(ports: &[u16]) -> Self {
        let (test_dir, port) = (TestDir::new(), free_port());
        let mut settings = format!(
            "defaults\n  mode http\n  timeout connect 1s\n  timeout client 60s\n  timeout server 60s\n\
             frontend in\n  bind 127.0.0.1:{port}\n  default_backend all\n\
             backend all\n  option httpchk GET /health/ready\n  retries 0\n  balance roundrobin\n  \
             default-server check inter 500ms fall 2 rise 1\n"
        );
        for (number, port) in ports.iter().enumerate() {
            writeln!(settings, "  server s{number} 127.0.0.1:{port}").unwrap();
        }
        let file = test_dir.join("haproxy.cfg");
        fs::write(&file, settings).unwrap();
        let mut command = account::command(Path::new("/usr/sbin/haproxy"), None);
        command.args(["-db", "-f"]).arg(&file).current_dir("/");
        let daemon = Daemon::start(&mut command, port, &test_dir.join("haproxy.log")).await;
        Self { _daemon: daemon, port, _test_dir: test_dir }
    }

    /// Returns the address of what is behind it, over HTTP.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}
