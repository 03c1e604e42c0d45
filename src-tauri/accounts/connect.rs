//! Connects to servers: finds their APIs, restores the sessions of their accounts, reports each failed step.

use std::time::Duration;

use futures_util::future::join_all;
use hearth_client::{Client, backoff, parse_address};
use secrecy::ExposeSecret;
use tokio::time::{sleep, timeout};

use super::{AppState, Result, Session};
use crate::{
    error::CommandError,
    event_bus::{Attempt, Subject},
    model::{
        Account, AccountKey, Connection, Features, Phase, ServerLocation, ServerStatus, SessionState, Status, Step,
    },
    storage::keychain::BRIEFLY,
};

/// Bounds how long a server may take to answer at the start before what is cached is shown: about as long as the page takes to
/// load.
const START_TIMEOUT: Duration = Duration::from_millis(600);

impl AppState {
    /// Connects to the servers of all accounts, each by itself, and to the one that is shown.
    pub(super) fn connect_all(&self) {
        let status = self.status();
        let mut servers: Vec<ServerLocation> = status.shown.server().cloned().into_iter().collect();
        for entry in &status.accounts {
            if !servers.contains(&entry.server) {
                servers.push(entry.server.clone());
            }
        }
        for server in servers {
            self.connect(server);
        }
    }

    /// Connects once more to the server that could not be reached.
    pub(crate) fn retry(&self) {
        if let Status { server: Some(server), phase: Phase::Failed { .. }, .. } = self.status() {
            self.connect(server);
        }
    }

    /// Connects to a server unless it is connected, or about to be.
    pub(super) fn connect_if_needed(&self, server: &ServerLocation) {
        let needs = |here: &ServerStatus| matches!(here.phase, Phase::Failed { .. });
        if self.0.events.read(|status| status.servers.get(server).is_none_or(needs)) {
            self.connect(server.clone());
        } else {
            self.0.connections.retry_now(server);
        }
    }

    /// Begins an attempt to connect.
    pub(super) fn connect(&self, server: ServerLocation) {
        self.connect_after(server, 0);
    }

    /// Begins an attempt to connect after this many that failed in a row.
    fn connect_after(&self, server: ServerLocation, failures: u32) {
        let steps = self.steps_to(&server);
        let show_pictures = self.0.settings.get().shows_pictures(&server);
        let attempt = self.0.events.begin_attempt(Subject::Server(server.clone()), |status| {
            self.0.connections.stop_reconnecting(&server);
            let is_off = server == ServerLocation::Local && status.local_off;
            let begun = if is_off { ServerStatus::off() } else { ServerStatus::starting(&steps, show_pictures) };
            status.servers.insert(server.clone(), begun);
        });
        if self.0.events.read(|status| server == ServerLocation::Local && status.local_off) {
            return;
        }
        let state = self.clone();
        tokio::spawn(async move {
            if let Err(error) = state.run_attempt(&attempt, &server).await {
                state.0.events.change_if_current(&attempt, |status| {
                    if let Some(here) = status.servers.get_mut(&server) {
                        here.phase.fail(error);
                    }
                });
                state.try_again(&attempt, server, failures).await;
            }
        });
    }

    /// Tries a server once more that could not be reached, so that its accounts are there when it is. Not while it is shown:
    /// whoever looks at the reason decides when to try again.
    async fn try_again(&self, failed: &Attempt, server: ServerLocation, failures: u32) {
        if server == ServerLocation::Local {
            return;
        }
        loop {
            sleep(backoff(failures)).await;
            if !self.0.events.is_current(failed) {
                return;
            }
            if self.0.events.read(|status| status.shown.server() != Some(&server)) {
                return self.connect_after(server, failures.saturating_add(1));
            }
        }
    }

    /// Lets go of the servers that neither an account nor the window needs any more.
    pub(super) fn release_unused(&self) {
        let unused: Vec<_> =
            self.0.events.read(|status| status.servers.keys().filter(|server| !status.uses(server)).cloned().collect());
        for server in unused {
            self.0.events.begin_attempt(Subject::Server(server.clone()), |status| {
                self.0.sessions.close_all(&server);
                self.0.connections.remove(&server);
                status.servers.remove(&server);
            });
            if server == ServerLocation::Local {
                let state = self.clone();
                tokio::spawn(async move {
                    state.finish_sign_outs().await;
                    state.0.connections.stop_local(|status| status.servers.contains_key(&ServerLocation::Local)).await;
                });
            }
        }
    }

    /// Turns the server of this computer off, which stops its database, or on again.
    pub(crate) async fn turn_local(&self, on: bool) {
        let off = !on;
        if self.0.events.read(|status| status.local_off) == off {
            return;
        }
        self.0.settings.change(|settings| settings.local_off = off);
        self.0.events.change(|status| status.local_off = off);
        if on {
            return self.connect(ServerLocation::Local);
        }
        self.0.events.begin_attempt(Subject::Server(ServerLocation::Local), |status| {
            self.0.sessions.close_all(&ServerLocation::Local);
            self.0.connections.remove(&ServerLocation::Local);
            status.servers.insert(ServerLocation::Local, ServerStatus::off());
            for entry in status.accounts.iter_mut().filter(|entry| entry.server == ServerLocation::Local) {
                entry.session = SessionState::Unknown;
            }
        });
        self.0.connections.stop_local(|status| !status.local_off).await;
    }

