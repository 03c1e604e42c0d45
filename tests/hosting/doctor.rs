//! Tests that `doctor` names what is wrong, on real broken set-ups, and is content with good ones.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    time::{Duration, Instant},
};

use hearth_tests::{
    Account, Binaries, CliCommand, CliOutput, Database, PgBouncer, Server, SmallDisk, TestDir, is_root, server_on, skip,
};

use crate::SECRET;

/// Bounds how long it may take.
const WITHIN: Duration = Duration::from_secs(30);

/// `doctor` on a data directory, listening on a free port unless the test says otherwise.
fn on(test_dir: &TestDir) -> CliCommand {
    let doctor = CliCommand::new(["doctor", "--data-dir"]).arg(test_dir.data_dir());
    doctor.env("HEARTH_LISTEN", "127.0.0.1:0").env("HOME", test_dir.path())
}

/// `doctor` on a database of the owner's.
fn on_database(url: &str) -> CliCommand {
    let doctor = CliCommand::new(["doctor"]).env("DATABASE_URL", url).env("HEARTH_LISTEN", "127.0.0.1:0");
    doctor.env("SECRET_KEY", SECRET)
}

/// Runs it, within its time.
fn run(doctor: CliCommand) -> CliOutput {
    let begin = Instant::now();
    let output = doctor.run();
    assert!(begin.elapsed() < WITHIN, "it took {:?}: {output:?}", begin.elapsed());
    assert!(!output.stderr.contains("panicked"), "{output:?}");
    output
}

/// Fails unless there is this one problem, and a way on.
#[track_caller]
fn expect_problem(output: &CliOutput, subject: &str, sentence: &str) {
    assert_eq!(output.code, Some(1), "{output:?}");
    let problems: Vec<&str> = output.stdout.lines().filter(|line| line.starts_with("PROBLEM")).collect();
    assert_eq!(problems.len(), 1, "{}", output.stdout);
    assert!(problems[0].starts_with(&format!("PROBLEM  {subject}: ")), "{subject} is not in {problems:?}");
    assert!(output.stdout.contains(sentence), "{sentence:?} is not in {}", output.stdout);
}

/// Fails unless there is no problem, and this warning.
#[track_caller]
fn expect_warning(output: &CliOutput, subject: &str, sentence: &str) {
    assert_eq!(output.code, Some(0), "{output:?}");
    let warned = |line: &str| line.starts_with(&format!("warning  {subject}: ")) && line.contains(sentence);
    assert!(output.stdout.lines().any(warned), "{sentence:?} is no warning in {}", output.stdout);
}

#[track_caller]
fn expect_ok(output: &CliOutput, subject: &str, sentence: &str) {
    let well = |line: &str| line.starts_with(&format!("ok       {subject}: ")) && line.contains(sentence);
    assert!(output.stdout.lines().any(well), "{sentence:?} is not in {}", output.stdout);
}

/// Makes a data directory with a database that has stopped.
async fn stopped(test_dir: &TestDir) {
    assert!(Server::start(test_dir.data_dir()).await.stop().await.status.success());
}

#[tokio::test]
async fn it_is_content_with_what_is_well_and_changes_nothing() {
    let test_dir = TestDir::new();
    let output = run(on(&test_dir));
    assert_eq!(output.code, Some(0), "{output:?}");
    assert!(!test_dir.data_dir().exists());

    let server = Server::start(test_dir.data_dir()).await;
    let output = run(on(&test_dir));
    assert!(output.code == Some(0) && output.stdout.contains("0 problems"), "{}", output.stdout);
    expect_ok(&output, "lock", &format!("Process {} (hearth-server) holds", server.pid()));
    expect_ok(&output, "tables", "those of this version");
    expect_ok(&output, "clock", "agrees");
    assert!(server.stop().await.status.success());

    let files = || {
        let mut files: Vec<_> =
            fs::read_dir(test_dir.data_dir().join("postgres")).unwrap().flatten().map(|file| file.path()).collect();
        files.sort();
        (files, fs::read(test_dir.data_dir().join("secret.key")).unwrap())
    };
    let before = files();
    let output = run(on(&test_dir));
    assert_eq!((output.code, files()), (Some(0), before), "{}", output.stdout);
    expect_ok(&output, "database", "It does not run");
}

