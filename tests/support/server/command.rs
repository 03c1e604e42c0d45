//! Builds and starts a headless server.

use std::{
    ffi::{OsStr, OsString},
    path::PathBuf,
    process::Stdio,
};

use super::{Exit, Server};
use crate::{
    Account, TestDir,
    system::{account, binaries},
};

/// A builder of server processes. Nothing of the test's own environment reaches it but the path to programs.
pub struct ServerCommand {
    data_dir: Option<PathBuf>,
    listen: String,
    env: Vec<(OsString, OsString)>,
    args: Vec<OsString>,
    work_dir: PathBuf,
    account: Option<Account>,
}

impl ServerCommand {
    /// Builds a server on a cluster of its own in `data_dir`.
    #[must_use]
    pub fn on(data_dir: impl Into<PathBuf>) -> Self {
        Self { data_dir: Some(data_dir.into()), ..Self::without_data_dir() }
    }

    /// Builds a server that is told by its environment, or by nothing, where its database is.
    #[must_use]
    pub fn without_data_dir() -> Self {
        let server_command = Self {
            data_dir: None,
            listen: "127.0.0.1:0".to_owned(),
            env: Vec::new(),
            args: Vec::new(),
            work_dir: PathBuf::from("/"),
            account: None,
        };
        // The cheapest there is and any, because most tests are not about passwords.
        let server_command = server_command.env("HEARTH_BCRYPT_COST", "4");
        server_command.env("HEARTH_RATE_LIMIT", "off")
    }

    /// Listens here rather than on a free port.
    #[must_use]
    pub fn listen(mut self, address: &str) -> Self {
        address.clone_into(&mut self.listen);
        self
    }

    /// Sets an environment variable.
    #[must_use]
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.env.push((name.as_ref().to_owned(), value.as_ref().to_owned()));
        self
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.args.push(arg.as_ref().to_owned());
        self
    }

    /// Starts it in this directory, where it looks for `.env`.
    #[must_use]
    pub fn work_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.work_dir = dir.into();
        self
    }

    /// Runs it as this account. Only root can do so.
    #[must_use]
    pub fn account(mut self, account: Account) -> Self {
        self.account = Some(account);
        self
    }

    /// Starts the process without waiting for anything.
    #[must_use]
    pub fn spawn(&self) -> Server {
        let (program, postgres, copies) = binaries::for_account(self.account, TestDir::new);
        let mut command = account::command(&program, self.account);
        command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.envs(postgres.map(|dir| ("HEARTH_POSTGRES_DIR", dir)));
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command.args(["serve", "--listen", &self.listen, "--log-format", "json"]);
        command.args(self.data_dir.iter().flat_map(|dir| [OsStr::new("--data-dir"), dir.as_os_str()]));
        command.args(&self.args).current_dir(&self.work_dir).stdin(Stdio::null());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("setpriv starts it");
        Server::watch(child, self.data_dir.clone(), copies)
    }

    /// Starts the server and waits until it answers; or tells how it failed.
    pub async fn try_start(&self) -> Result<Server, Exit> {
        let mut server = self.spawn();
        server.ready().await?;
        Ok(server)
    }

    /// Starts the server and waits until it answers.
    pub async fn start(&self) -> Server {
        self.try_start().await.unwrap_or_else(|failure| panic!("the server did not start: {failure:?}"))
    }
}

impl Server {
    /// Starts a server on a cluster of its own in `data_dir`, and waits until it is ready.
    pub async fn start(data_dir: impl Into<PathBuf>) -> Self {
        ServerCommand::on(data_dir).start().await
    }
}
