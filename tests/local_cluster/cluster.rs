//! All machines of a deployment, started in the order in which they need one another.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{Read, Write},
    net::Ipv4Addr,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use hearth_tests::Binaries;
use serde_json::Value;
use tokio::time::sleep;

use crate::{
    Fallible, Plan,
    machine::{DISKS, Kind, Machine},
    network::{self, NETWORK},
    status::{self, Status},
    template::Values,
};

/// The port of HAProxy for people, and of servers.
pub const HTTP: u16 = 8000;
/// The port of Patroni's REST API.
pub const PATRONI: u16 = 8008;
/// The port of etcd for clients.
pub const ETCD: u16 = 2379;

/// The servers' program, copied to where their account can run it.
const SERVER: &str = "/run/cluster/hearth-server";

const ETCD_MACHINE: Kind = Kind {
    name: "etcd",
    account: "etcd",
    command: &["etcd"],
    environment: Some("default/etcd"),
    binds: &[("data", "/var/lib/etcd")],
    disk: 512,
};
const DATABASE_MACHINE: Kind = Kind {
    name: "database",
    account: "postgres",
    command: &["patroni", "/etc/patroni/config.yml"],
    environment: Some("patroni_env.conf"),
    binds: &[("etc/patroni", "/etc/patroni"), ("data", "/var/lib/postgresql"), ("run", "/run/postgresql")],
    disk: 768,
};
const PROXY_MACHINE: Kind = Kind {
    name: "proxy",
    // It binds its ports as root, and then changes to the account in its configuration.
    account: "root",
    command: &["haproxy", "-db", "-f", "/etc/haproxy/haproxy.cfg"],
    environment: None,
    binds: &[("etc/haproxy", "/etc/haproxy")],
    disk: 16,
};
const POOLER_MACHINE: Kind = Kind {
    name: "pooler",
    account: "postgres",
    command: &["pgbouncer", "/etc/pgbouncer/pgbouncer.ini"],
    environment: None,
    binds: &[("etc/pgbouncer", "/etc/pgbouncer")],
    disk: 16,
};
const SERVER_MACHINE: Kind = Kind {
    name: "server",
    account: "nobody",
    command: &[SERVER, "serve"],
    environment: Some("hearth.env"),
    binds: &[],
    disk: 16,
};

/// A running deployment.
pub struct Cluster {
    /// The members of etcd.
    pub etcd: Vec<Machine>,
    /// The machines of Patroni and PostgreSQL.
    pub databases: Vec<Machine>,
    /// HAProxy.
    pub proxy: Machine,
    /// `PgBouncer`, where there is one.
    pub pooler: Option<Machine>,
    /// The servers.
    pub servers: Vec<Machine>,
    /// Asks machines how they are, with a time-out of a second.
    pub http: reqwest::Client,
    secrets: BTreeMap<&'static str, String>,
}

impl Cluster {
    /// Starts everything and waits until it is whole. The servers have these variables besides those of `deploy/`.
    pub async fn start(plan: &Plan, variables: &[(&str, &str)]) -> Fallible<Self> {
        let cluster = Self::make(plan, variables)?;
        say("Starting etcd");
        for machine in &cluster.etcd {
            machine.start()?;
        }
        for machine in &cluster.etcd {
            let url = format!("http://{}:{ETCD}/health", machine.address);
            machine.until("is not healthy", 60, || cluster.answers(&url)).await?;
        }
        say("Starting Patroni and PostgreSQL");
        for machine in &cluster.databases {
            machine.start()?;
        }
        cluster.until_whole(120).await?;
        cluster.make_database().await?;
        say("Starting HAProxy and the servers");
        for machine in [&cluster.proxy].into_iter().chain(&cluster.pooler) {
            machine.start()?;
        }
        for machine in &cluster.servers {
            cluster.start_server(machine).await?;
        }
        let url = format!("{}/health/ready", cluster.url());
        cluster.proxy.until("leads to no server", 60, || cluster.answers(&url)).await?;
        Ok(cluster)
    }