#[tokio::test]
async fn a_disk_that_is_full_is_named() {
    let Some(disk) = SmallDisk::mount(200, Account::owner_of(std::path::Path::new("/"))) else { return };
    let doctor = || {
        let doctor = CliCommand::new(["doctor", "--data-dir"]).arg(disk.path().join("data"));
        run(doctor.env("HEARTH_LISTEN", "127.0.0.1:0"))
    };
    expect_warning(&doctor(), "disk", "MiB are free");
    disk.fill(1);
    expect_problem(&doctor(), "disk", "Make room: PostgreSQL takes no changes");
    disk.make_room();
    disk.make_read_only();
    let output = doctor();
    assert!(output.stdout.contains("is mounted read-only") && output.code == Some(1), "{}", output.stdout);
}

#[test]
fn a_directory_of_another_user_is_named() {
    if !is_root() {
        return skip("only root can run as another user");
    }
    let test_dir = TestDir::new();
    let dir = test_dir.make_dir("data", 0o700, Account { uid: 4711, gid: 4711 });
    let doctor = CliCommand::as_account(["doctor", "--data-dir"], Account::NOBODY).arg(&dir);
    let output = run(doctor.env("HEARTH_LISTEN", "127.0.0.1:0"));
    let first = output.stdout.lines().find(|line| line.starts_with("PROBLEM")).unwrap_or_default();
    assert!(output.code == Some(1) && first.contains("belongs to another user, number 4711"), "{}", output.stdout);
    assert!(output.stdout.contains(&format!("chown -R 65534 {}", dir.display())), "{}", output.stdout);
}

#[tokio::test]
async fn modes_that_let_others_in_are_named() {
    let test_dir = TestDir::new();
    stopped(&test_dir).await;
    let (dir, key) = (test_dir.data_dir(), test_dir.data_dir().join("secret.key"));
    let set = |path: &std::path::Path, mode| fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    set(&dir, 0o755);
    expect_warning(&run(on(&test_dir)), "data directory", "Other users may look into");
    set(&dir, 0o777);
    expect_problem(&run(on(&test_dir)), "data directory", &format!("Run `chmod 700 {}`", dir.display()));
    set(&dir, 0o700);
    set(&key, 0o644);
    expect_problem(&run(on(&test_dir)), "key", &format!("chmod 600 {}", key.display()));
    set(&key, 0o600);
    fs::write(&key, [0; 64]).unwrap();
    expect_problem(&run(on(&test_dir)), "key", "is damaged, and anybody could guess it");
    fs::write(&key, "short-but-not-damaged").unwrap();
    expect_warning(&run(on(&test_dir)), "key", "it can be guessed");
    fs::remove_file(&key).unwrap();
    expect_warning(&run(on(&test_dir)), "key", "all sessions have ended");
    assert!(!key.exists(), "it made a key");
}

#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let test_dir = TestDir::new();
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    let output = run(on(&test_dir).env("HEARTH_LISTEN", &address));
    expect_problem(&output, "address", &format!("Another program listens on {address}"));
    let output = run(on(&test_dir).arg("--listen=192.0.2.1:8000"));
    expect_problem(&output, "address", "This computer has no address 192.0.2.1");

    let server = Server::start(test_dir.data_dir()).await;
    let output = run(on(&test_dir).env("HEARTH_LISTEN", server.address().trim_start_matches("http://")));
    expect_ok(&output, "address", "A Hearth answers");
    assert_eq!(output.code, Some(0), "{}", output.stdout);
}

