//! Runs commands of the headless server that end by themselves.

use std::{
    ffi::OsStr,
    io::Write as _,
    process::{Command, Output, Stdio},
};

use crate::{
    Account, TestDir,
    system::{account, binaries},
};

/// A command of `hearth-server`, with nothing of the test's own environment but the path to programs.
pub struct CliCommand {
    command: Command,
    input: Vec<u8>,
    _copies: Option<TestDir>,
}

/// What a command has said, and its exit code.
#[derive(Debug)]
pub struct CliOutput {
    /// Its exit code.
    pub code: Option<i32>,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl CliCommand {
    /// Builds a command of these arguments.
    #[must_use]
    pub fn new<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Self {
        Self::build(args, None)
    }

    /// The same, run as this account. Only root can do so.
    #[must_use]
    pub fn as_account<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>, account: Account) -> Self {
        Self::build(args, Some(account))
    }

    fn build<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>, account: Option<Account>) -> Self {
        let (program, postgres, copies) = binaries::for_account(account, TestDir::new);
        let mut command = account::command(&program, account);
        command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.envs(postgres.map(|dir| ("HEARTH_POSTGRES_DIR", dir))).env("HEARTH_BCRYPT_COST", "4");
        command.args(args).current_dir("/");
        Self { command, input: Vec::new(), _copies: copies }
    }

    /// Sets an environment variable.
    #[must_use]
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    /// Gives it this standard input.
    #[must_use]
    pub fn input(mut self, input: &str) -> Self {
        input.as_bytes().clone_into(&mut self.input);
        self
    }

    /// Runs it in this directory.
    #[must_use]
    pub fn work_dir(mut self, dir: impl AsRef<std::path::Path>) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Runs it, and waits until it ends.
    #[must_use]
    pub fn run(mut self) -> CliOutput {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().expect("setpriv starts it");
        // It may end without reading.
        let _ = child.stdin.take().unwrap().write_all(&self.input);
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        CliOutput { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
    }
}

impl CliOutput {
    /// Fails unless the command succeeded; returns its standard output.
    #[track_caller]
    #[must_use]
    pub fn succeeded(self) -> String {
        assert!(self.code == Some(0), "{self:?}");
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self.stdout
    }

    /// Fails unless the command was refused with this in the last line of its standard error.
    #[track_caller]
    pub fn expect_refusal(&self, sentence: &str) {
        let said = self.stderr.lines().last().unwrap_or_default();
        assert!(said.contains(sentence), "{sentence:?} is not in {said:?} of {self:?}");
        assert!(self.code.is_some_and(|code| code != 0), "{self:?}");
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
    }
}
