//! Runs this program once more in namespaces of its own, which leave nothing behind: when it ends, however it ends, the kernel
//! ends all processes that it started and removes its network and its disks.

use std::{env, fs, process::ExitCode, time::Duration};

use hearth_tests::is_root;
use tokio::{
    process::Command,
    signal::unix::{SignalKind, signal},
    time::sleep,
};

use crate::{
    Fallible,
    network::{self, HOST_LINK},
};

/// What runs as the first process: a shell, which collects processes that have lost their parent, as `init` does.
const INIT: &str = "\"$@\"; exit $?";

const PROGRAMS: [&str; 11] =
    ["bash", "etcd", "haproxy", "ip", "nsenter", "patroni", "pgbouncer", "psql", "setpriv", "tc", "unshare"];

/// Runs this program in the namespaces and returns how it ended. With `reachable`, this computer has a link to its network.
pub async fn enter(reachable: bool) -> Fallible<ExitCode> {
    if !is_root() {
        return Err("Namespaces need root: run this with sudo.".into());
    }
    if let Some(missing) = PROGRAMS.into_iter().find(|program| find(program).is_none()) {
        return Err(format!("{missing} is missing. Install it with: scripts/setup.sh cluster").into());
    }
    if reachable && fs::exists(format!("/sys/class/net/{HOST_LINK}"))? {
        return Err(format!("A cluster runs already: this computer has a network interface {HOST_LINK}.").into());
    }
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let mut child = Command::new("setpriv")
        .args(["--pdeathsig=KILL", "--", "unshare", "--net", "--mount", "--pid", "--fork", "--kill-child=KILL"])
        .args(["--mount-proc", "--", "bash", "-c", INIT, "bash"])
        .arg(env::current_exe()?)
        .args(env::args_os().skip(1))
        .arg("--inside")
        .kill_on_drop(true)
        .spawn()?;
    if reachable && let Some(pid) = child.id() {
        link(pid).await?;
    }
    let status = tokio::select! {
        status = child.wait() => Some(status?),
        _ = interrupt.recv() => None,
        _ = terminate.recv() => None,
    };
    if status.is_none() {
        // There is nothing to clean up inside: it ends, and all with it.
        child.kill().await?;
    }
    if reachable {
        network::unlink_host();
    }
    // A cluster that is shown runs until somebody stops it.
    let code = status.map_or(if reachable { 0 } else { 130 }, |status| status.code().unwrap_or(1));
    Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}

/// Makes a link from this computer to the network namespace of a process, once it has one of its own.
async fn link(pid: u32) -> Fallible<()> {
    let namespace = |pid: &str| fs::read_link(format!("/proc/{pid}/ns/net"));
    for _ in 0..500 {
        if namespace(&pid.to_string())? != namespace("self")? {
            return network::link_host(pid);
        }
        sleep(Duration::from_millis(10)).await;
    }
    Err("The network namespace was not made within 5 seconds.".into())
}

fn find(program: &str) -> Option<()> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).any(|dir| dir.join(program).is_file()).then_some(())
}
