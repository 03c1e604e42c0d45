//! Opens the server's own database, whether or not a server runs on it.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use hearth_postgres::{Error, Inspection, LockState, ServerState, Settings, inspect};
use hearth_server::{
    config::{self, settings},
    database::{self, DatabaseOptions},
};
use tokio::time::{Instant, sleep};

use super::opened::{Absent, Opened};
use crate::{log::TARGET, result::Result};

/// Bounds how long a server that is just starting, or stopping, is waited for.
const SETTLES_WITHIN: Duration = Duration::from_secs(20);
const INTERVAL: Duration = Duration::from_millis(100);

/// Returns the settings of the cluster in a data directory.
pub(crate) fn cluster_settings(data_dir: &Path) -> Settings {
    let mut cluster = Settings::new(cluster_dir(data_dir));
    cluster.binaries.configured = settings::POSTGRES_DIR.read_path().map(Into::into);
    cluster
}

/// Returns the settings of a cluster of which only the programs count.
pub(crate) fn postgres_search() -> Settings {
    cluster_settings(Path::new(""))
}

/// Returns how to connect to the database of a server that runs on a cluster; none where none takes connections.
pub(crate) fn on_running_server(found: &Inspection) -> Option<DatabaseOptions> {
    match (&found.lock, &found.server) {
        (LockState::Held { .. }, ServerState::Running { socket_dir, .. }) => {
            Some(database::of_owner(database::on_socket(socket_dir, found.user(), found.database())))
        }
        _ => None,
    }
}

/// Opens the database in a data directory: through the socket of the server that runs on it, else by starting its PostgreSQL.
pub(super) async fn open(data_dir: &Path, absent: Absent) -> Result<Opened> {
    let deadline = Instant::now() + SETTLES_WITHIN;
    loop {
        let found = inspect(&cluster_dir(data_dir))?;
        if absent == Absent::Refuse && found.as_ref().is_none_or(|found| found.major.is_none()) {
            return Err(format!(
                "There is no database in {} yet. The first start of the server makes one; or name another directory with \
                 --data-dir, or a database with DATABASE_URL.",
                data_dir.display()
            )
            .into());
        }
        if let Some(options) = found.as_ref().and_then(on_running_server) {
            return Ok(Opened { options, started: None });
        }
        let held = found.filter(|found| matches!(found.lock, LockState::Held { .. }));
        let Some(held) = held else { return start(data_dir).await };
        if Instant::now() >= deadline {
            let pid = if let LockState::Held { pid } = held.lock { pid } else { None };
            return Err(Error::InUse { dir: held.dir, pid }.into());
        }
        sleep(INTERVAL).await;
    }
}

async fn start(data_dir: &Path) -> Result<Opened> {
    config::make_data_dir(data_dir)?;
    let step = |step| tracing::debug!(target: TARGET, ?step, "starting the database");
    let cluster = hearth_postgres::start(cluster_settings(data_dir), step).await?;
    let administrator = database::on_socket(cluster.socket_dir(), cluster.user(), cluster.database());
    match database::as_owner(administrator).await {
        Ok(options) => Ok(Opened { options, started: Some(cluster) }),
        Err(error) => {
            cluster.stop().await?;
            Err(error.into())
        }
    }
}

/// Returns the directory of the cluster in a data directory.
fn cluster_dir(data_dir: &Path) -> PathBuf {
    data_dir.join("postgres")
}
