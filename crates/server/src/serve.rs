//! From the options to a server that answers, and back to nothing running.

use std::{
    error::Error,
    io::{self, Write},
    path::PathBuf,
    pin::pin,
};

use hearth_postgres::{Cluster, Settings};
use hearth_server::{
    App, Config, Listener, SecretKey, config,
    database::{self, DatabaseError},
};
use sqlx::postgres::PgConnectOptions;
use tokio::{net::TcpListener, signal};

use crate::Serve;

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// Serves until the process is told to stop.
pub(crate) async fn run(options: Serve) -> Result<()> {
    let mut stop = Box::pin(stop_signal()?);
    let address = options.listen;
    // First, because it fails first where another server runs.
    let listener = TcpListener::bind(address).await.map_err(|error| cannot_listen(address, &error))?;
    let address = listener.local_addr()?;
    let external = match &options.database_url {
        Some(url) => Some(config::database_url(url)?),
        None if options.data_dir.is_some() => None,
        None => config::external_database()?,
    };
    let Some(database) = external else {
        let data_dir = options.data_dir.map_or_else(config::data_dir, |dir| {
            std::path::absolute(dir).map_err(|_| config::ConfigError::NoDataDir)
        })?;
        let (cluster, secret) = tokio::select! {
            prepared = prepare(data_dir) => prepared?,
            () = &mut stop => return Ok(()),
        };
        let database = database::on_socket(cluster.socket_dir(), cluster.user(), cluster.database());
        let lost = async {
            tokio::select! {
                () = stop => None,
                error = cluster.failed() => Some(error),
            }
        };
        let served = answer(database, secret, listener, address, lost).await;
        cluster.stop().await?;
        return served;
    };
    let secret = config::variable("SECRET_KEY").ok_or(
        "SECRET_KEY is not set. A database of yours needs the key that signs sessions: \
         set it to the one that your deployment has, or make one with `openssl rand -hex 32`.",
    )?;
    let stopped = async {
        stop.await;
        None::<hearth_postgres::Error>
    };
    answer(database, SecretKey::new(secret), listener, address, stopped).await
}

/// Starts the server's own database, and finds or makes its key.
async fn prepare(data_dir: PathBuf) -> Result<(Cluster, SecretKey)> {
    config::make_data_dir(&data_dir)?;
    let secret = match config::variable("SECRET_KEY") {
        Some(key) => SecretKey::new(key),
        None => SecretKey::load_or_create(&data_dir.join("secret.key"))?,
    };
    let settings = Settings::new(data_dir.join("postgres"));
    let cluster = hearth_postgres::start(settings, |step| tracing::info!(?step, "starting the database")).await?;
    Ok((cluster, secret))
}

/// Answers requests until `stopped` completes, with an error where the database is lost.
async fn answer<E: Error + 'static>(
    database: PgConnectOptions,
    secret: SecretKey,
    listener: TcpListener,
    address: std::net::SocketAddr,
    stopped: impl Future<Output = Option<E>>,
) -> Result<()> {
    if secret.is_short() {
        tracing::warn!("SECRET_KEY is shorter than 32 bytes: sessions can be forged by trying keys");
    }
    let config = Config::from_env(secret)?;
    let mut stopped = pin!(stopped);
    let lost = tokio::select! {
        // A database that does not answer must not keep the owner from stopping.
        lost = &mut stopped => lost,
        opened = open(database) => {
            let app = App::new(opened?, config);
            // Nobody need read it.
            let _ = writeln!(io::stdout(), "Hearth is listening on http://{address}");
            let mut lost = None;
            hearth_server::serve(app, Listener::Tcp(listener), async { lost = stopped.await }).await;
            lost
        }
    };
    tracing::info!("stopped");
    lost.map_or(Ok(()), |error| Err(error.into()))
}

async fn open(database: PgConnectOptions) -> Result<sqlx::PgPool, DatabaseError> {
    database::migrate(&database).await?;
    database::connect(database).await
}

fn cannot_listen(address: std::net::SocketAddr, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("Something listens on {address} already. Stop it, or choose another address with --listen.")
        }
        _ => format!("It is not possible to listen on {address}: {error}. Choose another address with --listen."),
    }
}

/// Completes when the process is asked to stop: SIGTERM, or Ctrl+C.
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = terminate.recv() => {}
            _ = signal::ctrl_c() => {}
        }
        #[cfg(not(unix))]
        let _ = signal::ctrl_c().await;
    })
}
