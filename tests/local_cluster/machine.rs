//! A machine: an address, a disk, and one program that runs on it as its unit of systemd says.

use std::{
    fs::{self, File},
    io::{self, Write},
    net::Ipv4Addr,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Mutex,
    time::Duration,
};

use hearth_tests::{POLL_INTERVAL, system::processes::kill};
use rustix::process::Signal;
use tokio::time::sleep;

use crate::{
    Fallible,
    network::{self, Cut, run},
    template::Values,
};

/// Where the disks of all machines are.
pub const DISKS: &str = "/run/cluster";

/// The most open files of a program, as the units in `deploy/` allow them. Where that is not permitted, as in a container, this
/// process's own limit holds.
const OPEN_FILES: u32 = 65536;

/// The file that takes all that is left of a disk.
const FILLING: &str = "filling";

/// What runs on a kind of machines.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The directory in `deploy/`.
    pub name: &'static str,
    /// The account that runs the program.
    pub account: &'static str,
    /// The program and its arguments.
    pub command: &'static [&'static str],
    /// The file with its environment, below `etc`.
    pub environment: Option<&'static str>,
    /// What of the disk it sees in which place; it belongs to the account.
    pub binds: &'static [(&'static str, &'static str)],
    /// The size of the disk, in MiB.
    pub disk: u32,
}

/// A machine of the cluster.
pub struct Machine {
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: Ipv4Addr,
    kind: &'static Kind,
    environment: Vec<(String, String)>,
    log: PathBuf,
    program: Mutex<Option<Child>>,
}

impl Machine {
    /// Makes a machine, with its files from `deploy/`, and starts nothing.
    pub fn make(
        (name, address): &(String, Ipv4Addr),
        kind: &'static Kind,
        mut values: Values,
        logs: &Path,
    ) -> Fallible<Self> {
        network::join(name, *address)?;
        let disk = Path::new(DISKS).join(name);
        let at = disk.display().to_string();
        fs::create_dir_all(&disk)?;
        run("mount", &["-t", "tmpfs", "-o", &format!("mode=0755,size={}m", kind.disk), "hearth-cluster", &at])?;
        values.single.extend([("NAME", name.clone()), ("ADDRESS", address.to_string())]);
        let deploy = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("deploy").join(kind.name);
        values.copy(&deploy, &disk)?;
        for (from, to) in kind.binds {
            fs::create_dir_all(disk.join(from))?;
            fs::create_dir_all(to)?;
            run("chown", &["-R", &format!("{}:", kind.account), &format!("{at}/{from}")])?;
        }
        let environment = match kind.environment {
            Some(file) => variables(&fs::read_to_string(disk.join("etc").join(file))?),
            None => Vec::new(),
        };
        let log = logs.join(format!("{name}.log"));
        Ok(Self { name: name.clone(), address: *address, kind, environment, log, program: Mutex::default() })
    }

