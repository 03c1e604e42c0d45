//! The thread that owns the server process. It is a thread of its own, with a runtime of its own, because Linux ties
//! the signal that PostgreSQL gets on our death to the thread that spawned it, and a runtime's workers come and go.

use std::{
    collections::VecDeque,
    io,
    time::{Duration, Instant},
};

use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    binaries::{Binaries, Probe},
    cluster::Step,
    error::{Error, some},
    home::Home,
    initdb,
    lock::Lock,
    orphan,
    postmaster::Postmaster,
    settings::Settings,
    socket::SocketDir,
};

/// A server that dies more often than this is not helped by another start.
const RESTARTS: usize = 30;
const WINDOW: Duration = Duration::from_mins(1);

/// How long a restart waits after one that failed, for example for the memory of a dead server to be released.
const PAUSE: Duration = Duration::from_millis(300);

/// How the server is.
#[derive(Debug, Clone)]
pub(crate) enum State {
    Starting,
    Running {
        pid: u32,
    },
    /// Died by itself and is coming back.
    Restarting,
    /// For good.
    Ended(Result<(), Error>),
}

/// What the owner learns about a start.
#[derive(Debug)]
pub(crate) enum Event {
    Step(Step),
    Ready(Facts),
    Failed(Error),
}

/// What stays the same for as long as the cluster runs.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) socket_dir: std::path::PathBuf,
    pub(crate) log: std::path::PathBuf,
    pub(crate) binaries: Binaries,
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
        let mut thread = Thread { events, state, stop };
        let end = runtime.block_on(thread.run(settings));
        thread.state.send_replace(State::Ended(end));
    })?;
    Ok(Handle { events: owner_events, state: owner_state, stop: owner_stop })
}

struct Thread {
    events: mpsc::UnboundedSender<Event>,
    state: watch::Sender<State>,
    stop: oneshot::Receiver<()>,
}

/// Everything a server needs, and what it holds while it lives; dropped in this order.
struct Prepared {
    home: Home,
    binaries: Binaries,
    socket: SocketDir,
    _lock: Lock,
}

/// How one run of the server came to its end.
enum End {
    /// Because the owner said so.
    Stopped(Result<(), Error>),
    /// With what it said last.
    Died(String),
}

impl Thread {
    async fn run(&mut self, settings: Settings) -> Result<(), Error> {
        let started = tokio::select! {
            prepared = prepare(&settings, &self.events) => prepared,
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
                Ok(End::Died(log)) => (some(&log), None),
                Err(error) => {
                    tracing::warn!(%error, log = error.log_tail(), "PostgreSQL did not come back");
                    (error.log_tail().and_then(some), Some(error))
                }
            };
            self.state.send_replace(State::Restarting);
            if too_many(&mut deaths) {
                return Err(give_up(&prepared.home, deaths.len(), log, reason));
            }
            last = self.restart(&prepared).await;
        }
    }

    async fn restart(&mut self, prepared: &Prepared) -> Result<End, Error> {
        tracing::warn!("PostgreSQL ended by itself; starting it again");
        let data = prepared.home.data();
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

    /// One life of the server, told to the owner.
    async fn run_server(&mut self, prepared: &Prepared) -> Result<End, Error> {
        let Prepared { home, binaries, socket, .. } = prepared;
        socket.remove_stale()?;
        let mut server = Postmaster::spawn(home, binaries, socket)?;
        let ready = tokio::select! {
            ready = server.ready(home) => Some(ready),
            _ = &mut self.stop => None,
        };
        match ready {
            None => return Ok(End::Stopped(server.stop(&home.data()).await)),
            Some(Err(error)) => {
                server.stop(&home.data()).await?;
                return Err(error);
            }
            Some(Ok(())) => {}
        }
        tracing::info!(pid = server.pid(), version = %binaries.version, "PostgreSQL is ready");
        self.state.send_replace(State::Running { pid: server.pid() });
        let _ = self.events.send(Event::Ready(prepared.facts()));
        let ended = tokio::select! {
            ended = server.ended() => Some(ended),
            _ = &mut self.stop => None,
        };
        match ended {
            None => Ok(End::Stopped(server.stop(&home.data()).await)),
            Some(status) => {
                tracing::warn!(?status, "PostgreSQL ended");
                Ok(End::Died(server.log_tail()))
            }
        }
    }

    /// An error before the first start is complete belongs to the caller of `start`.
    fn fail(&self, error: Error) -> Result<(), Error> {
        let _ = self.events.send(Event::Failed(error.clone()));
        Err(error)
    }
}

impl Prepared {
    fn facts(&self) -> Facts {
        Facts { socket_dir: self.socket.path().to_owned(), log: self.home.log(), binaries: self.binaries.clone() }
    }
}

/// Everything up to the server's own start.
async fn prepare(settings: &Settings, events: &mpsc::UnboundedSender<Event>) -> Result<Prepared, Error> {
    let step = |step| drop(events.send(Event::Step(step)));
    step(Step::FindDatabase);
    let home = Home::open(&settings.dir, &settings.handover)?;
    let lock = Lock::take(&home.dir, home.account.as_ref())?;
    initdb::remove_leftover(&home.staging()).await?;
    let probe = Probe { account: home.account.as_ref(), handover: &settings.handover };
    let binaries = if let Some(major) = home.major()? {
        orphan::clear(&home.data()).await?;
        settings.binaries.of_major(major, &home.data(), &probe).await?
    } else {
        let binaries = settings.binaries.newest(&probe).await?;
        step(Step::CreateDatabase);
        initdb::create(&home, &binaries).await?;
        binaries
    };
    step(Step::StartDatabase);
    let socket = SocketDir::open(&home)?;
    Ok(Prepared { home, binaries, socket, _lock: lock })
}

/// Counts one more death, and says whether that is one too many.
fn too_many(deaths: &mut VecDeque<Instant>) -> bool {
    deaths.push_back(Instant::now());
    deaths.retain(|death| death.elapsed() < WINDOW);
    deaths.len() > RESTARTS
}

/// The most telling reason for which it will not be started again.
fn give_up(home: &Home, times: usize, log: Option<String>, reason: Option<Error>) -> Error {
    match reason {
        Some(error) if !matches!(error, Error::Start { .. }) => error,
        _ => log
            .as_deref()
            .and_then(|log| Error::explained_by(log, &home.dir))
            .unwrap_or(Error::KeepsDying { times, log }),
    }
}
