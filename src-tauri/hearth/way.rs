//! The way to a place: where the API answers, who is signed in there, and what fails on the way.

use std::sync::atomic::Ordering;

use chrono::Utc;
use hearth_client::Client;
use tokio::time::timeout;

use super::{Hearth, Result, Session, connection::PATIENCE, lock};
use crate::{
    local::LocalServer,
    offline::Cache,
    settings::SavedSession,
    status::{Account, Connection, Features, Phase, Place, Status, Step},
};

impl Hearth {
    /// Chooses a place and sets out for it.
    pub(crate) fn choose(&self, place: Place) -> Result<()> {
        let place = match place {
            Place::ThisComputer => Place::ThisComputer,
            Place::Server { address } => Place::Server { address: Client::remote(&address)?.address().to_string() },
        };
        self.go_to(place);
        Ok(())
    }

    /// Sets out once more for the place that could not be reached.
    pub(crate) fn retry(&self) {
        if let Status { place: Some(place), phase: Phase::Failed { .. }, .. } = self.status() {
            self.go_to(place);
        }
    }

    /// Back to choosing a place. Who was signed in there stays so.
    pub(crate) fn leave(&self) {
        self.0.way.fetch_add(1, Ordering::SeqCst);
        self.enter(None);
        self.forget_connection();
        *lock(&self.0.client) = None;
        lock(&self.0.settings).change(|settings| settings.place = None);
        self.change(|status| {
            status.place = None;
            status.phase = Phase::Choosing;
            status.connection = Connection::Online;
            status.account = None;
            status.notice = None;
        });
    }

    /// Stops the server of this computer, if it runs.
    pub(crate) async fn stop(&self) {
        self.0.way.fetch_add(1, Ordering::SeqCst);
        self.stop_following();
        self.forget_connection();
        if let Some(local) = self.0.local.lock().await.take() {
            local.stop().await;
        }
    }

    pub(super) fn go_to(&self, place: Place) {
        let way = self.0.way.fetch_add(1, Ordering::SeqCst) + 1;
        let steps = self.steps_to(&place);
        self.forget_connection();
        self.change(|status| {
            status.place = Some(place.clone());
            status.phase = Phase::starting(&steps);
            status.connection = Connection::Online;
            status.account = None;
            status.notice = None;
        });
        let hearth = self.clone();
        tokio::spawn(async move {
            let arrived = hearth.arrive(way, &place).await;
            if let Err(error) = arrived {
                hearth.on_way(way, |status| status.phase.fail(error));
            }
        });
    }

    fn steps_to(&self, place: &Place) -> Vec<Step> {
        let mut steps = match place {
            Place::ThisComputer => {
                vec![Step::FindDatabase, Step::CreateDatabase, Step::StartDatabase, Step::Migrate, Step::Serve]
            }
            Place::Server { .. } => vec![Step::Connect],
        };
        if self.0.data_dir.join("postgres/data").exists() {
            steps.retain(|step| *step != Step::CreateDatabase);
        }
        steps.push(Step::RestoreSession);
        steps
    }

    async fn arrive(&self, way: u64, place: &Place) -> Result<()> {
        let mut local = self.0.local.lock().await;
        if !self.is_newest(way) {
            return Ok(());
        }
        let client = match place {
            Place::ThisComputer => {
                let client = self.this_computer(way, &mut local).await?;
                drop(local);
                client
            }
            Place::Server { address } => {
                if let Some(local) = local.take() {
                    local.stop().await;
                }
                // Not held while connecting, which takes long where nobody answers: who leaves need not wait for it.
                drop(local);
                self.advance(way, Step::Connect);
                let client = Client::remote(address)?;
                match self.greet(place, &client).await {
                    Err(error) if error.is_away() => return self.arrive_offline(way, place, client, error).await,
                    greeted => greeted?,
                }
                client
            }
        };
        let features = Features::from(client.capabilities().await?);
        self.advance(way, Step::RestoreSession);
        let session = self.restore(place, &client).await;
        self.be_there(way, place, client, session, features);
        Ok(())
    }

    /// Asks a place whether it is there. Where there is something to read meanwhile, not for long.
    async fn greet(&self, place: &Place, client: &Client) -> hearth_client::Result<()> {
        let saved = self.saved_session(place);
        let kept = saved.and_then(|account| Cache::open(&self.0.data_dir, place, account.id).features());
        let welcome = async { client.welcome().await.map(drop) };
        match kept {
            Some(_) => timeout(PATIENCE, welcome).await.unwrap_or(Err(hearth_client::Error::TimedOut)),
            None => welcome.await,
        }
    }

    /// The place does not answer. Who was signed in there can read what was kept.
    async fn arrive_offline(&self, way: u64, place: &Place, client: Client, error: hearth_client::Error) -> Result<()> {
        let session = self.restore(place, &client).await;
        let kept = session.and_then(|session| session.cache.features().map(|features| (session, features)));
        let Some((session, features)) = kept else { return Err(error.into()) };
        self.on_way(way, |status| status.connection = Connection::Offline { since: Utc::now() });
        self.be_there(way, place, client, Some(session), features);
        self.lost(&error);
        Ok(())
    }

    fn be_there(&self, way: u64, place: &Place, client: Client, session: Option<Session>, features: Features) {
        let reading = session.as_ref().map(|session| self.places_of(&session.account));
        self.on_way(way, |status| {
            *lock(&self.0.client) = Some(client);
            lock(&self.0.settings).change(|settings| settings.place = Some(place.clone()));
            status.account = session.as_ref().map(|session| session.account.clone());
            status.features = features;
            status.reading = reading.unwrap_or_default();
            status.phase = Phase::Ready;
            self.enter_at(session, features);
        });
    }

    /// The server of this computer: the one that runs, or a new one.
    async fn this_computer(&self, way: u64, local: &mut Option<LocalServer>) -> Result<Client> {
        if let Some(running) = local.take_if(|local| !local.is_alive()) {
            running.stop().await;
        }
        if let Some(running) = local {
            return Ok(running.client());
        }
        let hearth = self.clone();
        let lost = move |error| hearth.on_way(way, |status| status.phase.fail(error));
        let hearth = self.clone();
        let on_step = move |step| hearth.advance(way, step);
        let started = LocalServer::start(&self.0.data_dir, self.0.resources.clone(), on_step, lost).await?;
        Ok(local.insert(started).client())
    }

    /// The session of the last start, where there is one for this place.
    async fn restore(&self, place: &Place, client: &Client) -> Option<Session> {
        let account = self.saved_session(place)?;
        let token = self.0.keychain.load(&self.session_name(&account)?).await?;
        Some(self.open(place.clone(), account, client.with_token(&token)).await)
    }

    fn saved_session(&self, place: &Place) -> Option<Account> {
        let saved = lock(&self.0.settings).get().session.clone();
        saved.filter(|saved| saved.place == *place).map(|SavedSession { account, .. }| account)
    }

    fn is_newest(&self, way: u64) -> bool {
        self.0.way.load(Ordering::SeqCst) == way
    }

    fn advance(&self, way: u64, step: Step) {
        self.on_way(way, |status| status.phase.advance(step));
    }

    /// Changes the status, unless another way was taken meanwhile.
    pub(super) fn on_way(&self, way: u64, change: impl FnOnce(&mut Status)) {
        if self.is_newest(way) {
            self.change(change);
        }
    }
}
