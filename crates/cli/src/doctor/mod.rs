//! Examines the settings, the data directory, the network and the database, and says how to mend what is wrong. It changes nothing.

mod backups;
mod cluster;
mod data_dir;
mod database;
mod key;
mod limits;
mod mail;
mod network;
mod report;
mod settings;

use std::{
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use hearth_postgres::Inspection;
use tokio::{runtime::Runtime, task::spawn_blocking, time::timeout};

use crate::{
    args::Serve,
    database::{Choice, choose, on_running_server},
    result::Result,
};
use report::{Finding, Report};

/// Bounds looking at files: a file system on a network may hang.
const FILES_WITHIN: Duration = Duration::from_secs(5);

/// Examines everything and prints what it finds. The exit code is 1 where there is a problem.
pub(crate) fn run(flags: &Serve) -> Result<ExitCode> {
    let begin = Instant::now();
    let runtime = Runtime::new()?;
    let report = runtime.block_on(examine(flags));
    // What hangs must not keep us.
    runtime.shutdown_background();
    report.print(begin.elapsed());
    Ok(if report.has_problem() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn examine(flags: &Serve) -> Report {
    let mut report = Report::default();
    let choice = match choose(&flags.place) {
        Ok(choice) => Some(choice),
        Err(error) => {
            report.add([Finding::problem("settings", error)]);
            None
        }
    };
    let is_external = matches!(choice, Some(Choice::External(_)));
    report.add(settings::examine(is_external));
    report.add([limits::examine()]);
    let network = network::examine(flags.listen);
    let rest = async {
        match choice {
            Some(Choice::External(options)) => database::examine(&options).await,
            Some(Choice::Own(data_dir)) => examine_own(data_dir).await,
            None => Vec::new(),
        }
    };
    let (network, mail, rest) = tokio::join!(network, mail::examine(), rest);
    report.add(network);
    report.add(mail);
    report.add(rest);
    report
}

/// Examines a data directory, and the database in it where its server runs.
async fn examine_own(dir: PathBuf) -> Vec<Finding> {
    let path = dir.clone();
    let looked = timeout(FILES_WITHIN, spawn_blocking(move || look_at(&path))).await;
    let Ok(Ok((mut findings, inspection))) = looked else {
        let text = format!("{} does not answer within {} seconds.", dir.display(), FILES_WITHIN.as_secs());
        return vec![Finding::problem("data directory", text).remedy("Check the disk, or the network that it is on")];
    };
    let major = inspection.as_ref().and_then(|found| found.major);
    findings.push(cluster::binaries(&dir, major).await);
    match inspection.as_ref().and_then(on_running_server) {
        Some(options) => findings.extend(database::examine(&options).await),
        None if major.is_some() => findings.push(Finding::ok(
            "database",
            "It does not run, so its content was not examined. Start the server, then run this again.",
        )),
        None => {}
    }
    findings
}

/// Looks at the files of a data directory.
fn look_at(dir: &std::path::Path) -> (Vec<Finding>, Option<Inspection>) {
    let mut findings = data_dir::examine(dir);
    let (cluster, inspection) = cluster::examine(dir);
    let has_database = inspection.as_ref().is_some_and(|found| found.major.is_some());
    findings.push(key::examine(dir, has_database));
    findings.extend(cluster);
    findings.extend(backups::examine(dir, has_database));
    (findings, inspection)
}
