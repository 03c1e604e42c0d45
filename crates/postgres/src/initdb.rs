//! A new cluster, all or nothing: made beside its place, complete with the app's database, safe on the disk, and only
//! then renamed. Whatever interrupts it leaves either no cluster or a whole one.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::SystemTime,
};

use tokio::io::AsyncWriteExt;

use crate::{
    DATABASE, USER,
    binaries::Binaries,
    command::{Orphaned, command},
    error::{Context, Error, some},
    home::{Home, sync_dir},
    orphan,
};

/// The first major version that sorts and classifies text by itself, the same on every system.
const BUILTIN_LOCALE_SINCE: u32 = 17;

/// Makes the cluster of `home`, which must not have one.
pub(crate) async fn create(home: &Home, binaries: &Binaries) -> Result<(), Error> {
    let made = stage(home, binaries).await;
    // When it failed, this frees a full disk again; what cannot be removed now is at the next start.
    let removed = remove_leftover(&home.staging()).await;
    made.and(removed)
}

/// What an interrupted start left is half a cluster that nothing was ever saved in, and programs that initdb had
/// started and that have not noticed yet that it was killed.
pub(crate) async fn remove_leftover(staging: &Path) -> Result<(), Error> {
    let Ok(attempts) = fs::read_dir(staging) else { return Ok(()) };
    for attempt in attempts.flatten() {
        orphan::kill_all(&attempt.path()).await?;
    }
    fs::remove_dir_all(staging).context("remove", staging)
}

async fn stage(home: &Home, binaries: &Binaries) -> Result<(), Error> {
    let attempt = attempt(home)?;
    initdb(home, binaries, &attempt).await?;
    create_database(home, binaries, &attempt).await?;
    sync(home, binaries, &attempt).await?;
    let data = home.data();
    fs::rename(&attempt, &data).context("create", &data)?;
    sync_dir(&home.dir)
}

/// A directory with a name that no earlier attempt had, so that a program left over from one cannot stray into it.
fn attempt(home: &Home) -> Result<PathBuf, Error> {
    let staging = home.staging();
    home.make_private(&staging)?;
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let attempt = staging.join(since.as_nanos().to_string());
    home.make_private(&attempt)?;
    Ok(attempt)
}

/// Local connections are trusted and others rejected, because the socket is in a directory of mode 0700: the kernel
/// admits the same user and root, and nobody else. (`peer` would shut out root, and users without a name.)
async fn initdb(home: &Home, binaries: &Binaries, staging: &Path) -> Result<(), Error> {
    let program = binaries.program("initdb");
    let mut command = command(&program, &home.dir, home.account.as_ref(), Orphaned::IsKilled);
    command.arg("-D").arg(staging);
    command.args(["--username", USER, "--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8"]);
    command.args(["--auth-local=trust", "--auth-host=reject", "--data-checksums", "--no-sync", "--no-instructions"]);
    if binaries.version.major >= BUILTIN_LOCALE_SINCE {
        command.args(["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]);
    }
    let output = command.kill_on_drop(true).output().await.context("run", &program)?;
    judge(&output, home)
}

/// A single-user server needs no socket and no second process to ask when it is ready. It saves nothing (`-F`), because
/// [`sync`] does.
async fn create_database(home: &Home, binaries: &Binaries, staging: &Path) -> Result<(), Error> {
    let program = binaries.program("postgres");
    let mut command = command(&program, &home.dir, home.account.as_ref(), Orphaned::IsKilled);
    command.arg("--single").arg("-D").arg(staging).args(["-F", "-c", "exit_on_error=on", "postgres"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().context("run", &program)?;
    if let Some(mut stdin) = child.stdin.take() {
        // One that failed early does not read; its exit status and its log say why.
        let _ = stdin.write_all(format!("CREATE DATABASE {DATABASE};\n").as_bytes()).await;
    }
    judge(&child.wait_with_output().await.context("run", &program)?, home)
}

/// Saves everything at once, rather than each program its part.
async fn sync(home: &Home, binaries: &Binaries, staging: &Path) -> Result<(), Error> {
    let program = binaries.program("initdb");
    let mut command = command(&program, &home.dir, home.account.as_ref(), Orphaned::IsKilled);
    command.arg("-D").arg(staging).arg("--sync-only");
    judge(&command.kill_on_drop(true).output().await.context("run", &program)?, home)
}

fn judge(output: &Output, home: &Home) -> Result<(), Error> {
    if output.status.success() {
        return Ok(());
    }
    let log = String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned();
    if log.contains("could not look up effective user ID") {
        return Err(Error::NamelessUser { uid: rustix::process::geteuid().as_raw() });
    }
    Err(Error::explained_by(&log, &home.dir)
        .unwrap_or_else(|| Error::Create { dir: home.dir.clone(), log: some(&log) }))
}
