//! A new cluster, all or nothing: made beside its place, complete with the app's database, safe on the disk, and only
//! then renamed. Whatever interrupts it leaves either no cluster or a whole one.

use std::{
    fs, io,
    path::Path,
    process::{Output, Stdio},
};

use tokio::io::AsyncWriteExt;

use crate::{
    DATABASE, USER,
    binaries::Binaries,
    command::{Orphaned, command},
    error::{Context, Error, some},
    home::{Home, sync_dir},
};

/// The first major version that sorts and classifies text by itself, the same on every system.
const BUILTIN_LOCALE_SINCE: u32 = 17;

/// Makes the cluster of `home`, which must not have one.
pub(crate) async fn create(home: &Home, binaries: &Binaries) -> Result<(), Error> {
    let staging = home.staging();
    remove_leftover(&staging)?;
    let made = stage(home, binaries, &staging).await;
    if made.is_err() {
        // Frees a full disk again; what cannot be removed now is at the next start.
        let _ = fs::remove_dir_all(&staging);
    }
    made
}

/// What an interrupted start left is half a cluster that nothing was ever saved in.
pub(crate) fn remove_leftover(staging: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(staging) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io("remove", staging, error)),
        _ => Ok(()),
    }
}

async fn stage(home: &Home, binaries: &Binaries, staging: &Path) -> Result<(), Error> {
    home.make_private(staging)?;
    initdb(home, binaries, staging).await?;
    create_database(home, binaries, staging).await?;
    sync(home, binaries, staging).await?;
    let data = home.data();
    fs::rename(staging, &data).context("create", &data)?;
    sync_dir(&home.dir)
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

/// A single-user server needs no socket and no second process to ask when it is ready.
async fn create_database(home: &Home, binaries: &Binaries, staging: &Path) -> Result<(), Error> {
    let program = binaries.program("postgres");
    let mut command = command(&program, &home.dir, home.account.as_ref(), Orphaned::IsKilled);
    command.arg("--single").arg("-D").arg(staging).args(["-c", "exit_on_error=on", "postgres"]);
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
