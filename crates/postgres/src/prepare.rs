//! Prepares a cluster for the start of its server.

use std::path::PathBuf;

use crate::{
    binaries::{Binaries, Probe},
    cluster_dir::ClusterDir,
    error::Error,
    initdb,
    lock::Lock,
    orphan, repair,
    settings::Settings,
    socket::SocketDir,
    step::Step,
};

/// The properties of a cluster that stay the same while it runs.
#[derive(Debug, Clone)]
pub(crate) struct ClusterInfo {
    pub(crate) socket_dir: PathBuf,
    pub(crate) log: PathBuf,
    pub(crate) binaries: Binaries,
}

/// The resources of a running server; dropped in this order.
pub(crate) struct Prepared {
    pub(crate) cluster_dir: ClusterDir,
    pub(crate) binaries: Binaries,
    pub(crate) socket: SocketDir,
    _lock: Lock,
}

impl Prepared {
    /// Describes the running cluster to its owner.
    pub(crate) fn info(&self) -> ClusterInfo {
        ClusterInfo {
            socket_dir: self.socket.path().to_owned(),
            log: self.cluster_dir.log(),
            binaries: self.binaries.clone(),
        }
    }
}

/// Prepares a cluster for the start of its server: finds or creates it, locks it, repairs it, ends orphans.
pub(crate) async fn prepare(settings: &Settings, step: impl Fn(Step)) -> Result<Prepared, Error> {
    step(Step::FindDatabase);
    let cluster_dir = ClusterDir::open(&settings.dir, &settings.handover)?;
    let lock = Lock::take(&cluster_dir.dir, cluster_dir.account.as_ref())?;
    initdb::remove_leftover(&cluster_dir.staging()).await?;
    let probe = Probe { account: cluster_dir.account.as_ref(), handover: &settings.handover };
    let binaries = if let Some(major) = cluster_dir.major()? {
        let binaries = settings.binaries.of_major(major, &cluster_dir.data(), &probe).await?;
        repair::repair(&cluster_dir, major)?;
        orphan::clear(&cluster_dir.data()).await?;
        binaries
    } else {
        let binaries = settings.binaries.newest(&probe).await?;
        step(Step::CreateDatabase);
        initdb::create(&cluster_dir, &binaries).await?;
        binaries
    };
    if let Some(account) = &cluster_dir.account {
        account.warn_if_shared();
    }
    step(Step::StartDatabase);
    let socket = SocketDir::open(&cluster_dir)?;
    Ok(Prepared { cluster_dir, binaries, socket, _lock: lock })
}