#[test]
fn a_public_address_without_a_proxy_is_warned_of() {
    let test_dir = TestDir::new();
    let public = |proxies| run(on(&test_dir).env("HEARTH_LISTEN", "0.0.0.0:0").env("HEARTH_TRUSTED_PROXIES", proxies));
    expect_warning(&public(""), "proxies", "trusts no proxy");
    expect_ok(&public("10.0.0.1"), "proxies", "Trusted are 10.0.0.1.");
}

#[test]
fn few_open_files_are_named() {
    let test_dir = TestDir::new();
    let limited = |limit: &str| {
        let program = Binaries::server();
        let mut command = std::process::Command::new("prlimit");
        command.arg(format!("--nofile={limit}")).arg(program).args(["doctor", "--data-dir"]).arg(test_dir.data_dir());
        command.env("HEARTH_LISTEN", "127.0.0.1:0");
        let output = command.envs(Binaries::postgres().map(|dir| ("HEARTH_POSTGRES_DIR", dir))).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        CliOutput { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    };
    expect_warning(&limited("1024:1024"), "open files", "room for about 960 of 8192 connections");
    expect_problem(&limited("100:100"), "open files", "Raise it to 8256 or more: LimitNOFILE");
}

#[tokio::test]
async fn what_a_crash_left_behind_is_told_from_what_runs() {
    let test_dir = TestDir::new();
    stopped(&test_dir).await;
    let pid_file = test_dir.data_dir().join("postgres/data/postmaster.pid");
    // A number that no process has.
    let gone = "4194303\n/nowhere\n1700000000\n5432\n/nowhere\n\n  5432001  12\nready   \n";
    fs::write(&pid_file, gone).unwrap();
    let output = run(on(&test_dir));
    expect_warning(&output, "PostgreSQL", "its file names process 4194303, which is gone");
    expect_ok(&output, "lock", "No process holds");
    assert!(pid_file.exists(), "it repaired something");
    fs::write(&pid_file, "").unwrap();
    expect_warning(&run(on(&test_dir)), "PostgreSQL", "postmaster.pid is damaged");
    // The next start does what it says.
    stopped(&test_dir).await;
    expect_ok(&run(on(&test_dir)), "PostgreSQL", "It does not run.");
}

#[tokio::test]
async fn missing_programs_and_another_major_version_are_named() {
    let test_dir = TestDir::new();
    let output = run(on(&test_dir).env("HEARTH_POSTGRES_DIR", test_dir.path()));
    expect_problem(&output, "programs", "it has no program `postgres`");
    stopped(&test_dir).await;
    let version = test_dir.data_dir().join("postgres/data/PG_VERSION");
    fs::write(&version, "99\n").unwrap();
    expect_problem(&run(on(&test_dir)), "programs", "was made by PostgreSQL 99");
}

#[tokio::test]
async fn a_database_that_is_away_is_named() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let refused = run(on_database(&format!("postgresql://ada:hunter2@{free}/social")));
    expect_problem(&refused, "database", "nobody listens at its address");
    assert!(!refused.stdout.contains("hunter2"));
    // One that takes connections, and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let output = run(on_database(&format!("postgresql://ada@{}/social", silent.local_addr().unwrap())));
    expect_problem(&output, "database", "does not answer");

    let database = Database::start().await;
    let wrong = format!("postgresql://ada:wrong@127.0.0.1:{}/social", database.port());
    expect_problem(&run(on_database(&wrong)), "database", "Check its user and password");
    let output = run(on_database(&database.url()).env("SECRET_KEY", ""));
    expect_problem(&output, "key", "SECRET_KEY is not set");
}

