//! Connects to a server: finds its API, restores the account's session, reports each failed step.

use std::time::Duration;

use chrono::Utc;
use hearth_client::{Client, Error};
use tauri::Url;
use tokio::time::timeout;

use super::{AppState, LocalServer, Result, Session, reconnect::START_TIMEOUT, sessions::session_name};
use crate::{
    error::CommandError,
    event_bus::Attempt,
    model::{Account, Connection, Features, Phase, ServerLocation, Status, Step},
    storage::{keychain::Unavailable, settings::SavedSession},
    sync::Cache,
};

/// How long a server has to answer that was just chosen.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// How often an address may lead on to another one.
const REDIRECTS_MAX: usize = 4;

impl AppState {
    /// Chooses where the server is and connects: to a remote one once it has answered. If it does not, nothing changes.
    pub(crate) async fn choose(&self, place: ServerLocation) -> Result<()> {
        let ServerLocation::Server { address } = place else {
            self.connect(place);
            return Ok(());
        };
        self.0.settings.change(|settings| settings.address.clone_from(&address));
        let attempt = self.0.events.begin_attempt(|status| status.address.clone_from(&address));
        let found = self.find_server(&address).await;
        if self.0.events.is_current(attempt) {
            self.connect(found?);
        }
        Ok(())
    }

    /// The server at an address as it was entered, or where that address leads on to on the same computer.
    async fn find_server(&self, address: &str) -> Result<ServerLocation> {
        let mut client = Client::remote(address)?;
        for _ in 0..REDIRECTS_MAX {
            let place = ServerLocation::Server { address: client.address().to_string() };
            let answer = timeout(CONNECT_TIMEOUT, client.ping()).await;
            let Err(error) = answer.unwrap_or(Err(Error::TimedOut)) else { return Ok(place) };
            match error {
                Error::Redirected(to) if is_same_computer(client.address(), &to) => {
                    client = Client::remote(to.as_str())?;
                }
                error if error.is_away() && self.kept_features(&place).is_some() => return Ok(place),
                error => return Err(CommandError::no_connection(&error, client.address())),
            }
        }
        Err(CommandError::no_connection(&Error::Redirected(client.address().clone()), client.address()))
    }

    /// Connects once more to the server that could not be reached.
    pub(crate) fn retry(&self) {
        if let Status { place: Some(place), phase: Phase::Failed { .. }, .. } = self.status() {
            self.connect(place);
        }
    }

    /// Goes back to choosing a server. The saved session there stays.
    pub(crate) fn leave(&self) {
        self.0.events.begin_attempt(|status| {
            self.stop_reconnecting();
            self.exit();
            *self.0.client.lock() = None;
            self.0.settings.change(|settings| settings.place = None);
            status.place = None;
            status.phase = Phase::Choosing;
            status.connection = Connection::Online;
            status.account = None;
            status.notice = None;
        });
    }

    /// Stops the server of this computer, if it runs.
    pub(crate) async fn stop(&self) {
        self.0.events.begin_attempt(|_| ());
        self.stop_session_tasks();
        self.stop_reconnecting();
        if let Some(local) = self.0.local.lock().await.take() {
            local.stop().await;
        }
    }

    /// Begins an attempt to connect.
    pub(super) fn connect(&self, place: ServerLocation) {
        let steps = self.steps_to(&place);
        let attempt = self.0.events.begin_attempt(|status| {
            self.stop_reconnecting();
            status.place = Some(place.clone());
            status.phase = Phase::starting(&steps);
            status.connection = Connection::Online;
            status.account = None;
            status.notice = None;
        });
        let state = self.clone();
        tokio::spawn(async move {
            if let Err(error) = state.run_attempt(attempt, &place).await {
                state.0.events.change_if_current(attempt, |status| status.phase.fail(error));
            }
        });
    }

