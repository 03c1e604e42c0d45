//! Keeps the connections to servers: the clients, the attempts to reconnect, and the server of this computer.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    pin::pin,
    sync::Arc,
    time::Duration,
};

use chrono::Utc;
use hearth_client::{Client, Error, backoff};
use parking_lot::Mutex;
use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};

use super::{local_server::LocalServer, task::Task};
use crate::{
    error::CommandError,
    event_bus::{Attempt, EventBus},
    model::{Connection, Features, ServerLocation, Status, Step},
};

/// Bounds how long a server may take to answer before it counts as away. It may still answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(3);

/// The connections to servers. Cheap to clone.
#[derive(Clone)]
pub(super) struct ConnectionManager(Arc<Inner>);

struct Inner {
    data_dir: PathBuf,
    resources: Option<PathBuf>,
    events: EventBus,
    /// Taken after the lock of the event bus, never before it.
    connections: Mutex<HashMap<ServerLocation, ServerConnection>>,
    /// Held while the server of this computer starts or stops, so that it is never started twice at once.
    local: tokio::sync::Mutex<Option<LocalServer>>,
}

struct ServerConnection {
    /// Authenticates as nobody.
    client: Client,
    /// Runs while the server does not answer.
    reconnecting: Option<Task>,
    /// Ends the pause of `reconnecting`.
    retry_now: Arc<Notify>,
}

impl ConnectionManager {
    pub(super) fn new(data_dir: &Path, resources: Option<PathBuf>, events: EventBus) -> Self {
        Self(Arc::new(Inner {
            data_dir: data_dir.to_owned(),
            resources,
            events,
            connections: Mutex::default(),
            local: tokio::sync::Mutex::default(),
        }))
    }

    /// Returns the client of a connected server, which authenticates as nobody.
    pub(super) fn client(&self, server: &ServerLocation) -> Option<Client> {
        self.0.connections.lock().get(server).map(|connection| connection.client.clone())
    }

    /// Adds the connection to a server, or replaces it.
    pub(super) fn add(&self, server: ServerLocation, client: Client) {
        let connection = ServerConnection { client, reconnecting: None, retry_now: Arc::default() };
        self.0.connections.lock().insert(server, connection);
    }

    /// Removes the connection to a server, and ends the attempts to reconnect.
    pub(super) fn remove(&self, server: &ServerLocation) {
        self.0.connections.lock().remove(server);
    }

    /// Starts the server of this computer, unless it runs, and returns a client of it. None where a later attempt has begun.
    pub(super) async fn start_local(&self, attempt: &Attempt) -> Result<Option<Client>, CommandError> {
        let mut local = self.0.local.lock().await;
        if !self.0.events.is_current(attempt) {
            return Ok(None);
        }
        if let Some(failed) = local.take_if(|local| !local.is_alive()) {
            failed.stop().await;
        }
        if let Some(running) = &*local {
            return Ok(Some(running.client()));
        }
        let (events, of) = (self.0.events.clone(), attempt.clone());
        let on_lost = move |error| {
            events.change_if_current(&of, |status| {
                if let Some(local) = status.servers.get_mut(&ServerLocation::Local) {
                    local.phase.fail(error);
                }
            });
        };
        let on_step = |step| self.advance(attempt, &ServerLocation::Local, step);
        let started = LocalServer::start(&self.0.data_dir, self.0.resources.clone(), on_step, on_lost).await?;
        Ok(Some(local.insert(started).client()))
    }

    /// Returns whether the server of this computer runs and has no account yet.
    pub(super) async fn is_local_new(&self) -> bool {
        match &*self.0.local.lock().await {
            Some(local) => !local.has_accounts().await,
            None => false,
        }
    }

    /// Stops the server of this computer, if it runs and nobody wants it any more by then.
    pub(super) async fn stop_local(&self, is_wanted: impl Fn(&Status) -> bool) {
        let mut local = self.0.local.lock().await;
        if !self.0.events.read(is_wanted)
            && let Some(running) = local.take()
        {
            running.stop().await;
        }
    }

