//! Starts and stops a cluster, for its owner.

use std::path::Path;

use tokio::sync::{oneshot, watch};

use crate::{
    binaries::Binaries,
    error::{Context, Error},
    prepare::ClusterInfo,
    settings::{DATABASE, Settings, USER},
    step::Step,
    supervisor::{self, Event, State},
};

/// Creates the cluster if there is none, starts its server, and waits until it takes connections.
///
/// Dropping the future before that stops whatever it has begun; a cluster is there whole or not at all.
pub async fn start(settings: Settings, mut on_step: impl FnMut(Step) + Send) -> Result<Cluster, Error> {
    let dir = settings.dir.clone();
    let mut supervisor = supervisor::spawn(settings).context("start a thread for", &dir)?;
    loop {
        match supervisor.events.recv().await {
            Some(Event::Step(step)) => on_step(step),
            Some(Event::Failed(error)) => {
                // Wait for the lock to be released, so that trying again at once works.
                let _ = end(&mut supervisor.state).await;
                return Err(error);
            }
            Some(Event::Ready(info)) => {
                return Ok(Cluster { info, state: supervisor.state, stop: supervisor.stop });
            }
            None => return Err(end(&mut supervisor.state).await.err().unwrap_or(Error::Stopped)),
        }
    }
}

/// A running server on a cluster that is ours alone. It is started again when it dies by itself; dropping this stops
/// it in the background, [`stop`](Self::stop) waits until it has.
#[derive(Debug)]
pub struct Cluster {
    info: ClusterInfo,
    state: watch::Receiver<State>,
    stop: oneshot::Sender<()>,
}

impl Cluster {
    /// Returns the private directory (mode 0700) of the server's socket. An app may put its own, `hearth.sock`, beside it:
    /// the path is short enough.
    #[must_use]
    pub fn socket_dir(&self) -> &Path {
        &self.info.socket_dir
    }

    /// Returns the administrator's role to connect as, who may do anything in PostgreSQL. It needs no password: whoever reaches the socket is this user or root.
    #[must_use]
    pub fn user(&self) -> &'static str {
        USER
    }

    /// Returns the database to connect to. It exists from the first start on.
    #[must_use]
    pub fn database(&self) -> &'static str {
        DATABASE
    }

    /// Returns the server's process; `None` while it is being started again, and after its end.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        match *self.state.borrow() {
            State::Running { pid } => Some(pid),
            State::Starting | State::Restarting | State::Ended(_) => None,
        }
    }

    /// Returns the path of the server's log.
    #[must_use]
    pub fn log_path(&self) -> &Path {
        &self.info.log
    }

    /// Returns the installation that runs.
    #[must_use]
    pub fn binaries(&self) -> &Binaries {
        &self.info.binaries
    }

    /// Ends all connections, shuts the server down and waits until it is gone.
    pub async fn stop(self) -> Result<(), Error> {
        let Self { mut state, stop, .. } = self;
        // A supervisor that has already ended hears nothing, and has its result ready.
        let _ = stop.send(());
        end(&mut state).await
    }

    /// Resolves when the server is gone for good, with the reason. Cancel it at will.
    pub async fn failed(&self) -> Error {
        end(&mut self.state.clone()).await.err().unwrap_or(Error::Stopped)
    }
}

/// Waits until the supervisor has ended, and returns its result.
async fn end(state: &mut watch::Receiver<State>) -> Result<(), Error> {
    match state.wait_for(|state| matches!(state, State::Ended(_))).await.as_deref() {
        Ok(State::Ended(end)) => end.clone(),
        _ => Err(Error::Stopped),
    }
}