    fn make(plan: &Plan, variables: &[(&str, &str)]) -> Fallible<Self> {
        network::create()?;
        network::join_host();
        fs::create_dir_all(DISKS)?;
        fs::copy(Binaries::server(), SERVER)?;
        fs::set_permissions(SERVER, PermissionsExt::from_mode(0o755))?;
        let logs = plan.logs.clone().unwrap_or_else(|| Path::new(DISKS).join("logs"));
        fs::create_dir_all(&logs)?;
        let named = |name: &str, count: u8, first: u8| -> Vec<(String, Ipv4Addr)> {
            (0..count).map(|number| (format!("{name}{}", number + 1), network::address(first + number))).collect()
        };
        let (etcd, databases) = (named("etcd", 3, 11), named("db", 3, 21));
        let servers = named("server", plan.servers, 41);
        let (proxy, pooler) = (("proxy".to_owned(), network::address(31)), ("pooler".to_owned(), network::address(32)));
        let secrets = secrets()?;
        let listed = |format: fn(&(String, Ipv4Addr)) -> String| etcd.iter().map(format).collect::<Vec<_>>().join(",");
        let mut values = Values::default();
        values.single.extend(secrets.clone());
        values.single.extend([
            ("NETWORK", NETWORK.to_owned()),
            ("ETCD_PEERS", listed(|(name, address)| format!("{name}=http://{address}:2380"))),
            ("ETCD_CLIENTS", listed(|(_, address)| format!("{address}:{ETCD}"))),
            ("POSTGRES_BIN", newest_postgres()?.display().to_string()),
            ("WAL_KEPT", "64MB".to_owned()),
            ("PROXY_ADDRESS", proxy.1.to_string()),
            ("DATABASE_HOST", if plan.pgbouncer { format!("{}:6432", pooler.1) } else { format!("{}:5432", proxy.1) }),
        ]);
        values.lists.extend([("SERVER", servers.clone()), ("DATABASE", databases.clone())]);
        let make = |machine: &(String, Ipv4Addr), kind| Machine::make(machine, kind, values.clone(), &logs);
        let all = |machines: &[(String, Ipv4Addr)], kind| machines.iter().map(|machine| make(machine, kind)).collect();
        let servers: Fallible<Vec<Machine>> = all(&servers, &SERVER_MACHINE);
        Ok(Self {
            etcd: all(&etcd, &ETCD_MACHINE)?,
            databases: all(&databases, &DATABASE_MACHINE)?,
            proxy: make(&proxy, &PROXY_MACHINE)?,
            pooler: plan.pgbouncer.then(|| make(&pooler, &POOLER_MACHINE)).transpose()?,
            servers: servers?.into_iter().map(|server| server.with(variables)).collect(),
            http: reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(1)).build()?,
            secrets,
        })
    }

    /// Returns the address for people.
    pub fn url(&self) -> String {
        format!("http://{}:{HTTP}", self.proxy.address)
    }

    /// Returns the address of the primary, for checks past the servers.
    pub fn database_url(&self) -> String {
        format!("postgresql://hearth:{}@{}/hearth", self.secrets["DATABASE_PASSWORD"], self.proxy.address)
    }

    /// Starts a server and waits until it is ready; while no primary is there it ends, and is started again as systemd does.
    pub async fn start_server(&self, machine: &Machine) -> Fallible<()> {
        let url = format!("http://{}:{HTTP}/health/ready", machine.address);
        for attempt in 0.. {
            machine.start()?;
            match machine.until("is not ready", 20, || self.answers(&url)).await {
                Err(error) if attempt == 5 => return Err(error),
                Err(_) => machine.kill().await,
                Ok(()) => break,
            }
        }
        Ok(())
    }

    /// Returns whether a GET is answered by 200.
    pub async fn answers(&self, url: &str) -> bool {
        self.http.get(url).send().await.is_ok_and(|response| response.status().is_success())
    }

    /// Reads JSON; none where it does not come within a second.
    pub async fn json(&self, request: reqwest::RequestBuilder) -> Option<Value> {
        let bytes = request.send().await.ok()?.bytes().await.ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Waits until there is a primary, and both others follow it, one of them synchronously.
    pub async fn until_whole(&self, seconds: u64) -> Fallible<Status> {
        for _ in 0..seconds {
            let status = status::observe(self).await;
            if status.is_whole() {
                return Ok(status);
            }
            sleep(Duration::from_secs(1)).await;
        }
        let status = status::observe(self).await;
        let why: Vec<String> = status.problems();
        Err(format!("Not whole within {seconds} seconds: {}. --logs DIR keeps the logs.", why.join("; ")).into())
    }

    /// Returns the seconds after which Patroni replaces a primary that has not renewed its key (`ttl`), and those between two
    /// renewals (`loop_wait`).
    pub async fn patience(&self) -> Fallible<[Duration; 2]> {
        for machine in &self.databases {
            let url = format!("http://{}:{PATRONI}/config", machine.address);
            let config = self.json(self.http.get(url)).await.unwrap_or_default();
            if let (Some(ttl), Some(pause)) = (config["ttl"].as_u64(), config["loop_wait"].as_u64()) {
                return Ok([ttl, pause].map(Duration::from_secs));
            }
        }
        Err("No member of Patroni tells its settings.".into())
    }

    /// Has another member become the primary, as `patronictl switchover` does.
    pub async fn switch_over(&self, from: &Machine) -> Fallible<()> {
        let url = format!("http://{}:{PATRONI}/switchover", from.address);
        let request = self.http.post(url).basic_auth("patroni", Some(&self.secrets["RESTAPI_PASSWORD"]));
        let request = request.timeout(Duration::from_secs(40));
        let response = request.json(&serde_json::json!({ "leader": from.name })).send().await?;
        let (status, said) = (response.status(), response.text().await?);
        if status.is_success() { Ok(()) } else { Err(format!("Patroni refuses the switchover: {said}").into()) }
    }

    async fn make_database(&self) -> Fallible<()> {
        let primary = status::observe(self).await.primary.ok_or("there is no primary")?;
        let primary = self.database(&primary)?;
        let statements = format!(
            "CREATE ROLE hearth LOGIN PASSWORD '{}';\nCREATE DATABASE hearth OWNER hearth;\n",
            self.secrets["DATABASE_PASSWORD"]
        );
        // From standard input, because arguments are for all to see.
        let mut psql = Command::new("setpriv")
            .args([
                "--reuid=postgres",
                "--clear-groups",
                "--",
                "psql",
                "-X",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                "postgres",
                "-h",
            ])
            .arg(primary.path("run"))
            .current_dir("/")
            .stdin(Stdio::piped())
            .spawn()?;
        psql.stdin.take().ok_or("psql takes no input")?.write_all(statements.as_bytes())?;
        if psql.wait()?.success() { Ok(()) } else { Err("The database could not be made.".into()) }
    }

    /// Finds a database machine by its name.
    pub fn database(&self, name: &str) -> Fallible<&Machine> {
        self.databases.iter().find(|machine| machine.name == name).ok_or_else(|| format!("{name} is no machine").into())
    }
}