#[tokio::test]
async fn tables_of_other_versions_and_programs_are_named() {
    let (database, home) = (Database::start().await, TestDir::new());
    expect_warning(&run(on_database(&database.url())), "tables", "older than this version, or not there yet");
    let _server = server_on(&home, &database.url()).start().await;
    let output = run(on_database(&database.url()));
    expect_ok(&output, "tables", "those of this version");
    assert_eq!(output.code, Some(0), "{}", output.stdout);
    database
        .execute(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'of tomorrow', TRUE, '', 0)",
        )
        .await;
    expect_problem(&run(on_database(&database.url())), "tables", "Install that version, or a newer one");

    database.execute("CREATE DATABASE other").await;
    let other = database.url_of("other", Database::USER);
    let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(&other).await.unwrap();
    sqlx::raw_sql("CREATE TABLE users (id TEXT)").execute(&mut connection).await.unwrap();
    expect_problem(&run(on_database(&other)), "tables", "tables of another program");
}

#[tokio::test]
async fn replicas_and_read_only_databases_are_named() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    assert!(server.stop().await.status.success());
    let standby = database.standby().await;
    expect_problem(&run(on_database(&standby.url())), "changes", "a read-only replica");
    database.execute("ALTER DATABASE social SET default_transaction_read_only = on").await;
    expect_problem(&run(on_database(&database.url())), "changes", "default_transaction_read_only is on");
}

#[tokio::test]
async fn transaction_pooling_is_named() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    assert!(server.stop().await.status.success());
    let pooler = PgBouncer::start(&database, "transaction", 5).await;
    expect_warning(&run(on_database(&pooler.url())), "pooler", "gives each transaction another connection");
    let pooler = PgBouncer::start(&database, "session", 5).await;
    let output = run(on_database(&pooler.url()));
    expect_ok(&output, "pooler", "Each connection is one of its own");
    assert_eq!(output.code, Some(0), "{}", output.stdout);
    let pooler = PgBouncer::start(&database, "session", 1).await;
    expect_warning(&run(on_database(&pooler.url())), "pooler", "A second connection was not to be had");
}

#[tokio::test]
async fn encodings_and_missing_extensions_are_named() {
    let database = Database::start().await;
    for (name, encoding) in [("ascii", "SQL_ASCII"), ("latin", "LATIN1")] {
        let create =
            format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C'");
        database.execute(&create).await;
    }
    expect_problem(&run(on_database(&database.url_of("ascii", Database::USER))), "encoding", "--encoding=UTF8");
    let output = run(on_database(&database.url_of("latin", Database::USER)));
    expect_warning(&output, "encoding", "LATIN1");
    expect_warning(&output, "pg_trgm", "searching many posts is slow");
}

#[test]
fn settings_that_cannot_be_used_are_named() {
    let test_dir = TestDir::new();
    expect_problem(&run(on(&test_dir).env("HEARTH_PAGE_MAX", "0")), "settings", "HEARTH_PAGE_MAX cannot be \"0\"");
    expect_problem(
        &run(on(&test_dir).env("HEARTH_LISTEN", "nowhere")),
        "address",
        "HEARTH_LISTEN cannot be \"nowhere\"",
    );
    let output =
        run(CliCommand::new(["doctor"]).env("DATABASE_URL", "mysql://a:hunter2@b").env("HEARTH_LISTEN", "127.0.0.1:0"));
    expect_problem(&output, "settings", "does not begin with postgresql://");
    assert!(!output.stdout.contains("hunter2"));
    expect_warning(&run(on(&test_dir).env("SECRET_KEY", "short")), "settings", "shorter than 32 bytes");
}

#[tokio::test]
async fn a_clock_that_differs_is_named() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    assert!(server.stop().await.status.success());
    // A database in which it is an hour later: its own function is found before PostgreSQL's.
    database
        .execute(
            "CREATE SCHEMA skewed;
             CREATE FUNCTION skewed.clock_timestamp() RETURNS TIMESTAMPTZ LANGUAGE sql
             RETURN pg_catalog.clock_timestamp() + INTERVAL '1 hour';
             ALTER DATABASE social SET search_path = skewed, pg_catalog, public",
        )
        .await;
    let output = run(on_database(&database.url()));
    expect_problem(&output, "clock", "s ahead of this computer's");
}
