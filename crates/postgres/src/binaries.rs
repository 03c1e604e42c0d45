//! Finds PostgreSQL's programs: bundled with the app, named by the owner, or the distribution's.

use std::{
    cmp::Reverse,
    env,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    account::Account,
    command::{ParentDeath, command},
    error::Error,
    handover,
    version::Version,
};

/// The oldest major version whose behaviour we rely on.
const OLDEST: u32 = 14;

/// The directories in which distributions install PostgreSQL; `*` is any one name, such as a version.
const DISTRIBUTION: [&str; 6] = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/usr/local/pgsql/bin",
];

/// The search path for binaries, in this order: the configured ones, the bundled ones, then the distribution's,
/// the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// The directory that the owner named: an installation, or its `bin`. It must work.
    pub configured: Option<PathBuf>,
    /// The directories in which the app's own may be; those that do not exist are passed over.
    pub bundled: Vec<PathBuf>,
}

impl Search {
    /// Reads `HEARTH_POSTGRES_DIR`, and adds the directories beside this program.
    #[must_use]
    pub fn from_env() -> Self {
        let configured = env::var_os("HEARTH_POSTGRES_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from);
        let beside = env::current_exe().ok().and_then(|exe| Some(exe.parent()?.to_owned()));
        let bundled = beside.map(|dir| vec![dir.join("postgres"), dir.join("../lib/hearth/postgres")]);
        Self { configured, bundled: bundled.unwrap_or_default() }
    }

    /// Adds a directory of bundled binaries.
    #[must_use]
    pub fn bundled(mut self, dir: impl Into<PathBuf>) -> Self {
        self.bundled.push(dir.into());
        self
    }

    /// Lists the directories in which programs of PostgreSQL may be, in the order in which they are tried.
    pub(crate) fn dirs(&self) -> Vec<PathBuf> {
        let named = self.configured.iter().chain(&self.bundled).flat_map(|dir| [dir.join("bin"), dir.clone()]);
        named.chain(distribution_dirs()).collect()
    }

    /// Finds the binaries for a new cluster.
    pub(crate) async fn newest(&self, probe: &Probe<'_>) -> Result<Binaries, Error> {
        if let Some(dir) = &self.configured {
            return probe.try_dir(dir).await.map_err(|reason| Error::BadBinaries { dir: dir.clone(), reason });
        }
        for dir in &self.bundled {
            match probe.try_dir(dir).await {
                Ok(binaries) => return Ok(binaries),
                Err(reason) => tracing::debug!(dir = %dir.display(), reason, "no bundled PostgreSQL here"),
            }
        }
        probe.distribution().await.into_iter().next().ok_or(Error::NoBinaries)
    }

    /// Finds the binaries for the cluster in `data`, which `major` made.
    pub(crate) async fn of_major(&self, major: u32, data: &Path, probe: &Probe<'_>) -> Result<Binaries, Error> {
        let mut found = Vec::new();
        if let Some(dir) = &self.configured {
            let configured = probe.try_dir(dir).await;
            found.push(configured.map_err(|reason| Error::BadBinaries { dir: dir.clone(), reason })?);
        }
        for dir in &self.bundled {
            found.extend(probe.try_dir(dir).await.ok());
        }
        if let Some(at) = found.iter().position(|binaries| binaries.version.major == major) {
            return Ok(found.swap_remove(at));
        }
        found.extend(probe.distribution().await);
        if let Some(at) = found.iter().position(|binaries| binaries.version.major == major) {
            return Ok(found.swap_remove(at));
        }
        if found.is_empty() {
            return Err(Error::NoBinaries);
        }
        let mut found: Vec<_> = found.into_iter().map(|binaries| binaries.version).collect();
        found.sort_unstable_by_key(|version| Reverse(*version));
        found.dedup_by_key(|version| version.major);
        Err(Error::VersionMismatch { data: data.to_owned(), cluster: major, found })
    }
}

/// An installation that works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    /// The directory of `postgres` and `initdb`.
    pub dir: PathBuf,
    /// Their version.
    pub version: Version,
}

impl Binaries {
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        program(&self.dir, name)
    }
}

