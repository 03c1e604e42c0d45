//! Builds the commands that start PostgreSQL's programs: a clean environment, the right account, a process group of its
//! own, and a signal when we are gone.

use std::{path::Path, process::Stdio};

use tokio::process::Command;

use crate::account::Account;

/// The environment variables that a program inherits. Everything else stays out: PGDATA and its kin would move the
/// cluster, LD_* would replace the libraries that come with the binaries, LC_* would change its sort order and the
/// language of the messages that we read.
const INHERITED: [&str; 3] = ["HOME", "PATH", "TMPDIR"];

/// The fate of a program whose owner, this process, is killed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ParentDeath {
    /// A shutdown in order, for a server with connections.
    ShutDown,
    /// An end at once, for half-made work, which is of no use to anybody.
    Kill,
}

/// Builds a command for `program`, working in `dir`.
///
/// It must be spawned from a thread that lives as long as the program: Linux sends the signal of `on_parent_death` when
/// the *thread* ends that spawned it.
pub(crate) fn command(program: &Path, dir: &Path, account: Option<&Account>, on_parent_death: ParentDeath) -> Command {
    let mut command = std::process::Command::new(program);
    command.env_clear().envs(INHERITED.into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
    command.current_dir(dir).stdin(Stdio::null());
    // A Ctrl-C in the terminal is for us alone: we stop PostgreSQL when the last request is answered.
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    if let Some(account) = account {
        // The standard library drops the supplementary groups along with the user.
        std::os::unix::process::CommandExt::gid(&mut command, account.gid);
        std::os::unix::process::CommandExt::uid(&mut command, account.uid);
    }
    parent_death::signal(&mut command, on_parent_death);
    command.into()
}

/// Asks for the signal, in the one place with unsafe code: the child itself must do that between fork and exec, after
/// it has changed its user (which would clear it).
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
mod parent_death {
    use std::{io, os::unix::process::CommandExt, process::Command};

    use rustix::process::{Pid, Signal, getpid, getppid, set_parent_process_death_signal};

    use super::ParentDeath;

    pub(super) fn signal(command: &mut Command, on_parent_death: ParentDeath) {
        let signal = match on_parent_death {
            ParentDeath::ShutDown => Signal::INT,
            ParentDeath::Kill => Signal::KILL,
        };
        let parent = getpid();
        // SAFETY: the closure runs in the forked child, where only async-signal-safe calls are allowed. It makes
        // two system calls and compares numbers; it neither allocates nor takes a lock.
        unsafe {
            command.pre_exec(move || arm(parent, signal));
        }
    }

    fn arm(parent: Pid, signal: Signal) -> io::Result<()> {
        set_parent_process_death_signal(Some(signal))?;
        // A parent that died before the call above sends nothing any more.
        if getppid() == Some(parent) { Ok(()) } else { Err(io::ErrorKind::BrokenPipe.into()) }
    }
}

/// Does nothing, because other systems have no such signal; the next start finds and stops what was left behind.
#[cfg(not(target_os = "linux"))]
mod parent_death {
    pub(super) fn signal(_: &mut std::process::Command, _: super::ParentDeath) {}
}