    /// Shows which step of an attempt at a server has begun.
    pub(super) fn advance(&self, attempt: &Attempt, server: &ServerLocation, step: Step) {
        self.0.events.change_if_current(attempt, |status| {
            if let Some(here) = status.servers.get_mut(server) {
                here.phase.advance(step);
            }
        });
    }

    /// Shows that a server is away, or that its certificate is refused.
    pub(super) fn go_offline(&self, server: &ServerLocation, insecure: bool) {
        let connection = self.0.events.read(|status| status.servers.get(server).map(|here| here.connection));
        let since = match connection {
            None => return,
            Some(Connection::Offline { insecure: told, .. }) if told == insecure => return,
            Some(Connection::Offline { since, .. }) => since,
            Some(_) => Utc::now(),
        };
        tracing::warn!(insecure, "a server is away");
        self.0.events.change(|status| {
            if let Some(here) = status.servers.get_mut(server) {
                here.connection = Connection::Offline { since, insecure };
            }
        });
    }

    /// Returns whether a server is away and tried again and again.
    pub(super) fn is_reconnecting(&self, server: &ServerLocation) -> bool {
        self.0.connections.lock().get(server).is_some_and(|connection| connection.reconnecting.is_some())
    }

    /// Tries a connected server until it answers. `on_back` is then told what it offers.
    pub(super) fn reconnect(&self, server: &ServerLocation, on_back: impl FnOnce(Features) + Send + 'static) {
        let mut connections = self.0.connections.lock();
        let Some(connection) = connections.get_mut(server) else { return };
        if connection.reconnecting.is_some() {
            return;
        }
        let (manager, server) = (self.clone(), server.clone());
        let (client, retry_now) = (connection.client.clone(), Arc::clone(&connection.retry_now));
        connection.reconnecting = Some(Task::new(tokio::spawn(async move {
            let features = manager.try_until_back(&server, &client, &retry_now).await;
            on_back(features);
            // The last, because it ends this task.
            manager.stop_reconnecting(&server);
        })));
    }

    /// Ends the attempts to reconnect to a server.
    pub(super) fn stop_reconnecting(&self, server: &ServerLocation) {
        if let Some(connection) = self.0.connections.lock().get_mut(server) {
            connection.reconnecting = None;
        }
    }

    /// Ends all attempts to reconnect.
    pub(super) fn stop_all_reconnecting(&self) {
        for connection in self.0.connections.lock().values_mut() {
            connection.reconnecting = None;
        }
    }

    /// Ends the pause of the attempts to reconnect to a server.
    pub(super) fn retry_now(&self, server: &ServerLocation) {
        if let Some(connection) = self.0.connections.lock().get(server)
            && connection.reconnecting.is_some()
        {
            connection.retry_now.notify_one();
        }
    }

    /// Ends the pauses of the attempts to reconnect to all servers.
    pub(super) fn retry_all_now(&self) {
        for connection in self.0.connections.lock().values().filter(|connection| connection.reconnecting.is_some()) {
            connection.retry_now.notify_one();
        }
    }

    async fn try_until_back(&self, server: &ServerLocation, client: &Client, retry_now: &Notify) -> Features {
        let mut failures = 0;
        loop {
            let mut answer = pin!(probe(client));
            let answer = if let Ok(answer) = timeout(ANSWER_TIMEOUT, &mut answer).await {
                answer
            } else {
                self.go_offline(server, false);
                answer.await
            };
            let error = match answer {
                Ok(features) => return features,
                Err(error) => error,
            };
            tracing::debug!(%error, "the server is still away");
            self.go_offline(server, matches!(error, Error::Certificate(_)));
            tokio::select! {
                () = retry_now.notified() => failures = 0,
                () = sleep(backoff(failures)) => failures = failures.saturating_add(1),
            }
        }
    }
}

async fn probe(client: &Client) -> hearth_client::Result<Features> {
    client.ping().await?;
    client.capabilities().await.map(Features::from)
}
