//! Runs the server of this computer: PostgreSQL as a child, the API in this process, and a Unix socket between
//! it and the window that nobody else can reach.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use hearth_backup::{Cancel, Daily};
use hearth_client::Client;
use hearth_postgres::{Cluster, Search, Settings};
use hearth_server::{App, Config, ExposedKeys, Listener, SecretKeys, UnixSocket, database};
use tokio::{sync::oneshot, task::JoinHandle};

use crate::{error::CommandError, model::Step};

/// Signing in to one's own computer once a year is often enough.
const SESSION: Duration = Duration::from_hours(365 * 24);

/// A running server, with its database.
pub(crate) struct LocalServer {
    app: App,
    socket: PathBuf,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

impl LocalServer {
    /// Starts everything. `lost` is called if the database is gone for good later on.
    pub(crate) async fn start(
        data_dir: &Path,
        resources: Option<PathBuf>,
        on_step: impl Fn(Step) + Send + Sync,
        lost: impl FnOnce(CommandError) + Send + 'static,
    ) -> Result<Self, CommandError> {
        let secrets = SecretKeys::load_or_create(&data_dir.join("secret.key"), SESSION, ExposedKeys::MakePrivate)?;
        let config = Config { token_lifetime: SESSION, first_account_administers: true, ..Config::from_env(secrets)? };
        let mut binaries = Search::from_env();
        if let Some(resources) = resources {
            binaries = binaries.bundled(resources.join("postgres"));
        }
        let settings = Settings { binaries, ..Settings::new(data_dir.join("postgres")) };
        let cluster = hearth_postgres::start(settings.clone(), |step| on_step(step.into())).await?;
        match serve(&cluster, config, data_dir, settings, on_step).await {
            Ok((app, listener, socket, daily)) => {
                let (stop, stopped) = oneshot::channel();
                let served = tokio::spawn(run(cluster, app.clone(), listener, daily, stopped, lost));
                Ok(Self { app, socket, stop, served })
            }
            Err(error) => {
                // The sentence to show is why it failed, not what stopping it says on top.
                let _ = cluster.stop().await;
                Err(error)
            }
        }
    }

    /// A client of this server.
    pub(crate) fn client(&self) -> Client {
        Client::unix(&self.socket)
    }

    /// Returns whether it has an account. Where the database does not say, it has one: what is asked then is right for most.
    pub(crate) async fn has_accounts(&self) -> bool {
        self.app.has_accounts().await.unwrap_or_else(|error| {
            tracing::warn!(%error, "whether there is an account is not known");
            true
        })
    }

    /// Returns whether it still runs.
    pub(crate) fn is_alive(&self) -> bool {
        !self.served.is_finished()
    }

    /// Finishes the requests in flight and stops everything.
    pub(crate) async fn stop(self) {
        let _ = self.stop.send(());
        let _ = self.served.await;
    }
}

/// Migrates the database, and binds the socket of the API.
async fn serve(
    cluster: &Cluster,
    config: Config,
    data_dir: &Path,
    settings: Settings,
    on_step: impl Fn(Step),
) -> Result<(App, Listener, PathBuf, Option<Daily>), CommandError> {
    let options = database::on_socket(cluster.socket_dir(), cluster.user(), cluster.database());
    on_step(Step::Migrate);
    let options = database::as_owner(options).await?;
    let daily = Daily::from_settings(data_dir, options.clone(), settings)?;
    // An app that does not start for want of a backup is of no use to anybody.
    if let Some(daily) = &daily
        && let Err(error) = daily.before_upgrade().await
    {
        tracing::warn!(%error, "the database could not be backed up before its tables are brought up to date");
    }
    database::migrate(&options).await?;
    on_step(Step::Serve);
    let app = App::new(database::connect(options).await?, config);
    // A file in its place is of an app that was killed: the cluster's lock says that it is not of one that runs.
    let socket = UnixSocket::bind(cluster.socket_dir().join("hearth.sock"))?;
    let path = socket.path().to_owned();
    Ok((app, Listener::Unix(socket), path, daily))
}

async fn run(
    cluster: Cluster,
    app: App,
    listener: Listener,
    daily: Option<Daily>,
    stopped: oneshot::Receiver<()>,
    lost: impl FnOnce(CommandError),
) {
    let stopped = async {
        let _ = stopped.await;
    };
    let cancel = Cancel::new();
    let backups = daily.map(|daily| tokio::spawn(daily.run(cancel.clone())));
    tokio::select! {
        () = hearth_server::serve(app, listener, stopped) => {}
        error = cluster.failed() => lost(error.into()),
    }
    // A backup that is being made is given up, and leaves nothing.
    cancel.cancel();
    if let Some(backups) = backups {
        let _ = backups.await;
    }
    if let Err(error) = cluster.stop().await {
        tracing::error!(%error, "the database did not stop cleanly");
    }
}
