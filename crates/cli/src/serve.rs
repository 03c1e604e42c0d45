//! Serves the API until the process is told to stop, on a private PostgreSQL or on the owner's.

use std::{
    error::Error,
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    pin::pin,
};

use hearth_postgres::Cluster;
use hearth_server::{
    App, Config, ExposedKeys, Listener, SecretKey, SecretKeys,
    config::{self, ConfigError, settings},
    database::{self, Database, DatabaseError, DatabaseOptions},
};
use tokio::net::TcpListener;

use crate::{
    database::{Choice, cluster_settings},
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

/// Serves until the process is told to stop, on the database that was chosen.
pub(crate) async fn run(listen: Option<SocketAddr>, choice: Choice) -> Result<()> {
    let mut stop = Box::pin(stop_signal()?);
    let address = address(listen)?;
    // First, because it fails first where another server runs.
    let listener = TcpListener::bind(address).await.map_err(|error| cannot_listen(address, &error))?;
    let address = listener.local_addr()?;
    let data_dir = match choice {
        Choice::External(database) => return serve_external(database, listener, address, stop).await,
        Choice::Own(data_dir) => data_dir,
    };
    let (cluster, secrets) = tokio::select! {
        started = start_cluster(data_dir) => started?,
        () = &mut stop => return Ok(()),
    };
    let database = database::on_socket(cluster.socket_dir(), cluster.user(), cluster.database());
    let lost = async {
        tokio::select! {
            () = stop => None,
            error = cluster.failed() => Some(error),
        }
    };
    let serving =
        async { serve_on(database::as_owner(database).await?, Vec::new(), secrets, listener, address, lost).await };
    let served = serving.await;
    cluster.stop().await?;
    served
}

/// Serves on a database of the owner's.
async fn serve_external(
    database: DatabaseOptions,
    listener: TcpListener,
    address: SocketAddr,
    stop: impl Future<Output = ()>,
) -> Result<()> {
    let secret = settings::SECRET_KEY.read().ok_or(
        "SECRET_KEY is not set. A database of yours needs the key that signs sessions: \
         set it to the one that your deployment has, or make one with `openssl rand -hex 32`.",
    )?;
    let stopped = async {
        stop.await;
        None::<hearth_postgres::Error>
    };
    let database = database.with_notifications(config::events_database()?);
    serve_on(database, config::replicas()?, SecretKey::new(secret).into(), listener, address, stopped).await
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
    listener: TcpListener,
    address: SocketAddr,
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
            // Nobody need read it.
            let _ = writeln!(io::stdout(), "Hearth is listening on http://{address}");
            let mut lost = None;
            hearth_server::serve(app, Listener::Tcp(listener), async { lost = stopped.await }).await;
            lost
        }
    };
    tracing::info!(target: TARGET, "stopped");
    lost.map_or(Ok(()), |error| Err(error.into()))
}

/// Migrates the database and opens it, with at most so many connections.
async fn open_database(database: DatabaseOptions, connections: Option<usize>) -> Result<Database, DatabaseError> {
    database::migrate(&database).await?;
    match connections {
        Some(most) => database::connect_within(database, most).await,
        None => database::connect(database).await,
    }
}

fn cannot_listen(address: SocketAddr, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("Something listens on {address} already. Stop it, or choose another address with --listen.")
        }
        _ => format!("It is not possible to listen on {address}: {error}. Choose another address with --listen."),
    }
}
