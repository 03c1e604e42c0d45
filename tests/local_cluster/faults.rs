//! The faults that machines have.

use std::time::Duration;

use clap::ValueEnum;

use crate::{Fallible, cluster::Cluster, machine::Machine, network::Cut, status::Status};

/// A fault of one machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Fault {
    /// The primary's machine loses power, and comes back later.
    PrimaryDies,
    /// The machine of the synchronous standby does.
    ReplicaDies,
    /// The machine of etcd's leader does.
    EtcdLeaderDies,
    /// HAProxy is killed, and systemd starts it again.
    ProxyDies,
    /// A server is killed, and systemd starts it again.
    ServerDies,
    /// The primary's machine lives on, but neither sends nor receives.
    PrimaryCutOff,
    /// It receives nothing, and goes on sending.
    PrimaryReceivesNothing,
    /// It sends nothing, and goes on receiving.
    PrimarySendsNothing,
    /// All processes of the primary's machine stop, and go on later where they stopped.
    PrimaryPaused,
    /// The disk of the primary is full, until somebody makes room.
    PrimaryDiskFull,
    /// Somebody has another member become the primary.
    Switchover,
}

/// A fault that was made.
pub struct Made<'a> {
    fault: Fault,
    machine: &'a Machine,
}

impl Fault {
    /// Makes it.
    pub async fn make<'a>(self, cluster: &'a Cluster, status: &Status) -> Fallible<Made<'a>> {
        let machine = self.machine(cluster, status)?;
        match self {
            Self::PrimaryDies | Self::ReplicaDies | Self::EtcdLeaderDies => machine.lose_power().await?,
            Self::ProxyDies | Self::ServerDies => machine.kill().await,
            Self::PrimaryCutOff => machine.cut(Cut::Both)?,
            Self::PrimaryReceivesNothing => machine.cut(Cut::Incoming)?,
            Self::PrimarySendsNothing => machine.cut(Cut::Outgoing)?,
            Self::PrimaryPaused => machine.pause(),
            Self::PrimaryDiskFull => machine.fill_disk()?,
            Self::Switchover => cluster.switch_over(machine).await?,
        }
        Ok(Made { fault: self, machine })
    }

    fn machine<'a>(self, cluster: &'a Cluster, status: &Status) -> Fallible<&'a Machine> {
        let named = match self {
            Self::ProxyDies => return Ok(&cluster.proxy),
            Self::ServerDies => return Ok(&cluster.servers[fastrand::usize(..cluster.servers.len())]),
            Self::EtcdLeaderDies => {
                let leader = status.etcd_leader.as_ref();
                let found = cluster.etcd.iter().find(|machine| Some(&machine.name) == leader);
                return found.ok_or_else(|| "etcd has no leader".into());
            }
            Self::ReplicaDies => status.synchronous_standby(),
            _ => status.primary.as_deref(),
        };
        cluster.database(named.ok_or("there is no such member")?)
    }

    /// Returns how long it lasts: more than Patroni waits, where a primary is silent.
    pub fn lasts(self) -> Duration {
        Duration::from_secs(match self {
            Self::PrimaryDies
            | Self::PrimaryCutOff
            | Self::PrimaryReceivesNothing
            | Self::PrimarySendsNothing
            | Self::PrimaryPaused => 35,
            Self::ReplicaDies | Self::PrimaryDiskFull => 20,
            Self::EtcdLeaderDies => 10,
            // As RestartSec in the units.
            Self::ProxyDies | Self::ServerDies => 1,
            Self::Switchover => 0,
        })
    }

    /// Returns whether writing may be away until the fault ends: nobody but an owner can make room on a disk.
    pub fn is_mended_by_hand(self) -> bool {
        self == Self::PrimaryDiskFull
    }

    /// Returns whether the primary renews its key once more after the fault: what it sends reaches etcd, and only the answer is
    /// lost. Patroni's patience begins with that renewal.
    pub fn may_renew(self) -> bool {
        self == Self::PrimaryReceivesNothing
    }

    /// Returns the name by which the command line knows it.
    pub fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

impl Made<'_> {
    /// Returns the name of the machine that has it.
    pub fn machine(&self) -> &str {
        &self.machine.name
    }

    /// Ends it.
    pub async fn end(&self, cluster: &Cluster) -> Fallible<()> {
        match self.fault {
            Fault::PrimaryDies | Fault::ReplicaDies | Fault::EtcdLeaderDies => self.machine.boot()?,
            Fault::ProxyDies => self.machine.start()?,
            Fault::ServerDies => cluster.start_server(self.machine).await?,
            Fault::PrimaryCutOff | Fault::PrimaryReceivesNothing | Fault::PrimarySendsNothing => self.machine.mend(),
            Fault::PrimaryPaused => self.machine.wake(),
            Fault::PrimaryDiskFull => self.machine.make_room()?,
            Fault::Switchover => {}
        }
        Ok(())
    }
}