    /// Adds variables to the environment of its program.
    #[must_use]
    pub fn with(mut self, variables: &[(&str, &str)]) -> Self {
        self.environment.extend(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self
    }

    /// Returns a path on its disk.
    pub fn path(&self, name: &str) -> PathBuf {
        Path::new(DISKS).join(&self.name).join(name)
    }

    /// Starts its program.
    pub fn start(&self) -> Fallible<()> {
        let bind = |(from, to): &(&str, &str)| format!("mount --bind {} {to} && ", self.path(from).display());
        let mounts = self.kind.binds.iter().map(bind).collect::<Vec<_>>().concat();
        let account = self.kind.account;
        let start = format!(
            "{mounts}{{ ulimit -n {OPEN_FILES} 2>&-; exec setpriv --reuid={account} --regid=$(id -g {account}) --init-groups -- \"$@\"; }}"
        );
        let log = File::options().create(true).append(true).open(&self.log)?;
        let mut command = Command::new("nsenter");
        command
            .arg(format!("--net=/run/netns/{}", self.name))
            .args(["unshare", "--mount", "bash", "-c", &start, "bash"])
            .args(self.kind.command)
            .env_clear()
            .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .env("LANG", "C.UTF-8")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            // Ctrl+C is for this program alone.
            .process_group(0);
        *self.program.lock().unwrap() = Some(command.spawn()?);
        Ok(())
    }

    /// Lists the numbers of its processes.
    fn processes(&self) -> Vec<u32> {
        let output = Command::new("ip").args(["netns", "pids", &self.name]).output();
        let listed = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        listed.lines().filter_map(|line| line.trim().parse().ok()).collect()
    }

    fn signal(&self, signal: Signal) {
        for pid in self.processes() {
            kill(pid, signal);
        }
    }

    /// Ends all of its processes at once, by SIGKILL. The kernel closes their connections.
    pub async fn kill(&self) {
        while !self.processes().is_empty() {
            self.signal(Signal::KILL);
            // Collects the one that this process started; the others are collected by the first process.
            if let Some(program) = &mut *self.program.lock().unwrap() {
                let _ = program.try_wait();
            }
            sleep(POLL_INTERVAL).await;
        }
    }

    /// Has it lose power: its processes end, and nobody is told that its connections are closed.
    pub async fn lose_power(&self) -> Fallible<()> {
        network::cut(&self.name, Cut::Both)?;
        self.kill().await;
        Ok(())
    }

    /// Has it come back after [`lose_power`](Self::lose_power), with what is on its disk.
    pub fn boot(&self) -> Fallible<()> {
        network::mend(&self.name);
        self.start()
    }

    /// Stops all of its processes for a while.
    pub fn pause(&self) {
        self.signal(Signal::STOP);
    }

    /// Lets them go on.
    pub fn wake(&self) {
        self.signal(Signal::CONT);
    }

    /// Cuts its network.
    pub fn cut(&self, what: Cut) -> Fallible<()> {
        network::cut(&self.name, what)
    }

    /// Takes [`cut`](Self::cut) back.
    pub fn mend(&self) {
        network::mend(&self.name);
    }

    /// Fills its disk.
    pub fn fill_disk(&self) -> Fallible<()> {
        let mut file = File::options().create(true).append(true).open(self.path(FILLING))?;
        for size in [1 << 20, 1 << 12, 1] {
            let zeros = vec![0; size];
            let full = loop {
                if let Err(error) = file.write_all(&zeros) {
                    break error;
                }
            };
            if full.kind() != io::ErrorKind::StorageFull {
                return Err(full.into());
            }
        }
        Ok(())
    }

    /// Takes [`fill_disk`](Self::fill_disk) back.
    pub fn make_room(&self) -> Fallible<()> {
        Ok(fs::remove_file(self.path(FILLING))?)
    }

    /// Returns whether its program has ended by itself.
    fn has_ended(&self) -> bool {
        let mut program = self.program.lock().unwrap();
        program.as_mut().is_some_and(|program| matches!(program.try_wait(), Ok(Some(_))))
    }

    /// Waits until something holds, for `seconds` at most and while its program runs; fails with the end of its log.
    pub async fn until<F: Future<Output = bool>>(
        &self,
        what: &str,
        seconds: u64,
        holds: impl Fn() -> F,
    ) -> Fallible<()> {
        for _ in 0..seconds * 5 {
            if holds().await {
                return Ok(());
            }
            if self.has_ended() {
                break;
            }
            sleep(Duration::from_millis(200)).await;
        }
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let end = lines[lines.len().saturating_sub(20)..].join("\n");
        Err(format!("{} {what}, {seconds} seconds after its start or where it ended. Its log:\n{end}", self.name)
            .into())
    }
}

/// Reads the variables of a file as systemd does: a line each, without quotes here.
fn variables(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    lines.filter_map(|line| line.split_once('=')).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
