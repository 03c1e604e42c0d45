//! Runs a hosted server that goes away and comes back.

use super::{Server, ServerCommand};
use crate::TestDir;

/// A hosted server that can go away and come back at the same address.
pub struct HostedServer {
    test_dir: TestDir,
    listen: String,
    server: Option<Server>,
}

impl HostedServer {
    /// Starts one on an empty database of its own.
    pub async fn start() -> Self {
        let test_dir = TestDir::new();
        let server = ServerCommand::on(test_dir.data_dir()).start().await;
        let listen = server.address().trim_start_matches("http://").to_owned();
        Self { test_dir, listen, server: Some(server) }
    }

    /// Returns its host and port.
    #[must_use]
    pub fn listen(&self) -> &str {
        &self.listen
    }

    /// Returns its address.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}", self.listen)
    }

    /// Takes it away by a kill.
    pub async fn kill(&mut self) {
        self.server.take().unwrap().kill().await;
    }

    /// Takes it away as whoever runs it does.
    pub async fn stop(&mut self) {
        assert!(self.server.take().unwrap().stop().await.status.success());
    }

    /// Brings it back, at the same address.
    pub async fn start_again(&mut self) {
        self.server = Some(ServerCommand::on(self.test_dir.data_dir()).listen(&self.listen).start().await);
    }
}
