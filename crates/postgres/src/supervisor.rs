//! Supervises the server process from a thread that owns it. The thread has a runtime of its own, because Linux
//! ties the signal that PostgreSQL gets on our death to the thread that spawned it, and a runtime's
//! workers come and go.

use std::{
    collections::VecDeque,
    io,
    time::{Duration, Instant},
};

use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    cluster_dir::ClusterDir,
    diagnosis,
    error::Error,
    log::excerpt,
    orphan,
    postmaster::Postmaster,
    prepare::{ClusterInfo, Prepared, prepare},
    settings::Settings,
    step::Step,
};

/// Bounds how often a server is started again within the window: one that dies more often is not helped by another
/// start.
const RESTARTS: usize = 30;
const WINDOW: Duration = Duration::from_mins(1);

/// The pause before a restart after one that failed, for example for the memory of a dead server to be released.
const PAUSE: Duration = Duration::from_millis(300);

/// The state of the server.
#[derive(Debug, Clone)]
pub(crate) enum State {
    Starting,
    Running {
        pid: u32,
    },
    /// A restart after the server died by itself.
    Restarting,
    /// The end, for good.
    Ended(Result<(), Error>),
}

/// A report to the owner about a start.
#[derive(Debug)]
pub(crate) enum Event {
    Step(Step),
    Ready(ClusterInfo),
    Failed(Error),
}

/// The owner's ends of the channels. Dropping `stop` stops the server too.
#[derive(Debug)]
pub(crate) struct Handle {
    pub(crate) events: mpsc::UnboundedReceiver<Event>,
    pub(crate) state: watch::Receiver<State>,
    pub(crate) stop: oneshot::Sender<()>,
}

/// Starts the thread.
pub(crate) fn spawn(settings: Settings) -> io::Result<Handle> {
    let (events, owner_events) = mpsc::unbounded_channel();
    let (state, owner_state) = watch::channel(State::Starting);
    let (owner_stop, stop) = oneshot::channel();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::Builder::new().name("hearth-postgres".to_owned()).spawn(move || {
        let mut supervisor = Supervisor { events, state, stop };
        let end = runtime.block_on(supervisor.run(settings));
        supervisor.state.send_replace(State::Ended(end));
    })?;
    Ok(Handle { events: owner_events, state: owner_state, stop: owner_stop })
}

struct Supervisor {
    events: mpsc::UnboundedSender<Event>,
    state: watch::Sender<State>,
    stop: oneshot::Receiver<()>,
}

/// The reason for which one run of the server ended.
enum End {
    /// A stop by the owner.
    Stopped(Result<(), Error>),
    /// An end by itself, with the last that the server said.
    Died(String),
    /// A stop by us, because nobody could connect to it any more.
    Unreachable,
}

impl Supervisor {
    async fn run(&mut self, settings: Settings) -> Result<(), Error> {
        let started = tokio::select! {
            prepared = prepare(&settings, |step| drop(self.events.send(Event::Step(step)))) => prepared,
            _ = &mut self.stop => return Ok(()),
        };
        match started {
            Ok(prepared) => self.supervise(prepared).await,
            Err(error) => self.fail(error),
        }
    }

    async fn supervise(&mut self, prepared: Prepared) -> Result<(), Error> {
        let mut deaths = VecDeque::new();
        let mut last = self.run_server(&prepared).await;
        if let Err(error) = last {
            return self.fail(error);
        }
        loop {
            let (log, reason) = match last {
                Ok(End::Stopped(stopped)) => return stopped,
                Ok(End::Died(log)) => (excerpt(&log), None),
                Ok(End::Unreachable) => (None, None),
                Err(error) => {
                    tracing::warn!(%error, log = error.log_tail(), "PostgreSQL did not come back");
                    (error.log_tail().and_then(excerpt), Some(error))
                }
            };
            self.state.send_replace(State::Restarting);
            if too_many(&mut deaths) {
                return Err(give_up(&prepared.cluster_dir, deaths.len(), log, reason));
            }
            last = self.restart(&prepared).await;
        }
    }

    async fn restart(&mut self, prepared: &Prepared) -> Result<End, Error> {
        tracing::warn!("starting PostgreSQL again");
        let data = prepared.cluster_dir.data();
        let cleared = tokio::select! {
            cleared = orphan::clear(&data) => cleared,
            _ = &mut self.stop => return Ok(End::Stopped(Ok(()))),
        };
        let run = match cleared {
            Ok(()) => self.run_server(prepared).await,
            Err(error) => Err(error),
        };
        if run.is_err() {
            tokio::time::sleep(PAUSE).await;
        }
        run
    }

    /// Runs the server once, and tells the owner.
    async fn run_server(&mut self, prepared: &Prepared) -> Result<End, Error> {
        let Prepared { cluster_dir, binaries, socket, .. } = prepared;
        socket.prepare(cluster_dir)?;
        let mut server = Postmaster::spawn(cluster_dir, binaries, socket)?;
        let ready = tokio::select! {
            ready = server.ready(cluster_dir) => Some(ready),
            _ = &mut self.stop => None,
        };
        match ready {
            None => return Ok(End::Stopped(server.stop(&cluster_dir.data()).await)),
            Some(Err(error)) => {
                server.stop(&cluster_dir.data()).await?;
                return Err(error);
            }
            Some(Ok(())) => {}
        }
        let at = socket.path().display();
        tracing::info!(pid = server.pid(), version = %binaries.version, socket = %at, "PostgreSQL is ready");
        self.state.send_replace(State::Running { pid: server.pid() });
        let _ = self.events.send(Event::Ready(prepared.info()));
        tokio::select! {
            status = server.ended() => {
                tracing::warn!(?status, "PostgreSQL ended by itself");
                Ok(End::Died(server.log_tail()))
            }
            () = socket.lost() => {
                tracing::warn!(socket = %at, "the database's socket was removed, so nobody can reach it");
                self.state.send_replace(State::Restarting);
                server.stop(&cluster_dir.data()).await.map(|()| End::Unreachable)
            }
            _ = &mut self.stop => Ok(End::Stopped(server.stop(&cluster_dir.data()).await)),
        }
    }

    /// Reports an error before the first start is complete, which belongs to the caller of `start`.
    fn fail(&self, error: Error) -> Result<(), Error> {
        let _ = self.events.send(Event::Failed(error.clone()));
        Err(error)
    }
}

/// Counts one more death, and says whether that is one too many.
fn too_many(deaths: &mut VecDeque<Instant>) -> bool {
    deaths.push_back(Instant::now());
    deaths.retain(|death| death.elapsed() < WINDOW);
    deaths.len() > RESTARTS
}

/// Returns the most telling reason for which it will not be started again.
fn give_up(cluster_dir: &ClusterDir, times: usize, log: Option<String>, reason: Option<Error>) -> Error {
    match reason {
        Some(error) if !matches!(error, Error::Start { .. }) => error,
        _ => {
            let text = log.as_deref().unwrap_or_default();
            let cause = diagnosis::last_words(text);
            let explained = diagnosis::explain(text, cluster_dir);
            explained.unwrap_or_else(|| Error::CrashLoop { times, cause, file: cluster_dir.log(), log })
        }
    }
}
