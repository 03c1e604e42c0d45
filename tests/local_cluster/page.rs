//! The status page in the terminal.

use std::{
    convert::Infallible,
    fmt::Write as _,
    io::{self, IsTerminal, Write as _},
    time::Duration,
};

use tokio::time::sleep;

use crate::{Fallible, cluster::Cluster, status};

/// Moves to the top and clears what is below.
const CLEAR: &str = "\x1b[H\x1b[2J";

/// Shows the state of a cluster anew each second, until this process is ended.
pub async fn show(cluster: &Cluster) -> Fallible<Infallible> {
    let terminal = io::stdout().is_terminal();
    let mut last = String::new();
    loop {
        let page = page(cluster).await;
        // What is no terminal is told what changed.
        if terminal || page != last {
            let mut out = io::stdout().lock();
            writeln!(out, "{}{page}", if terminal { CLEAR } else { "" })?;
            out.flush()?;
        }
        last = page;
        sleep(Duration::from_secs(1)).await;
    }
}

async fn page(cluster: &Cluster) -> String {
    let status = status::observe(cluster).await;
    let mut page = format!("Hearth on {}, through HAProxy. Ctrl+C stops everything.\n\n", cluster.url());
    for machine in &cluster.databases {
        let member = status.members.iter().find(|member| member.name == machine.name);
        let said = member.map_or_else(
            || "does not answer".to_owned(),
            |member| {
                let role = if member.role == "leader" { "primary" } else { member.role.as_str() };
                let timeline = member.timeline.map_or_else(String::new, |timeline| format!(", timeline {timeline}"));
                let lag = member.lag.map_or_else(String::new, |lag| format!(", {lag} bytes behind"));
                format!("{:<13} {}{timeline}{lag}", role.replace('_', " "), member.state)
            },
        );
        line(&mut page, &machine.name, &machine.address.to_string(), &said);
    }
    for (machine, (name, up)) in cluster.etcd.iter().zip(&status.etcd) {
        let leads = status.etcd_leader.as_ref() == Some(name);
        let said = if leads {
            "leader"
        } else if *up {
            "follower"
        } else {
            "does not answer"
        };
        line(&mut page, name, &machine.address.to_string(), said);
    }
    for (machine, (name, ready)) in cluster.servers.iter().zip(&status.servers) {
        line(&mut page, name, &machine.address.to_string(), if *ready { "ready" } else { "not ready" });
    }
    page
}

fn line(page: &mut String, name: &str, address: &str, said: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(page, "  {name:<9} {address:<13} {said}");
}
