//! Finds the programs under test, as `cargo build --workspace` left them beside the tests.

use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{Account, TestDir, account};

/// The programs under test.
pub struct Binaries;

impl Binaries {
    /// Finds the headless server.
    #[must_use]
    pub fn server() -> PathBuf {
        built("hearth-server")
    }

    /// Finds the desktop app: the one that `HEARTH_DESKTOP_PROGRAM` names, such as the release build, else the one beside the
    /// tests.
    #[must_use]
    pub fn desktop() -> PathBuf {
        let named = env::var_os("HEARTH_DESKTOP_PROGRAM").filter(|program| !program.is_empty());
        named.map_or_else(
            || built("hearth"),
            |program| fs::canonicalize(program).expect("HEARTH_DESKTOP_PROGRAM is there"),
        )
    }

    /// Returns the directory of this checkout's tools.
    #[must_use]
    pub fn tools() -> PathBuf {
        profile_dir().parent().unwrap().join("tools/bin")
    }

    /// Finds the bare window that the app is measured against.
    #[must_use]
    pub fn bare_window() -> PathBuf {
        built("hearth-bare-window")
    }

    /// Finds the bundled PostgreSQL: the one that `HEARTH_POSTGRES_DIR` names, else the one that was staged in `target/`,
    /// else none: then the programs use the distribution's.
    #[must_use]
    pub fn postgres() -> Option<PathBuf> {
        let named = env::var_os("HEARTH_POSTGRES_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from);
        named.or_else(|| {
            let staged = profile_dir().parent()?.join("postgres-bundle");
            staged.is_dir().then_some(staged)
        })
    }

    /// Returns the directory of screenshots of failed tests.
    #[must_use]
    pub(crate) fn failures() -> PathBuf {
        profile_dir().parent().unwrap().join("test-failures")
    }
}

/// Finds the server and the PostgreSQL that an account can run: the built ones, or copies where those lie in somebody's
/// private directory.
#[must_use]
pub fn for_account(
    account: Option<Account>,
    test_dir: impl FnOnce() -> TestDir,
) -> (PathBuf, Option<PathBuf>, Option<TestDir>) {
    let (server, postgres) = (Binaries::server(), Binaries::postgres());
    let Some(account) = account else { return (server, postgres, None) };
    let postgres_runs = postgres.as_ref().is_none_or(|dir| runs(&dir.join("bin/postgres"), account));
    if runs(&server, account) && postgres_runs {
        return (server, postgres, None);
    }
    let test_dir = test_dir();
    let copy = test_dir.join("hearth-server");
    fs::copy(server, &copy).unwrap();
    fs::set_permissions(&copy, PermissionsExt::from_mode(0o755)).unwrap();
    let postgres = postgres.map(|dir| {
        let copy = test_dir.join("postgres");
        let copied = Command::new("cp").args(["-RL", "--"]).args([&dir, &copy]).status().unwrap();
        assert!(copied.success(), "PostgreSQL could not be copied to {}", copy.display());
        copy
    });
    (copy, postgres, Some(test_dir))
}

fn runs(program: &Path, account: Account) -> bool {
    let mut command = account::command(program, Some(account));
    command.arg("--version").current_dir("/").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn built(name: &str) -> PathBuf {
    let program = profile_dir().join(name);
    assert!(program.is_file(), "{} is missing: run `cargo build --workspace` first", program.display());
    program
}

/// `target/debug`: where programs are, and above the `deps/` that tests run from.
fn profile_dir() -> PathBuf {
    let exe = env::current_exe().unwrap();
    let dir = exe.parent().unwrap();
    if dir.ends_with("deps") { dir.parent().unwrap().to_owned() } else { dir.to_owned() }
}