    fn steps_to(&self, server: &ServerLocation) -> Vec<Step> {
        let mut steps = match server {
            ServerLocation::Local => {
                vec![Step::FindDatabase, Step::CreateDatabase, Step::StartDatabase, Step::Migrate, Step::Serve]
            }
            ServerLocation::Server { .. } => vec![Step::Connect],
        };
        if self.0.data_dir.join("postgres/data").exists() {
            steps.retain(|step| *step != Step::CreateDatabase);
        }
        steps.push(Step::RestoreSession);
        steps
    }

    async fn run_attempt(&self, attempt: &Attempt, server: &ServerLocation) -> Result<()> {
        let client = match server {
            ServerLocation::Local => {
                let Some(client) = self.0.connections.start_local(attempt).await? else { return Ok(()) };
                client
            }
            ServerLocation::Server { address } => {
                self.0.connections.advance(attempt, server, Step::Connect);
                let options = self.connect_options(&parse_address(address)?).await;
                let client = Client::remote_with(address, &options)?;
                match self.ping(server, &client).await {
                    Err(error) if error.is_away() => return self.finish_offline(attempt, server, client, error).await,
                    answer => answer.map_err(|error| CommandError::no_connection(&error, client.address()))?,
                }
                client
            }
        };
        let features = Features::from(client.capabilities().await?);
        self.0.connections.advance(attempt, server, Step::RestoreSession);
        let first_account = *server == ServerLocation::Local && self.0.connections.is_local_new().await;
        self.finish(attempt, server, client, Found { features, connection: Connection::Online, first_account }).await;
        Ok(())
    }

    /// Asks a server whether it is there: not for long where there is something to read meanwhile.
    async fn ping(&self, server: &ServerLocation, client: &Client) -> hearth_client::Result<()> {
        let answer = async { client.ping().await.map(drop) };
        match self.0.sessions.kept_features(server) {
            Some(_) => timeout(START_TIMEOUT, answer).await.unwrap_or(Err(hearth_client::Error::TimedOut)),
            None => answer.await,
        }
    }

    /// Finishes an attempt at a server that does not answer: accounts with saved sessions can read what is cached.
    async fn finish_offline(
        &self,
        attempt: &Attempt,
        server: &ServerLocation,
        client: Client,
        error: hearth_client::Error,
    ) -> Result<()> {
        let Some(features) = self.0.sessions.kept_features(server) else {
            return Err(CommandError::no_connection(&error, client.address()));
        };
        let found = Found { features, connection: Connection::Connecting, first_account: false };
        let can_read = self.finish(attempt, server, client.clone(), found).await;
        if !can_read {
            self.0.connections.remove(server);
            return Err(CommandError::no_connection(&error, client.address()));
        }
        self.lost(server, &error);
        Ok(())
    }

    /// Finishes an attempt with the sessions of the server's accounts; returns whether there are any.
    async fn finish(&self, attempt: &Attempt, server: &ServerLocation, client: Client, found: Found) -> bool {
        let Found { features, connection, first_account } = found;
        let accounts = self.0.sessions.saved_accounts(server);
        let restored = join_all(accounts.into_iter().map(|account| self.restore(server, account, &client))).await;
        let any = restored.iter().any(|(_, session)| session.is_some());
        self.0.events.change_if_current(attempt, |status| {
            self.0.connections.add(server.clone(), client);
            let is_shown = status.shown.server() == Some(server);
            if is_shown {
                self.0.settings.change(|settings| {
                    settings.add_recent(server);
                    settings.server = Some(server.clone());
                    status.recent_servers.clone_from(&settings.recent_servers);
                });
            }
            if let Some(here) = status.servers.get_mut(server) {
                here.phase = Phase::Ready;
                (here.features, here.connection, here.first_account) = (features, connection, first_account);
            }
            for (key, session) in restored {
                self.take(status, &key, session, features);
            }
        });
        // Sessions that are pending are waited for now, which they were not while they were sought.
        self.set_session_store(self.status().session_store);
        any
    }

    /// Opens a session that was restored, or notes that its account has to sign in again. Takes no lock of the event bus.
    fn take(&self, status: &mut Status, key: &AccountKey, session: Option<Session>, features: Features) {
        let Some(entry) = status.entry_mut(key) else { return };
        let Some(session) = session else {
            entry.session = SessionState::Ended;
            return;
        };
        entry.session = if session.client.is_pending() { SessionState::Pending } else { SessionState::Open };
        entry.expires = session.expires();
        entry.scroll_positions = self.0.sessions.scroll_positions(&session);
        self.enter(session, features);
    }

    /// Restores the session of an account, where the keychain has it.
    async fn restore(
        &self,
        server: &ServerLocation,
        account: Account,
        client: &Client,
    ) -> (AccountKey, Option<Session>) {
        let key = AccountKey { server: server.clone(), account: account.id };
        let client = match self.0.sessions.token(server, &account, BRIEFLY).await {
            Ok(token) => token.map(|token| client.with_token(token.expose_secret())),
            Err(why) => {
                self.set_session_store(why.store());
                // It is there, and comes when the keychain does.
                (!self.0.sessions.is_unkept(server, &account)).then(|| client.pending())
            }
        };
        let Some(client) = client else { return (key, None) };
        (key, Some(self.0.sessions.prepare(server.clone(), account, client).await))
    }
}

/// What an attempt to connect has found.
struct Found {
    features: Features,
    connection: Connection,
    first_account: bool,
}
