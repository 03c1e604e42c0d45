//! Runs a server of emails that keeps what it is sent: aiosmtpd.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::daemon::Daemon;
use crate::{TestDir, eventually, stub::Identity, system::free_port};

/// The user and the password that a server with TLS asks for.
const CREDENTIALS: [&str; 2] = ["hearth@example.org", "p@ss/word?"];

/// The same, as an address has them.
const ENCODED: &str = "hearth%40example.org:p%40ss%2Fword%3F";

/// A running server of emails.
pub struct MailServer {
    _daemon: Daemon,
    port: u16,
    test_dir: TestDir,
}

impl MailServer {
    /// Starts one without TLS.
    pub async fn start() -> Self {
        Self::run("plain", None).await
    }

    /// Starts one with TLS after the beginning of a connection, which asks for a password.
    pub async fn start_starttls(identity: &Identity) -> Self {
        Self::run("starttls", Some(identity)).await
    }

    /// Starts one with TLS from the beginning, which asks for a password.
    pub async fn start_tls(identity: &Identity) -> Self {
        Self::run("tls", Some(identity)).await
    }

    async fn run(mode: &str, identity: Option<&Identity>) -> Self {
        let (test_dir, port) = (TestDir::new(), free_port());
        fs::create_dir(test_dir.join("mail")).unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/smtp.py");
        // The system's own, which has Debian's aiosmtpd.
        let mut command = Command::new("/usr/bin/python3");
        command.arg(script).arg(port.to_string()).arg(test_dir.join("mail")).arg(mode);
        if let Some(identity) = identity {
            let (certificate, key) = (test_dir.join("certificate.pem"), test_dir.join("key.pem"));
            identity.write(&certificate, &key);
            command.arg(certificate).arg(key).args(CREDENTIALS);
        }
        let daemon = Daemon::start(&mut command, port, &test_dir.join("log")).await;
        Self { _daemon: daemon, port, test_dir }
    }

    /// Returns the file of its certificate.
    #[must_use]
    pub fn certificate(&self) -> PathBuf {
        self.test_dir.join("certificate.pem")
    }

    /// Returns its address with this scheme, with the password where `with_password` says so.
    #[must_use]
    pub fn url(&self, scheme: &str, with_password: bool) -> String {
        let credentials = if with_password { format!("{ENCODED}@") } else { String::new() };
        format!("{scheme}://{credentials}127.0.0.1:{}", self.port)
    }

    /// Returns the emails that have come, the oldest first.
    #[must_use]
    pub fn emails(&self) -> Vec<String> {
        let read = |number: usize| fs::read_to_string(self.test_dir.join(format!("mail/{number}.eml"))).ok();
        (0..).map_while(read).collect()
    }

    /// Waits for the email of this number, from 0 on.
    pub async fn email(&self, number: usize) -> String {
        eventually("an email has come", || self.emails().len() > number).await;
        self.emails().swap_remove(number)
    }
}
