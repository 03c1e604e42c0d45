//! Connects to a server: finds its API, restores the account's session, reports each failed step.

use std::time::Duration;

use chrono::Utc;
use hearth_client::Client;
use tokio::time::timeout;

use super::{AppState, Result, Session, find_server::find_server};
use crate::{
    error::CommandError,
    event_bus::Attempt,
    model::{Connection, Features, Phase, ServerLocation, Status, Step},
    storage::keychain::Unavailable,
};

/// Bounds how long a server may take to answer at the start before what is cached is shown.
const START_TIMEOUT: Duration = Duration::from_secs(3);

impl AppState {
    /// Chooses a server and connects to it: to a remote one once it has answered. If it does not, nothing changes.
    pub(crate) async fn choose(&self, server: ServerLocation) -> Result<()> {
        let ServerLocation::Server { address } = server else {
            self.connect(server);
            return Ok(());
        };
        self.0.settings.change(|settings| settings.address.clone_from(&address));
        let attempt = self.0.events.begin_attempt(|status| status.address.clone_from(&address));
        let is_known = |server: &ServerLocation| self.0.sessions.kept_features(server).is_some();
        let found = find_server(&address, is_known).await;
        if self.0.events.is_current(attempt) {
            self.connect(found?);
        }
        Ok(())
    }

    /// Connects once more to the server that could not be reached.
    pub(crate) fn retry(&self) {
        if let Status { server: Some(server), phase: Phase::Failed { .. }, .. } = self.status() {
            self.connect(server);
        }
    }

    /// Returns from choosing a server to the one that was left.
    pub(crate) fn return_to_previous(&self) {
        if let Status { previous_server: Some(server), phase: Phase::Choosing, .. } = self.status() {
            self.connect(server);
        }
    }

    /// Goes back to choosing a server. The saved session there stays.
    pub(crate) fn leave(&self) {
        self.0.exports.cancel();
        self.0.events.begin_attempt(|status| {
            self.0.sessions.close_others(None);
            self.0.connections.clear();
            self.0.settings.change(|settings| settings.server = None);
            status.previous_server = status.server.take();
            status.phase = Phase::Choosing;
            status.connection = Connection::Online;
            status.account = None;
            status.notice = None;
        });
    }

    /// Ends what runs, the server of this computer too.
    pub(crate) async fn stop(&self) {
        self.0.exports.cancel();
        self.0.events.begin_attempt(|_| ());
        self.finish_sign_outs().await;
        self.0.sessions.suspend_all();
        self.0.connections.stop_all_reconnecting();
        self.0.connections.stop_local(None).await;
    }

    /// Begins an attempt to connect.
    pub(super) fn connect(&self, server: ServerLocation) {
        let steps = self.steps_to(&server);
        let attempt = self.0.events.begin_attempt(|status| {
            self.0.connections.stop_all_reconnecting();
            status.server = Some(server.clone());
            status.previous_server = None;
            status.first_account = false;
            status.phase = Phase::starting(&steps);
            status.connection = Connection::Online;
            status.account = None;
            status.notice = None;
        });
        let state = self.clone();
        tokio::spawn(async move {
            if let Err(error) = state.run_attempt(attempt, &server).await {
                state.0.events.change_if_current(attempt, |status| status.phase.fail(error));
            }
        });
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

    async fn run_attempt(&self, attempt: Attempt, server: &ServerLocation) -> Result<()> {
        let client = match server {
            ServerLocation::Local => {
                let Some(client) = self.0.connections.start_local(attempt).await? else { return Ok(()) };
                client
            }
            ServerLocation::Server { address } => {
                self.0.connections.stop_local(Some(attempt)).await;
                self.0.connections.advance(attempt, Step::Connect);
                let client = Client::remote(address)?;
                match self.ping(server, &client).await {
                    Err(error) if error.is_away() => return self.finish_offline(attempt, server, client, error).await,
                    answer => answer.map_err(|error| CommandError::no_connection(&error, client.address()))?,
                }
                client
            }
        };
        let features = Features::from(client.capabilities().await?);
        self.0.connections.advance(attempt, Step::RestoreSession);
        let first_account = *server == ServerLocation::Local && self.0.connections.is_local_new().await;
        self.0.events.change_if_current(attempt, |status| status.first_account = first_account);
        let session = self.restore(server, &client).await;
        self.finish(attempt, server, client, session, features);
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

    /// Finishes an attempt at a server that does not answer: an account with a saved session can read what is cached.
    async fn finish_offline(
        &self,
        attempt: Attempt,
        server: &ServerLocation,
        client: Client,
        error: hearth_client::Error,
    ) -> Result<()> {
        let session = self.restore(server, &client).await;
        let kept = session.and_then(|session| session.cache.features().map(|features| (session, features)));
        let Some((session, features)) = kept else {
            return Err(CommandError::no_connection(&error, client.address()));
        };
        let pending = session.client.is_pending();
        self.0.events.change_if_current(attempt, |status| {
            status.connection = Connection::Offline { since: Utc::now() };
        });
        self.finish(attempt, server, client, Some(session), features);
        // Without its session there is nobody to go on with when the server is back.
        if !pending {
            self.lost(server, &error);
        }
        Ok(())
    }

    fn finish(
        &self,
        attempt: Attempt,
        server: &ServerLocation,
        client: Client,
        session: Option<Session>,
        features: Features,
    ) {
        let positions = session.as_ref().map(|session| self.0.sessions.scroll_positions(session));
        self.0.events.change_if_current(attempt, |status| {
            self.0.connections.clear();
            self.0.connections.add(server.clone(), client);
            self.0.settings.change(|settings| {
                settings.server = Some(server.clone());
                settings.add_recent(server);
                status.recent_servers.clone_from(&settings.recent_servers);
                status.show_pictures = settings.shows_pictures(server);
            });
            status.account = session.as_ref().map(|session| session.account.clone());
            status.features = features;
            status.scroll_positions = positions.unwrap_or_default();
            status.phase = Phase::Ready;
            if session.as_ref().is_some_and(|session| session.client.is_pending()) {
                status.connection = Connection::Locked;
            }
            match session {
                Some(session) => self.enter(session, features),
                None => self.0.sessions.close_others(None),
            }
        });
    }

    /// Restores the session of the last start, where there is one for this server.
    async fn restore(&self, server: &ServerLocation, client: &Client) -> Option<Session> {
        let account = self.0.sessions.saved_account(server)?;
        let client = match self.0.sessions.token(server, &account).await {
            Ok(token) => client.with_token(&token?),
            Err(why) => {
                self.set_session_store(why.store());
                // It is there, and comes when the keychain opens.
                (!matches!(why, Unavailable::Missing(_))).then(|| client.pending())?
            }
        };
        Some(self.0.sessions.prepare(server.clone(), account, client).await)
    }
}
