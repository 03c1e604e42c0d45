//! Connects to a database: to the first of its hosts that answers and that is what is asked for, as libpq does.

mod identity;
mod libpq;
mod primary;
mod target;

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use sqlx::{Connection as _, Error, PgConnection, Result, postgres::PgConnectOptions};
use tokio::time::timeout;

pub use self::target::TargetSession;
pub(super) use self::{identity::Identity, primary::Primary, target::Unmet};
use crate::sqlstate;

/// Bounds connecting to one of several hosts where `connect_timeout` says nothing: the next one has to have its turn.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// How to connect to a database. Clones share what is known of which server is the primary.
#[derive(Clone)]
pub struct DatabaseOptions {
    /// At least one.
    hosts: Arc<[PgConnectOptions]>,
    target: TargetSession,
    connect_timeout: Option<Duration>,
    /// The host of the last connection.
    last: Arc<AtomicUsize>,
    primary: Arc<Primary>,
    /// True where a pooler may be in front of it.
    may_be_pooled: bool,
    /// How to connect past a pooler that lets nobody hear notifications.
    notifications: Option<Arc<Self>>,
}

/// A new connection.
pub(super) struct NewConnection {
    pub(super) raw: PgConnection,
    pub(super) identity: Identity,
    /// The generation of the servers that it belongs to.
    pub(super) generation: u64,
}

impl DatabaseOptions {
    /// Names the hosts of a database, in the order in which they are tried; the default host where there are none.
    /// `connect_timeout` bounds connecting to each.
    pub(crate) fn new(hosts: Vec<PgConnectOptions>, target: TargetSession, connect_timeout: Option<Duration>) -> Self {
        let hosts = if hosts.is_empty() { vec![PgConnectOptions::new()] } else { hosts };
        Self {
            connect_timeout: connect_timeout.or((hosts.len() > 1).then_some(CONNECT_TIMEOUT)),
            hosts: hosts.into(),
            target,
            last: Arc::default(),
            primary: Arc::default(),
            may_be_pooled: true,
            notifications: None,
        }
    }

    /// Hears notifications on a connection with these options, past a pooler that lets nobody hear them.
    #[must_use]
    pub fn with_notifications(self, direct: Option<Self>) -> Self {
        Self { notifications: direct.map(Arc::new), ..self }
    }

    /// Returns how to connect for notifications, where that is another way than for statements.
    pub(super) fn for_notifications(&self) -> Option<&Self> {
        self.notifications.as_deref()
    }

    /// Returns whether a pooler may be in front of it.
    pub(super) fn may_be_pooled(&self) -> bool {
        self.may_be_pooled
    }

    /// Returns the hosts in the order in which they are tried.
    #[must_use]
    pub fn hosts(&self) -> &[PgConnectOptions] {
        &self.hosts
    }

    /// Returns what is asked of a host.
    #[must_use]
    pub fn target(&self) -> TargetSession {
        self.target
    }

    /// Returns the time limit for connecting to a host.
    #[must_use]
    pub fn connect_timeout(&self) -> Option<Duration> {
        self.connect_timeout
    }

    /// Bounds how long connecting may take: `least`, or longer, so that each host has its time.
    pub(super) fn time_for_all(&self, least: Duration) -> Duration {
        const MOST: Duration = Duration::from_secs(15);
        let all = |limit: Duration| limit.saturating_mul(u32::try_from(self.hosts.len()).unwrap_or(u32::MAX));
        self.connect_timeout.map_or(least, all).clamp(least, MOST)
    }

    /// Returns the host that was connected to last.
    pub(super) fn last_host(&self) -> &PgConnectOptions {
        &self.hosts[self.last.load(Ordering::SeqCst) % self.hosts.len()]
    }

    /// Returns what is known of the server that is the primary.
    pub(super) fn primary(&self) -> &Primary {
        &self.primary
    }

    /// Returns whether another server may take the place of this one, which a socket of this computer does not have.
    pub(super) fn may_move(&self) -> bool {
        self.hosts.len() > 1 || self.hosts.iter().any(|host| host.get_socket().is_none())
    }

    /// Connects to the first host that answers and that is what is asked for. Of several failures it returns that of the host
    /// that came furthest.
    pub(super) async fn connect(&self) -> Result<NewConnection> {
        let mut failure = None;
        for host in self.order() {
            match self.connect_to(host).await {
                Ok(connection) => return Ok(connection),
                // As libpq has it: a wrong password is wrong everywhere, and each attempt may be counted.
                Err(error) if sqlstate::is_refused_login(&error) => return Err(error),
                Err(error) => failure = Some(further(failure, error)),
            }
        }
        Err(failure.unwrap_or(Error::PoolTimedOut))
    }

    /// Moves to one of the hosts, by its place among them, where it was promoted after the server that is in use.
    pub(super) async fn follow(&self, host: usize) -> Result<()> {
        let (raw, identity) = self.identified(host).await?;
        if self.primary.is_followed_by(&identity) && self.target.check(&identity).is_ok() {
            self.primary.admit(&identity)?;
            self.last.store(host, Ordering::SeqCst);
        }
        raw.close().await
    }

    async fn connect_to(&self, host: usize) -> Result<NewConnection> {
        let (raw, identity) = self.identified(host).await?;
        self.target.check(&identity)?;
        let generation = self.primary.admit(&identity)?;
        self.last.store(host, Ordering::SeqCst);
        Ok(NewConnection { raw, identity, generation })
    }

    async fn identified(&self, host: usize) -> Result<(PgConnection, Identity)> {
        let connect = async {
            let mut raw = PgConnection::connect_with(&self.hosts[host]).await?;
            let identity = Identity::of(&mut raw).await?;
            Ok((raw, identity))
        };
        match self.connect_timeout {
            Some(limit) => timeout(limit, connect).await.unwrap_or(Err(Error::PoolTimedOut)),
            None => connect.await,
        }
    }

    /// Returns the places of the hosts in the order in which they are tried. Where any host will do the first is the one to
    /// return to; otherwise the last one is likely to be it still, and those before it may be slow to fail.
    fn order(&self) -> impl Iterator<Item = usize> + use<> {
        let (count, last) = (self.hosts.len(), self.last.load(Ordering::SeqCst));
        let first = if self.target == TargetSession::Any { None } else { Some(last % count) };
        first.into_iter().chain((0..count).filter(move |host| Some(*host) != first))
    }
}

/// Returns the failure of the host that came further: one that answered as PostgreSQL does, that is another one than is asked
/// for, or any.
fn further(earlier: Option<Error>, later: Error) -> Error {
    let rank = |error: &Error| match error {
        Error::Database(_) => 2,
        error if Unmet::is(error) => 1,
        _ => 0,
    };
    match earlier {
        Some(earlier) if rank(&earlier) >= rank(&later) => earlier,
        _ => later,
    }
}

/// Names a database of our own, behind nothing.
impl From<PgConnectOptions> for DatabaseOptions {
    fn from(host: PgConnectOptions) -> Self {
        Self { may_be_pooled: false, ..Self::new(vec![host], TargetSession::Any, None) }
    }
}

/// Leaves out the passwords.
impl fmt::Debug for DatabaseOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hosts = self.hosts.iter().map(|host| (host.get_host(), host.get_port()));
        f.debug_struct("DatabaseOptions")
            .field("hosts", &hosts.collect::<Vec<_>>())
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}
