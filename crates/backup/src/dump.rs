//! Writes a backup of a database, of one moment, and checks it.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use hearth_postgres::{Settings, Tools};
use hearth_server::database::{DatabaseOptions, DatabaseSnapshot, RowCounts, count_rows};
use tokio::io::AsyncReadExt as _;

use crate::{
    disk::{self, EMPTY_CLUSTER, dir_of},
    encryption::Encryption,
    error::{Error, compare},
    job::{Job, Progress},
    output::{Output, Written},
    programs::{self, Program},
    scratch::{Scratch, fill},
};

/// What a database takes on its disk for each byte of a backup, at least: indexes are not in it, and it is compressed.
const COMPRESSED: u64 = 8;

const PIECE: usize = 1 << 16;

/// What is backed up, and to where.
pub struct Backup {
    /// The file.
    pub file: PathBuf,
    /// Whether a file that is there is replaced.
    pub overwrite: bool,
    /// How it is encrypted.
    pub encryption: Encryption,
    /// Whether it is checked by restoring it.
    pub check: Check,
    /// Where PostgreSQL's programs are, and the settings of the PostgreSQL that checks the backup.
    pub postgres: Settings,
}

/// How a backup is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// By its length alone.
    None,
    /// By restoring it into a PostgreSQL inside the directory of this cluster, which is the database's own.
    Beside(PathBuf),
    /// By restoring it into a PostgreSQL in the directory of temporary files.
    Temporary,
}

/// What was backed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// The rows in it.
    pub rows: RowCounts,
    /// The length of the file, in bytes.
    pub bytes: u64,
    /// Whether it was restored to check it.
    pub checked: bool,
}

/// Backs a database up. Nothing is left where it fails or is cancelled.
pub async fn backup(options: &DatabaseOptions, what: &Backup, job: &Job) -> Result<BackupReport, Error> {
    what.encryption.check()?;
    if !what.overwrite && what.file.exists() {
        return Err(Error::Exists(what.file.clone()));
    }
    let snapshot = job.run(DatabaseSnapshot::open(options)).await?;
    let done = write_and_check(options, what, &snapshot, job).await;
    let rows = snapshot.rows.clone();
    snapshot.close().await;
    let bytes = done?.keep(what.overwrite)?;
    Ok(BackupReport { rows, bytes, checked: what.check != Check::None })
}

async fn write_and_check(
    options: &DatabaseOptions,
    what: &Backup,
    snapshot: &DatabaseSnapshot,
    job: &Job,
) -> Result<Written, Error> {
    disk::need(&dir_of(&what.file), snapshot.bytes / COMPRESSED)?;
    let tools = job.run(programs::find(&what.postgres.binaries, snapshot.major)).await?;
    let written = write(options, what, snapshot, &tools, job).await?;
    let beside = match &what.check {
        Check::None => return Ok(written),
        Check::Beside(dir) => Some(dir.as_path()),
        Check::Temporary => None,
    };
    disk::need(beside.unwrap_or(&std::env::temp_dir()), snapshot.bytes + EMPTY_CLUSTER)?;
    check(&written, what, beside, &snapshot.rows, &tools, job).await?;
    Ok(written)
}

async fn write(
    options: &DatabaseOptions,
    what: &Backup,
    snapshot: &DatabaseSnapshot,
    tools: &Tools,
    job: &Job,
) -> Result<Written, Error> {
    let output = Output::create(&what.file, &what.encryption)?;
    let mut command = tools.dump();
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--no-comments", "--no-security-labels"]);
    command.args(["--no-publications", "--no-subscriptions", "--no-password", "--lock-wait-timeout=60s"]);
    command.arg(format!("--snapshot={}", snapshot.id)).stdout(Stdio::piped());
    let mut program = Program::start("pg_dump", &mut command, options)?;
    let mut stdout = program.child.stdout.take();
    let mut bytes = 0;
    let copied = job.run(async {
        while let Some(open) = &mut stdout {
            let mut piece = Vec::with_capacity(PIECE);
            // An error is an end: the program says why.
            if open.read_buf(&mut piece).await.unwrap_or_default() == 0 {
                break;
            }
            bytes += piece.len() as u64;
            job.tell(Progress::Written(bytes));
            if !output.write(piece).await {
                break;
            }
        }
        // Where the file cannot be written the program must not wait for us.
        drop(stdout.take());
        Ok::<_, Error>(())
    });
    copied.await?;
    let finished = job.run(program.finish()).await;
    let written = output.finish().await?;
    finished.map(|()| written)
}

/// Restores what was written, and compares the rows.
async fn check(
    written: &Written,
    what: &Backup,
    beside: Option<&Path>,
    rows: &RowCounts,
    tools: &Tools,
    job: &Job,
) -> Result<(), Error> {
    let scratch = Scratch::start(&what.postgres, beside, job).await?;
    let options = scratch.options().clone();
    let counted = async {
        fill(&options, tools, written.path(), written.key.clone(), job).await?;
        job.tell(Progress::Counting);
        job.run(count_rows(&options)).await
    };
    let counted = counted.await;
    let closed = scratch.close().await;
    compare(rows, &counted?)?;
    closed
}
