//! Runs the server process once, from its spawn to its end.

use std::{
    io,
    path::Path,
    process::{ExitStatus, Stdio},
    time::Duration,
};

use rustix::process::Signal;
use tokio::{
    process::Child,
    time::{sleep, timeout},
};

use crate::{
    binaries::Binaries,
    cluster_dir::ClusterDir,
    command::{ParentDeath, command},
    diagnosis,
    error::{Context, Error},
    log::{Log, excerpt},
    pidfile::PidFile,
    process_handle::ProcessHandle,
    socket::SocketDir,
};

/// Time limit for the server to be ready. The repair after a crash reads at most what `max_wal_size` allows, 1 GB: half
/// a minute on a slow disk.
const READY_WITHIN: Duration = Duration::from_mins(3);

/// The interval between two checks whether it is ready.
const INTERVAL: Duration = Duration::from_millis(5);

/// Time limit for a shutdown. One in order writes at most the shared buffers; an abort writes nothing.
const STOPS_WITHIN: Duration = Duration::from_secs(30);
const ABORTS_WITHIN: Duration = Duration::from_secs(5);

/// The settings of the server: small, because it serves one person; durable, and needing nothing but its directory,
/// whatever `postgresql.conf` says.
const SETTINGS: [&str; 15] = [
    "listen_addresses=",
    "port=5432",
    "unix_socket_permissions=0700",
    "shared_buffers=32MB",
    "max_connections=20",
    "jit=off",
    "fsync=on",
    "full_page_writes=on",
    "cluster_name=hearth",
    // No file of keys, no group and no reserved memory is needed behind a private socket.
    "ssl=off",
    "unix_socket_group=",
    "huge_pages=off",
    // Why a start failed is read from what it says.
    "logging_collector=off",
    "log_destination=stderr",
    "lc_messages=C",
];

/// The first major version that reads ahead by processes of its own unless told not to.
const IO_METHOD_SINCE: u32 = 18;

/// A server process that we spawned.
#[derive(Debug)]
pub(crate) struct Postmaster {
    child: Child,
    pid: u32,
    log: Log,
}

impl Postmaster {
    pub(crate) fn spawn(cluster_dir: &ClusterDir, binaries: &Binaries, socket: &SocketDir) -> Result<Self, Error> {
        let log = Log::open(&cluster_dir.log(), cluster_dir.account.as_ref())?;
        let program = binaries.program("postgres");
        let mut command = command(&program, &cluster_dir.dir, cluster_dir.account.as_ref(), ParentDeath::ShutDown);
        command.arg("-D").arg(cluster_dir.data());
        command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        if binaries.version.major >= IO_METHOD_SINCE {
            command.args(["-c", "io_method=sync"]);
        }
        command.arg("-c").arg(socket.setting());
        let child = command.stdout(Stdio::null()).stderr(log.writer()?).spawn().context("run", &program)?;
        let pid = child.id().ok_or_else(|| Error::io("run", &program, io::ErrorKind::NotFound.into()))?;
        Ok(Self { child, pid, log })
    }

    pub(crate) fn pid(&self) -> u32 {
        self.pid
    }

    /// Waits until it takes connections, as `pg_ctl` does: by what it writes into its `postmaster.pid`.
    pub(crate) async fn ready(&mut self, cluster_dir: &ClusterDir) -> Result<(), Error> {
        let data = cluster_dir.data();
        let pid = self.pid;
        let ready = async {
            while PidFile::read(&data)? != (PidFile::Server { pid, ready: true }) {
                sleep(INTERVAL).await;
            }
            Ok(())
        };
        tokio::select! {
            ended = self.child.wait() => {
                ended.context("wait for", &data)?;
                Err(self.start_failed(cluster_dir))
            }
            ready = timeout(READY_WITHIN, ready) => ready.unwrap_or_else(|_| {
                let (file, log) = (cluster_dir.log(), excerpt(&self.log.tail()));
                Err(Error::StartTimeout { data: data.clone(), file, seconds: READY_WITHIN.as_secs(), log })
            }),
        }
    }

    /// Waits until it ends by itself.
    pub(crate) async fn ended(&mut self) -> io::Result<ExitStatus> {
        self.child.wait().await
    }

    /// Returns the end of its log.
    pub(crate) fn log_tail(&self) -> String {
        self.log.tail()
    }

    /// Ends it: in order, else by an abort, else by force. Nothing that was committed is lost by any of them.
    pub(crate) async fn stop(mut self, data: &Path) -> Result<(), Error> {
        for (signal, patience) in [(Signal::INT, STOPS_WITHIN), (Signal::QUIT, ABORTS_WITHIN)] {
            self.signal(signal);
            if let Ok(ended) = timeout(patience, self.child.wait()).await {
                return ended.map(drop).context("wait for", data);
            }
            tracing::warn!(pid = self.pid, ?signal, ?patience, "PostgreSQL did not stop in time");
        }
        self.child.kill().await.context("stop", data)
    }

    /// Sends a signal. The number is the child's for as long as nobody has waited for it, which is only done here.
    fn signal(&self, signal: Signal) {
        if let Some(handle) = self.child.id().and_then(ProcessHandle::open) {
            handle.signal(signal);
        }
    }

    fn start_failed(&self, cluster_dir: &ClusterDir) -> Error {
        let log = self.log.tail();
        diagnosis::explain(&log, cluster_dir).or_else(|| cluster_dir.refuses_writing(&log)).unwrap_or_else(|| {
            Error::Start {
                data: cluster_dir.data(),
                cause: diagnosis::last_words(&log),
                file: cluster_dir.log(),
                log: excerpt(&log),
            }
        })
    }
}
