//! Serves the API until the process is told to stop, on a private PostgreSQL or on the owner's.

use std::{
    error::Error,
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    pin::pin,
};

use hearth_backup::Cancel;
use hearth_postgres::Cluster;
use hearth_server::{
    App, Config, ExposedKeys, Listener, SecretKey, SecretKeys,
    config::{self, ConfigError, settings},
    database::{self, Database, DatabaseError, DatabaseOptions},
};
use tokio::net::TcpListener;

use crate::{
    database::{Choice, back_up_before_upgrade, cluster_settings, daily},
    log::TARGET,
    result::Result,
    stop_signal::stop_signal,
};

/// The default address, reachable from this computer alone.
const DEFAULT_ADDRESS: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8000);

/// The name of the file of keys in a data directory.
pub(crate) const KEY_FILE: &str = "secret.key";

/// Returns the address to listen on: the one that is named, or that of the settings, or the default.
pub(crate) fn address(named: Option<SocketAddr>) -> Result<SocketAddr, ConfigError> {
    match named {
        Some(address) => Ok(address),
        None => Ok(settings::LISTEN.parse()?.unwrap_or(DEFAULT_ADDRESS)),
    }
}

/// What a server listens on.
struct Listeners {
    clients: TcpListener,
    /// The address for clients.
    address: SocketAddr,
    /// Where metrics are served, if at all.
    metrics: Option<TcpListener>,
}

impl Listeners {
    async fn bind(named: Option<SocketAddr>) -> Result<Self> {
        let clients = bind(address(named)?, "--listen").await?;
        let metrics = match settings::METRICS_LISTEN.read_local_port()? {
            Some(address) => Some(bind(address, settings::METRICS_LISTEN.variable).await?),
            None => None,
        };
        Ok(Self { address: clients.local_addr()?, clients, metrics })
    }
}

/// Listens on an address that was named in this setting.
async fn bind(address: SocketAddr, setting: &str) -> Result<TcpListener> {
    Ok(TcpListener::bind(address).await.map_err(|error| cannot_listen(address, &error, setting))?)
}

/// Serves until the process is told to stop, on the database that was chosen.
pub(crate) async fn run(listen: Option<SocketAddr>, choice: Choice) -> Result<()> {
    let mut stop = Box::pin(stop_signal()?);
    // First, because it fails first where another server runs.
    let listeners = Listeners::bind(listen).await?;
    let data_dir = match choice {
        Choice::External(database) => return serve_external(database, listeners, stop).await,
        Choice::Own(data_dir) => data_dir,
    };
    let (cluster, secrets) = tokio::select! {
        started = start_cluster(data_dir.clone()) => started?,
        () = &mut stop => return Ok(()),
    };
    let database = database::on_socket(cluster.socket_dir(), cluster.user(), cluster.database());
    let lost = async {
        tokio::select! {
            () = stop => None,
            error = cluster.failed() => Some(error),
        }
    };
    let backups = Cancel::new();
    let serving = async {
        let options = database::as_owner(database).await?;
        let daily = daily(&data_dir, &options)?;
        if let Some(daily) = &daily {
            back_up_before_upgrade(daily).await?;
        }
        let running = daily.map(|daily| tokio::spawn(daily.run(backups.clone())));
        let served = serve_on(options, Vec::new(), secrets, listeners, lost).await;
        // One that is being made is given up, and leaves nothing.
        backups.cancel();
        if let Some(running) = running {
            let _ = running.await;
        }
        served
    };
    let served = serving.await;
    cluster.stop().await?;
    served
}

/// Serves on a database of the owner's.
async fn serve_external(database: DatabaseOptions, listeners: Listeners, stop: impl Future<Output = ()>) -> Result<()> {
    let secret = settings::SECRET_KEY.read().ok_or(
        "SECRET_KEY is not set. A database of yours needs the key that signs sessions: \
         set it to the one that your deployment has, or make one with `openssl rand -hex 32`.",
    )?;
    let stopped = async {
        stop.await;
        None::<hearth_postgres::Error>
    };
    let database = database.with_notifications(config::events_database()?);
    serve_on(database, config::replicas()?, SecretKey::new(secret).into(), listeners, stopped).await
}

/// Starts the server's own database, and finds or makes its keys.
async fn start_cluster(data_dir: PathBuf) -> Result<(Cluster, SecretKeys)> {
    config::make_data_dir(&data_dir)?;
    let secrets = match settings::SECRET_KEY.read() {
        Some(key) => SecretKey::new(key).into(),
        None => SecretKeys::load_or_create(&data_dir.join(KEY_FILE), config::token_lifetime()?, ExposedKeys::Refuse)?,
    };
    let step = |step| tracing::info!(target: TARGET, ?step, "starting the database");
    let cluster = hearth_postgres::start(cluster_settings(&data_dir), step).await?;
    Ok((cluster, secrets))
}

/// Serves requests until `stopped` completes, with an error where the database is lost.
async fn serve_on<E: Error + 'static>(
    database: DatabaseOptions,
    replicas: Vec<DatabaseOptions>,
    secrets: SecretKeys,
    Listeners { clients, address, metrics }: Listeners,
    stopped: impl Future<Output = Option<E>>,
) -> Result<()> {
    let config = Config::from_env(secrets)?;
    let connections = config::database_connections()?;
    if config.secrets.is_weak() {
        tracing::warn!(
            target: TARGET,
            "a secret key is shorter than 32 bytes, or repeats a few characters: sessions can be forged by trying keys"
        );
    }
    let mut stopped = pin!(stopped);
    let lost = tokio::select! {
        // A database that does not answer must not keep the owner from stopping.
        lost = &mut stopped => lost,
        opened = open_database(database, connections) => {
            let app = App::new(opened?.with_replicas(replicas), config);
            let (app, metrics) = with_metrics(app, metrics);
            // Nobody need read it.
            let _ = writeln!(io::stdout(), "Hearth is listening on http://{address}");
            let mut lost = None;
            tokio::select! {
                () = hearth_server::serve(app, Listener::Tcp(clients), async { lost = stopped.await }) => {}
                () = metrics => {}
            }
            lost
        }
    };
    tracing::info!(target: TARGET, "stopped");
    lost.map_or(Ok(()), |error| Err(error.into()))
}

/// Returns the server, and what serves its metrics for as long as it is polled, where that is wanted.
fn with_metrics(app: App, listener: Option<TcpListener>) -> (App, impl Future<Output = ()>) {
    let app = if listener.is_some() { app.measured() } else { app };
    let served = app.clone();
    let metrics = async move {
        match listener {
            Some(listener) => hearth_server::serve_metrics(served, listener).await,
            None => std::future::pending().await,
        }
    };
    (app, metrics)
}

/// Migrates the database and opens it, with at most so many connections.
async fn open_database(database: DatabaseOptions, connections: Option<usize>) -> Result<Database, DatabaseError> {
    database::migrate(&database).await?;
    match connections {
        Some(most) => database::connect_within(database, most).await,
        None => database::connect(database).await,
    }
}

fn cannot_listen(address: SocketAddr, error: &io::Error, setting: &str) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("Something listens on {address} already. Stop it, or choose another address with {setting}.")
        }
        _ => format!("It is not possible to listen on {address}: {error}. Choose another address with {setting}."),
    }
}