/// Tries binaries out as the account that is to run them.
pub(crate) struct Probe<'a> {
    pub(crate) account: Option<&'a Account>,
    /// The directory in which root puts copies of binaries that the account cannot reach.
    pub(crate) handover: &'a Path,
}

impl Probe<'_> {
    /// Finds the binaries in `dir` or `dir/bin`; the error says why they cannot be used.
    async fn try_dir(&self, dir: &Path) -> Result<Binaries, String> {
        let bin = [dir.join("bin"), dir.to_owned()]
            .into_iter()
            .find(|bin| program(bin, "postgres").is_file())
            .ok_or_else(|| "it has no program `postgres`".to_owned())?;
        if !program(&bin, "initdb").is_file() {
            return Err("it has no program `initdb`".to_owned());
        }
        let bin = fs::canonicalize(&bin).map_err(|error| error.to_string())?;
        let (bin, version) = match (self.version(&bin).await, self.account) {
            (Ok(version), _) => (bin, version),
            (Err(_), Some(_)) => {
                let copy = handover::copy_of_binaries(&bin, self.handover).map_err(|error| error.to_string())?;
                let version = self.version(&copy).await?;
                (copy, version)
            }
            (Err(reason), None) => return Err(reason),
        };
        if version.major < OLDEST {
            return Err(format!("it is PostgreSQL {version}, and Hearth needs {OLDEST} or newer"));
        }
        Ok(Binaries { dir: bin, version })
    }

    async fn version(&self, bin: &Path) -> Result<Version, String> {
        let output = command(&program(bin, "postgres"), Path::new("/"), self.account, ParentDeath::Kill)
            .arg("--version")
            .output()
            .await
            .map_err(|error| format!("its program `postgres` does not start ({error})"))?;
        let said = String::from_utf8_lossy(if output.status.success() { &output.stdout } else { &output.stderr });
        Version::parse(&said).ok_or_else(|| format!("its program `postgres` does not work ({})", said.trim()))
    }

    /// Lists the distribution's installations, the newest first.
    async fn distribution(&self) -> Vec<Binaries> {
        let dirs = distribution_dirs();
        let mut found: Vec<Binaries> = Vec::new();
        for dir in dirs.iter().filter(|dir| program(dir, "postgres").is_file()) {
            match self.try_dir(dir).await {
                Ok(binaries) => found.push(binaries),
                Err(reason) => tracing::debug!(dir = %dir.display(), reason, "passed over"),
            }
        }
        found.sort_by_key(|binaries| Reverse(binaries.version));
        found
    }
}

/// Lists the directories in which distributions have PostgreSQL's programs.
fn distribution_dirs() -> Vec<PathBuf> {
    let mut dirs: Vec<PathBuf> = DISTRIBUTION.iter().flat_map(|pattern| matching(Path::new(pattern))).collect();
    dirs.extend(env::var_os("PATH").iter().flat_map(env::split_paths));
    dirs
}

pub(crate) fn program(dir: &Path, name: &str) -> PathBuf {
    dir.join(name).with_extension(env::consts::EXE_EXTENSION)
}

/// Lists the directories that match `pattern`, in which one component may hold a `*`.
fn matching(pattern: &Path) -> Vec<PathBuf> {
    let mut found = vec![PathBuf::new()];
    for component in pattern.components() {
        let component = component.as_os_str();
        found = match component.to_str().and_then(|text| text.split_once('*')) {
            None => found.into_iter().map(|dir| dir.join(component)).collect(),
            Some((before, after)) => {
                let fits = |name: &OsStr| {
                    name.to_str().is_some_and(|name| {
                        name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
                    })
                };
                let entries = found.into_iter().filter_map(|dir| fs::read_dir(dir).ok()).flatten().flatten();
                entries.filter(|entry| fits(&entry.file_name())).map(|entry| entry.path()).collect()
            }
        };
    }
    found.retain(|dir| dir.is_dir());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_part_of_one_name() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["pgsql-15/bin", "pgsql-16/bin", "pgsql-17", "other/bin"] {
            fs::create_dir_all(dir.path().join(name)).unwrap();
        }
        let mut found = matching(&dir.path().join("pgsql-*/bin"));
        found.sort();
        assert_eq!(found, [dir.path().join("pgsql-15/bin"), dir.path().join("pgsql-16/bin")]);
    }
}