/// Makes the secrets of this cluster, which are gone with it.
fn secrets() -> Fallible<BTreeMap<&'static str, String>> {
    let names = [
        "SUPERUSER_PASSWORD",
        "REPLICATION_PASSWORD",
        "REWIND_PASSWORD",
        "RESTAPI_PASSWORD",
        "DATABASE_PASSWORD",
        "SECRET_KEY",
    ];
    let mut random = File::open("/dev/urandom")?;
    let mut secrets = BTreeMap::new();
    for name in names {
        let mut bytes = [0; 24];
        random.read_exact(&mut bytes)?;
        let digits = bytes.map(|byte| format!("{byte:02x}"));
        secrets.insert(name, digits.concat());
    }
    Ok(secrets)
}

/// Finds the distribution's newest PostgreSQL that has what Patroni needs.
fn newest_postgres() -> Fallible<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let usable = versions.map(|entry| entry.path()).filter(|dir| dir.join("bin/pg_rewind").is_file());
    let newest = usable.max_by_key(|dir| dir.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok()));
    newest
        .map(|dir| dir.join("bin"))
        .ok_or_else(|| "PostgreSQL is missing. Install it with: scripts/setup.sh cluster".into())
}

/// Tells whoever waits what is done.
fn say(what: &str) {
    eprintln!("{what}");
}
