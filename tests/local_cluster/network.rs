//! A network of machines: a bridge, and a network namespace for each machine.

use std::{net::Ipv4Addr, process::Command};

use crate::Fallible;

/// All addresses of the network.
pub const NETWORK: &str = "10.213.7.0/24";

/// The interface by which this computer reaches the network of `make cluster`.
pub const HOST_LINK: &str = "hearth-cluster";

const BRIDGE: &str = "hearth";
/// The other end of [`HOST_LINK`].
const HOST_PORT: &str = "host";
const HOST_ADDRESS: &str = "10.213.7.254/24";
/// This program's own address, from which it asks and writes.
const OWN_ADDRESS: &str = "10.213.7.1/24";

/// What a machine loses of its network. Nobody is told: packets vanish, as on a broken switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// It neither sends nor receives.
    Both,
    /// It receives nothing.
    Incoming,
    /// It sends nothing.
    Outgoing,
}

/// The address of a machine.
pub const fn address(host: u8) -> Ipv4Addr {
    Ipv4Addr::new(10, 213, 7, host)
}

/// Makes the network, in the namespace of this process, and a `/run` that vanishes with it.
pub fn create() -> Fallible<()> {
    run("mount", &["-t", "tmpfs", "-o", "mode=0755", "hearth-cluster", "/run"])?;
    run("ip", &["link", "set", "lo", "up"])?;
    run("ip", &["link", "add", BRIDGE, "type", "bridge"])?;
    run("ip", &["link", "set", BRIDGE, "up"])?;
    run("ip", &["address", "add", OWN_ADDRESS, "dev", BRIDGE])
}

/// Links the network namespace of a process to this computer. The link vanishes with the namespace.
pub fn link_host(pid: u32) -> Fallible<()> {
    let pid = pid.to_string();
    run("ip", &["link", "add", HOST_LINK, "type", "veth", "peer", "name", HOST_PORT, "netns", &pid])?;
    run("ip", &["address", "add", HOST_ADDRESS, "dev", HOST_LINK])?;
    run("ip", &["link", "set", HOST_LINK, "up"])
}

/// Removes the link at once. The kernel does so too, a moment after the namespace has ended.
pub fn unlink_host() {
    let _ = run("ip", &["link", "del", HOST_LINK]);
}

/// Takes the link to this computer into the network, where there is one.
pub fn join_host() {
    if run("ip", &["link", "set", HOST_PORT, "master", BRIDGE]).is_ok() {
        let _ = run("ip", &["link", "set", HOST_PORT, "up"]);
    }
}

/// Makes the namespace of a machine and links it.
pub fn join(name: &str, address: Ipv4Addr) -> Fallible<()> {
    run("ip", &["netns", "add", name])?;
    run("ip", &["link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name])?;
    run("ip", &["link", "set", name, "master", BRIDGE, "up"])?;
    run("ip", &["-n", name, "address", "add", &format!("{address}/24"), "dev", "eth0"])?;
    run("ip", &["-n", name, "link", "set", "lo", "up"])?;
    run("ip", &["-n", name, "link", "set", "eth0", "up"])
}

/// Drops the packets of a machine: a queue that holds none drops all.
pub fn cut(name: &str, what: Cut) -> Fallible<()> {
    if what != Cut::Outgoing {
        run("tc", &["qdisc", "replace", "dev", name, "root", "pfifo", "limit", "0"])?;
    }
    if what != Cut::Incoming {
        run("tc", &["-n", name, "qdisc", "replace", "dev", "eth0", "root", "pfifo", "limit", "0"])?;
    }
    Ok(())
}

/// Lets all packets of a machine pass again. Fails for a direction that was not cut, which does not matter.
pub fn mend(name: &str) {
    let _ = run("tc", &["qdisc", "del", "dev", name, "root"]);
    let _ = run("tc", &["-n", name, "qdisc", "del", "dev", "eth0", "root"]);
}

/// Runs a program; fails with what it says.
pub fn run(program: &str, args: &[&str]) -> Fallible<()> {
    let output = Command::new(program).args(args).output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{program} {} failed: {}", args.join(" "), said.trim()).into())
}
