//! Measures the limit of a row with pgbench, which runs the server's own statement on the same database and does
//! nothing else.

use std::{fs, process::Stdio};

use hearth_bench::SeededServer;
use tokio::process::Command;

use crate::{find, statement::Statement};

/// The option for as many clients at once.
const CLIENTS: &str = "-c8";

/// The directories in which distributions put it.
const PLACES: [&str; 1] = ["/usr/lib/postgresql/*/bin"];

/// Measures how often a statement runs in a second, on connections that are set up as the server's. `vary` puts
/// expressions in the place of parameters: `:me` is any user, and `:post` any post.
pub(crate) async fn run(server: &SeededServer, statement: &Statement, vary: &[(usize, &str)], seconds: u64) -> f64 {
    let program = find("pgbench", &PLACES).unwrap_or_else(|| {
        panic!("pgbench is missing: run `scripts/setup.sh bench`, or install PostgreSQL's client programs")
    });
    let script = tempfile::NamedTempFile::new().unwrap();
    fs::write(script.path(), statement.script(vary)).unwrap();
    let mut command = Command::new(program);
    command
        .args(["-n", "-M", "prepared", CLIENTS, "-T", &seconds.to_string(), "-U", "hearth", "-h"])
        .arg(server.socket());
    command.args(["-D", &format!("users={}", server.seed.users), "-D", &format!("posts={}", server.seed.posts)]);
    for (number, value) in statement.parameters.iter().enumerate() {
        // It takes no empty value: the script has that one.
        if let Some(value) = value.as_ref().filter(|value| !value.is_empty()) {
            command.arg("-D").arg(format!("p{}={value}", number + 1));
        }
    }
    command.arg("-f").arg(script.path()).arg("hearth").env("PGOPTIONS", &statement.settings).stdin(Stdio::null());
    let output = command.kill_on_drop(true).output().await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    rate.unwrap_or_else(|| panic!("pgbench: {said}{}", String::from_utf8_lossy(&output.stderr)))
}
