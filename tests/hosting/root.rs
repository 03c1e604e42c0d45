//! Tests which account root's server hands its PostgreSQL to, with accounts of the test's own in a mount namespace.

use std::{
    fs::{self, File},
    os::unix::fs::MetadataExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use hearth_tests::{Binaries, TestDir, eventually, is_root, processes::kill, processes_in, skip};
use rustix::process::Signal;

/// The number of an account that no other program has.
const OWN: u32 = 47_110;

/// A server that sees other accounts than this test. Killed in the end.
struct RootServer {
    child: Child,
    data_dir: PathBuf,
    log: PathBuf,
}

impl RootServer {
    /// Starts one that finds only root and these accounts.
    async fn start(test_dir: &TestDir, accounts: &str) -> Self {
        let passwd = test_dir.join("passwd");
        fs::write(&passwd, format!("root:x:0:0:root:/root:/bin/sh\n{accounts}\n")).unwrap();
        let (data_dir, log) = (test_dir.data_dir(), test_dir.join("log"));
        // Made beforehand, so that the account can enter it.
        fs::create_dir_all(&data_dir).unwrap();
        let mut command = Command::new("unshare");
        command.args([
            "--mount",
            "sh",
            "-c",
            r#"mount --bind "$1" /etc/passwd && exec "$2" serve --data-dir "$3" --listen 127.0.0.1:0"#,
            "sh",
        ]);
        command.args([&passwd, &Binaries::server(), &data_dir]).env_clear();
        command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.envs(Binaries::postgres().map(|dir| ("HEARTH_POSTGRES_DIR", dir))).current_dir("/");
        let output = || File::options().create(true).append(true).open(&log).unwrap();
        let child = command.stdin(Stdio::null()).stdout(output()).stderr(output()).spawn().unwrap();
        let server = Self { child, data_dir, log };
        eventually("the server is ready", || server.log().contains("Hearth is listening")).await;
        server
    }

    fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    fn owner_of_database(&self) -> u32 {
        fs::metadata(self.data_dir.join("postgres/data")).unwrap().uid()
    }
}

impl Drop for RootServer {
    fn drop(&mut self) {
        kill(self.child.id(), Signal::TERM);
        let _ = self.child.wait();
        for process in processes_in(&self.data_dir) {
            kill(process.pid, Signal::KILL);
        }
    }
}

const WARNING: &str = "PostgreSQL runs as an account that other programs may run as too";

#[tokio::test]
async fn root_hands_the_database_to_an_account_of_its_own() {
    if !is_root() {
        return skip("only root hands a database to another account");
    }
    let test_dir = TestDir::new();
    let own = format!(
        "nobody:x:65534:65534::/:/bin/false\npostgres:x:101:101::/:/bin/false\nhearth:x:{OWN}:{OWN}::/:/bin/false"
    );
    let server = RootServer::start(&test_dir, &own).await;
    assert_eq!(server.owner_of_database(), OWN);
    assert!(!server.log().contains(WARNING), "{}", server.log());
}

#[tokio::test]
async fn root_is_told_of_an_account_that_others_use() {
    if !is_root() {
        return skip("only root hands a database to another account");
    }
    let test_dir = TestDir::new();
    let nobody = "nobody:x:65534:65534::/:/bin/false";
    let server = RootServer::start(&test_dir, nobody).await;
    assert_eq!(server.owner_of_database(), 65534);
    assert!(server.log().contains(WARNING) && server.log().contains("useradd --system"), "{}", server.log());
}
