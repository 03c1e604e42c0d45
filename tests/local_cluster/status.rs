//! Reads the states of the machines from their own answers.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::cluster::{Cluster, ETCD, HTTP, PATRONI};

/// A member of Patroni, as the members know it.
#[derive(Debug, Clone)]
pub struct Member {
    /// The name of the machine.
    pub name: String,
    /// leader, `sync_standby` or replica.
    pub role: String,
    /// running, streaming, starting, stopped, …
    pub state: String,
    /// The timeline of its database; a promotion begins another one. None while it does not run.
    pub timeline: Option<u64>,
    /// The bytes by which it is behind; none for the leader, and where it is not known.
    pub lag: Option<u64>,
}

/// The state of a cluster.
#[derive(Debug, Clone, Default)]
pub struct Status {
    /// The name of the primary.
    pub primary: Option<String>,
    /// The members of Patroni.
    pub members: Vec<Member>,
    /// The name of etcd's leader.
    pub etcd_leader: Option<String>,
    /// The members of etcd, and whether they answer.
    pub etcd: Vec<(String, bool)>,
    /// The servers, and whether they are ready.
    pub servers: Vec<(String, bool)>,
}

/// Asks all machines, at once.
pub async fn observe(cluster: &Cluster) -> Status {
    let (members, (etcd, etcd_leader), servers) = tokio::join!(members(cluster), etcd(cluster), servers(cluster));
    let primary = members.iter().find(|member| member.role == "leader" && member.state == "running");
    Status { primary: primary.map(|member| member.name.clone()), members, etcd_leader, etcd, servers }
}

/// Reads the members as those know them whose primary is on the newest timeline: a machine that was cut off knows the earlier
/// state alone.
async fn members(cluster: &Cluster) -> Vec<Member> {
    let views = cluster.databases.iter().map(async |machine| {
        let url = format!("http://{}:{PATRONI}/cluster", machine.address);
        let view = cluster.json(cluster.http.get(url)).await?;
        Some(view["members"].as_array()?.iter().map(member).collect::<Vec<_>>())
    });
    let views = join_all(views).await.into_iter().flatten();
    let newest =
        |members: &Vec<Member>| members.iter().filter(|member| member.role == "leader").map(|m| m.timeline).max();
    views.max_by_key(newest).unwrap_or_default()
}

fn member(value: &Value) -> Member {
    let text = |key: &str| value[key].as_str().unwrap_or("unknown").to_owned();
    Member {
        name: text("name"),
        role: text("role"),
        state: text("state"),
        timeline: value["timeline"].as_u64(),
        lag: value["lag"].as_u64(),
    }
}

async fn etcd(cluster: &Cluster) -> (Vec<(String, bool)>, Option<String>) {
    let views = join_all(cluster.etcd.iter().map(async |machine| {
        let url = format!("http://{}:{ETCD}/v3/maintenance/status", machine.address);
        cluster.json(cluster.http.post(url).json(&json!({}))).await
    }));
    let machines = cluster.etcd.iter().map(|machine| &machine.name);
    let members: Vec<(&String, Option<Value>)> = machines.zip(views.await).collect();
    // A member that is the leader says that its own number is the leader's.
    let leads = |view: &Value| view["leader"].is_string() && view["leader"] == view["header"]["member_id"];
    let leader = members.iter().find(|(_, view)| view.as_ref().is_some_and(leads)).map(|(name, _)| (*name).clone());
    (members.into_iter().map(|(name, view)| (name.clone(), view.is_some())).collect(), leader)
}

async fn servers(cluster: &Cluster) -> Vec<(String, bool)> {
    let ready = cluster.servers.iter().map(async |machine| {
        let url = format!("http://{}:{HTTP}/health/ready", machine.address);
        (machine.name.clone(), cluster.answers(&url).await)
    });
    join_all(ready).await
}

impl Status {
    /// Returns the name of the standby that has all that is acknowledged.
    pub fn synchronous_standby(&self) -> Option<&str> {
        self.members.iter().find(|member| member.role == "sync_standby").map(|member| member.name.as_str())
    }

    /// Returns whether every machine of the database and of etcd does its part.
    pub fn is_whole(&self) -> bool {
        self.problems().is_empty()
    }

    /// Lists what is missing for that.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let Some(primary) = self.members.iter().find(|member| Some(&member.name) == self.primary.as_ref()) else {
            return vec!["there is no primary".to_owned()];
        };
        if self.members.len() < 3 {
            problems.push(format!("there are {} members", self.members.len()));
        }
        for member in self.members.iter().filter(|member| member.name != primary.name) {
            let follows = matches!(member.state.as_str(), "running" | "streaming")
                && member.timeline == primary.timeline
                && member.lag.is_some_and(|lag| lag < 1 << 20);
            if !follows {
                problems.push(format!("{} ({}) does not follow the primary", member.name, member.state));
            }
        }
        if self.synchronous_standby().is_none() {
            problems.push("no standby is synchronous".to_owned());
        }
        if self.etcd_leader.is_none() {
            problems.push("etcd has no leader".to_owned());
        }
        problems.extend(self.etcd.iter().filter(|(_, up)| !up).map(|(name, _)| format!("{name} does not answer")));
        problems
    }
}
