//! Creates a new cluster, all or nothing: made beside its place, complete with the app's database, safe on the disk,
//! and only then renamed. Whatever interrupts it leaves either no cluster or a whole one.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::SystemTime,
};

use tokio::io::AsyncWriteExt;

use crate::{
    binaries::Binaries,
    cluster_dir::{ClusterDir, sync_dir},
    command::{ParentDeath, command},
    diagnosis,
    error::{Context, Error},
    log::excerpt,
    orphan,
    settings::{DATABASE, USER},
};

/// The first major version that sorts and classifies text by itself, the same on every system.
const BUILTIN_LOCALE_SINCE: u32 = 17;

/// Makes the cluster of `cluster_dir`, which must not have one.
pub(crate) async fn create(cluster_dir: &ClusterDir, binaries: &Binaries) -> Result<(), Error> {
    let made = stage(cluster_dir, binaries).await;
    // When it failed, this frees a full disk again; what cannot be removed now is at the next start.
    let removed = remove_leftover(&cluster_dir.staging()).await;
    made.and(removed)
}

/// Removes what an interrupted start left: half a cluster that nothing was ever saved in, and programs that initdb had
/// started and that have not noticed yet that it was killed.
pub(crate) async fn remove_leftover(staging: &Path) -> Result<(), Error> {
    let Ok(attempts) = fs::read_dir(staging) else { return Ok(()) };
    for attempt in attempts.flatten() {
        orphan::kill_all(&attempt.path()).await?;
    }
    fs::remove_dir_all(staging).context("remove", staging)
}

async fn stage(cluster_dir: &ClusterDir, binaries: &Binaries) -> Result<(), Error> {
    let attempt = attempt(cluster_dir)?;
    initdb(cluster_dir, binaries, &attempt).await?;
    create_database(cluster_dir, binaries, &attempt).await?;
    sync(cluster_dir, binaries, &attempt).await?;
    let data = cluster_dir.data();
    fs::rename(&attempt, &data).context("create", &data)?;
    sync_dir(&cluster_dir.dir)
}

/// Makes a directory with a name that no earlier attempt had, so that a program left over from one cannot stray into
/// it.
fn attempt(cluster_dir: &ClusterDir) -> Result<PathBuf, Error> {
    let staging = cluster_dir.staging();
    cluster_dir.make_private(&staging)?;
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let attempt = staging.join(since.as_nanos().to_string());
    cluster_dir.make_private(&attempt)?;
    Ok(attempt)
}

/// Runs initdb. Local connections are trusted and others rejected, because the socket is in a directory of mode 0700:
/// the kernel admits the same user and root, and nobody else. (`peer` would shut out root, and users without a name.)
async fn initdb(cluster_dir: &ClusterDir, binaries: &Binaries, staging: &Path) -> Result<(), Error> {
    let program = binaries.program("initdb");
    let mut command = command(&program, &cluster_dir.dir, cluster_dir.account.as_ref(), ParentDeath::Kill);
    command.arg("-D").arg(staging);
    command.args(["--username", USER, "--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8"]);
    command.args(["--auth-local=trust", "--auth-host=reject", "--data-checksums", "--no-sync", "--no-instructions"]);
    if binaries.version.major >= BUILTIN_LOCALE_SINCE {
        command.args(["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]);
    }
    let output = command.kill_on_drop(true).output().await.context("run", &program)?;
    judge(&output, cluster_dir)
}

/// Creates the database with a single-user server, which needs no socket and no second process to ask when it is ready.
/// It saves nothing (`-F`), because [`sync`] does.
async fn create_database(cluster_dir: &ClusterDir, binaries: &Binaries, staging: &Path) -> Result<(), Error> {
    let program = binaries.program("postgres");
    let mut command = command(&program, &cluster_dir.dir, cluster_dir.account.as_ref(), ParentDeath::Kill);
    command.arg("--single").arg("-D").arg(staging).args(["-F", "-c", "exit_on_error=on", "postgres"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().context("run", &program)?;
    if let Some(mut stdin) = child.stdin.take() {
        // One that failed early does not read; its exit status and its log say why.
        let _ = stdin.write_all(format!("CREATE DATABASE {DATABASE};\n").as_bytes()).await;
    }
    judge(&child.wait_with_output().await.context("run", &program)?, cluster_dir)
}

/// Saves everything at once, rather than each program its part.
async fn sync(cluster_dir: &ClusterDir, binaries: &Binaries, staging: &Path) -> Result<(), Error> {
    let program = binaries.program("initdb");
    let mut command = command(&program, &cluster_dir.dir, cluster_dir.account.as_ref(), ParentDeath::Kill);
    command.arg("-D").arg(staging).arg("--sync-only");
    judge(&command.kill_on_drop(true).output().await.context("run", &program)?, cluster_dir)
}

fn judge(output: &Output, cluster_dir: &ClusterDir) -> Result<(), Error> {
    if output.status.success() {
        return Ok(());
    }
    let log = String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned();
    if log.contains("could not look up effective user ID") {
        return Err(Error::NoPasswdEntry { uid: rustix::process::geteuid().as_raw() });
    }
    Err(diagnosis::refused_by_system(&log, &cluster_dir.dir).unwrap_or_else(|| Error::Create {
        dir: cluster_dir.dir.clone(),
        cause: diagnosis::last_words(&log),
        log: excerpt(&log),
    }))
}
