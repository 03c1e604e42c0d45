//! Runs a PostgreSQL of its own for a moment, restores a backup into it, and counts the rows.

use std::{fs::Permissions, os::unix::fs::PermissionsExt as _, path::Path, process::Stdio};

use hearth_postgres::{Cluster, Settings, Tools};
use hearth_server::database::{self, DatabaseOptions};
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;

use crate::{
    archive::Archive,
    encryption::Key,
    error::Error,
    job::{Job, Progress},
    programs::Program,
};

/// How the directories of these begin inside that of a cluster.
const PREFIX: &str = "check-";

/// A PostgreSQL that is there for the check of one backup. It must be [closed](Scratch::close).
pub(crate) struct Scratch {
    cluster: Cluster,
    options: DatabaseOptions,
    dir: std::path::PathBuf,
    _place: Option<TempDir>,
}

impl Scratch {
    /// Makes one inside the directory of a cluster, so that it is on its disk and its account's; or, where there is none, where
    /// the system has its temporary files.
    pub(crate) async fn start(settings: &Settings, beside: Option<&Path>, job: &Job) -> Result<Self, Error> {
        if let Some(dir) = beside {
            hearth_postgres::remove_abandoned_scratch(dir, PREFIX).await;
        }
        let name = format!("{PREFIX}{}", std::process::id());
        let (settings, place) = if let Some(dir) = beside {
            (hearth_postgres::scratch(settings, dir, &name)?, None)
        } else {
            let place = temporary()?;
            (Settings { dir: place.path().join("cluster"), ..settings.clone() }, Some(place))
        };
        let dir = settings.dir.clone();
        let started = async {
            let cluster = job.run(hearth_postgres::start(settings, |_| {})).await?;
            match job.run(owner(&cluster)).await {
                Ok(options) => Ok((cluster, options)),
                Err(error) => {
                    cluster.stop().await?;
                    Err(error)
                }
            }
        };
        match started.await {
            Ok((cluster, options)) => Ok(Self { cluster, options, dir, _place: place }),
            Err(error) => {
                let _ = std::fs::remove_dir_all(&dir);
                Err(error)
            }
        }
    }

    /// Returns how to connect to it.
    pub(crate) fn options(&self) -> &DatabaseOptions {
        &self.options
    }

    /// Stops it and removes what it had.
    pub(crate) async fn close(self) -> Result<(), Error> {
        let stopped = self.cluster.stop().await;
        let _ = std::fs::remove_dir_all(&self.dir);
        Ok(stopped?)
    }
}

/// Makes a directory that the account which runs PostgreSQL for root can enter. The cluster's own, in it, is private.
fn temporary() -> Result<TempDir, Error> {
    let failed = |error| Error::file("A directory cannot be made in", &std::env::temp_dir(), error);
    let place = tempfile::Builder::new().prefix("hearth-check-").tempdir().map_err(failed)?;
    std::fs::set_permissions(place.path(), Permissions::from_mode(0o711)).map_err(failed)?;
    Ok(place)
}

/// Returns how to connect to a new cluster of ours as the role that owns its database. A backup is a program that PostgreSQL runs: the
/// administrator's role may run any other.
pub(crate) async fn owner(cluster: &Cluster) -> Result<DatabaseOptions, Error> {
    let administrator = database::on_socket(cluster.socket_dir(), cluster.user(), cluster.database());
    Ok(database::as_owner(administrator).await?)
}

/// Restores a backup into an empty database, in one transaction.
pub(crate) async fn fill(
    options: &DatabaseOptions,
    tools: &Tools,
    file: &Path,
    key: Option<Key>,
    job: &Job,
) -> Result<(), Error> {
    let mut archive = Archive::open(file, key)?;
    let mut command = tools.restore();
    command.args(["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", "--no-comments"]);
    // The name alone: the rest is in the environment.
    command.args(["--no-password", "--dbname="]).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut program = Program::start("pg_restore", &mut command, options)?;
    let mut stdin = program.child.stdin.take();
    let fed = job.run(async {
        while let Some(piece) = archive.next().await {
            let (bytes, of) = archive.position();
            job.tell(Progress::Restored { bytes, of });
            let Some(open) = &mut stdin else { break };
            if open.write_all(&piece).await.is_err() {
                // It has ended, and says why.
                break;
            }
        }
        drop(stdin.take());
        Ok::<_, Error>(())
    });
    fed.await?;
    let finished = job.run(program.finish()).await;
    match archive.finish().await {
        // What the program says about half a file is of no use.
        Err(error) => Err(error),
        Ok(()) => finished,
    }
}