    fn steps_to(&self, place: &ServerLocation) -> Vec<Step> {
        let mut steps = match place {
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

    async fn run_attempt(&self, attempt: Attempt, place: &ServerLocation) -> Result<()> {
        let mut local = self.0.local.lock().await;
        if !self.0.events.is_current(attempt) {
            return Ok(());
        }
        let client = match place {
            ServerLocation::Local => {
                let client = self.local_client(attempt, &mut local).await?;
                drop(local);
                client
            }
            ServerLocation::Server { address } => {
                if let Some(local) = local.take() {
                    local.stop().await;
                }
                // Not held while connecting, which takes long where nobody answers: who leaves need not wait for it.
                drop(local);
                self.advance(attempt, Step::Connect);
                let client = Client::remote(address)?;
                match self.ping(place, &client).await {
                    Err(error) if error.is_away() => return self.finish_offline(attempt, place, client, error).await,
                    greeted => greeted.map_err(|error| CommandError::no_connection(&error, client.address()))?,
                }
                client
            }
        };
        let features = Features::from(client.capabilities().await?);
        self.advance(attempt, Step::RestoreSession);
        let session = self.restore(place, &client).await;
        self.finish(attempt, place, client, session, features);
        Ok(())
    }

    /// Asks a place whether it is there. Where there is something to read meanwhile, not for long.
    async fn ping(&self, place: &ServerLocation, client: &Client) -> hearth_client::Result<()> {
        let welcome = async { client.ping().await.map(drop) };
        match self.kept_features(place) {
            Some(_) => timeout(START_TIMEOUT, welcome).await.unwrap_or(Err(hearth_client::Error::TimedOut)),
            None => welcome.await,
        }
    }

    /// What a place offered, where somebody is signed in who read something there.
    fn kept_features(&self, place: &ServerLocation) -> Option<Features> {
        let account = self.saved_session(place)?;
        Cache::open(&self.0.data_dir, place, account.id).features()
    }

    /// The place does not answer. Who was signed in there can read what was kept.
    async fn finish_offline(
        &self,
        attempt: Attempt,
        place: &ServerLocation,
        client: Client,
        error: hearth_client::Error,
    ) -> Result<()> {
        let session = self.restore(place, &client).await;
        let kept = session.and_then(|session| session.cache.features().map(|features| (session, features)));
        let Some((session, features)) = kept else {
            return Err(CommandError::no_connection(&error, client.address()));
        };
        let pending = session.client.is_pending();
        self.0.events.change_if_current(attempt, |status| {
            status.connection = Connection::Offline { since: Utc::now() };
        });
        self.finish(attempt, place, client, Some(session), features);
        // Without its session there is nobody to go on with when the server is back.
        if !pending {
            self.lost(&error);
        }
        Ok(())
    }

    fn finish(
        &self,
        attempt: Attempt,
        place: &ServerLocation,
        client: Client,
        session: Option<Session>,
        features: Features,
    ) {
        let reading = session.as_ref().map(|session| self.reading_positions(session));
        self.0.events.change_if_current(attempt, |status| {
            *self.0.client.lock() = Some(client);
            self.0.settings.change(|settings| settings.place = Some(place.clone()));
            status.account = session.as_ref().map(|session| session.account.clone());
            status.features = features;
            status.reading = reading.unwrap_or_default();
            status.phase = Phase::Ready;
            if session.as_ref().is_some_and(|session| session.client.is_pending()) {
                status.connection = Connection::Locked;
            }
            if let Some(session) = session {
                self.enter(session, features);
            } else {
                self.exit();
            }
        });
    }

    /// The server of this computer: the one that runs, or a new one.
    async fn local_client(&self, attempt: Attempt, local: &mut Option<LocalServer>) -> Result<Client> {
        if let Some(running) = local.take_if(|local| !local.is_alive()) {
            running.stop().await;
        }
        if let Some(running) = local {
            return Ok(running.client());
        }
        let events = self.0.events.clone();
        let lost = move |error| events.change_if_current(attempt, |status| status.phase.fail(error));
        let state = self.clone();
        let on_step = move |step| state.advance(attempt, step);
        let started = LocalServer::start(&self.0.data_dir, self.0.resources.clone(), on_step, lost).await?;
        Ok(local.insert(started).client())
    }

    /// The session of the last start, where there is one for this place.
    async fn restore(&self, place: &ServerLocation, client: &Client) -> Option<Session> {
        let account = self.saved_session(place)?;
        let client = match self.0.keychain.load(&session_name(&self.0.data_dir, place, &account)).await {
            Ok(token) => client.with_token(&token?),
            Err(why) => {
                self.set_session_store(why.store());
                // It is there, and comes when the keychain opens.
                (!matches!(why, Unavailable::Missing(_))).then(|| client.pending())?
            }
        };
        Some(self.open(place.clone(), account, client).await)
    }

    fn saved_session(&self, place: &ServerLocation) -> Option<Account> {
        let saved = self.0.settings.get().session;
        saved.filter(|saved| saved.place == *place).map(|SavedSession { account, .. }| account)
    }

    fn advance(&self, attempt: Attempt, step: Step) {
        self.0.events.change_if_current(attempt, |status| status.phase.advance(step));
    }
}

/// Whether an address that leads on stays at the computer that was asked for, and is no less safe on the way.
fn is_same_computer(from: &Url, to: &Url) -> bool {
    from.host() == to.host() && (to.scheme() == "https" || to.scheme() == from.scheme())
}
