//! Tests clusters that were copied or restored, and systems that refuse: what can be put right is, and the rest is named
//! with the file and what to do.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::Command,
};

use common::{Owner, execute, is_root, place, start, value};
use hearth_postgres::{Error, Limit};
use tempfile::TempDir;

/// A change that damages a data directory.
type Damage = Box<dyn Fn(&Path)>;

/// Makes a cluster that holds a word and does not run.
async fn cluster() -> (TempDir, PathBuf) {
    let place = place();
    let dir = place.path().join("cluster");
    let cluster = start(&dir).await.unwrap();
    execute(&cluster, "CREATE TABLE kept AS SELECT 'kept' AS word").await;
    cluster.stop().await.unwrap();
    (place, dir)
}

/// Checks that the cluster starts, twice, and the word is there.
async fn opens(dir: &Path) {
    for _ in 0..2 {
        let cluster = start(dir).await.unwrap_or_else(|error| panic!("{error}: {:?}", error.log_tail()));
        assert_eq!(value(&cluster, "SELECT word FROM kept").await, "kept");
        cluster.stop().await.unwrap();
    }
}

fn shell(command: &str, dir: &Path) {
    assert!(Command::new("sh").args(["-c", command]).current_dir(dir).status().unwrap().success(), "{command}");
}

#[tokio::test]
async fn lost_modes_are_given_back() {
    let (_place, dir) = cluster().await;
    for change in ["chmod 755 data", "chmod -R 777 .", "chmod -R a-w data", "chmod -R 644 data && chmod -R a+X data"] {
        shell(change, &dir);
        opens(&dir).await;
        for name in [".", "data", "data/base", "run"] {
            assert_eq!(fs::metadata(dir.join(name)).unwrap().mode() & 0o077, 0, "{name} after {change}");
        }
    }
}

#[tokio::test]
async fn lost_empty_directories_are_made_again() {
    let (_place, dir) = cluster().await;
    shell("find . -type d -empty -delete", &dir);
    assert!(!dir.join("data/pg_notify").exists());
    opens(&dir).await;
    assert!(dir.join("data/pg_notify").is_dir());
}

#[tokio::test]
async fn what_root_restored_is_handed_over() {
    if !is_root() {
        eprintln!("SKIPPED: this test changes owners, which takes root");
        return;
    }
    let (place, dir) = cluster().await;
    let secret = place.path().join("roots");
    fs::write(&secret, "mine").unwrap();
    std::os::unix::fs::symlink(&secret, dir.join("data/link")).unwrap();
    shell("chown -Rh 0:0 .", &dir);
    opens(&dir).await;
    assert_eq!(fs::metadata(&secret).unwrap().uid(), 0, "nothing outside is touched");
}

/// Damages a copy of a cluster, and returns the error of its start.
async fn refusal(place: &Path, dir: &Path, damage: impl Fn(&Path)) -> (Error, PathBuf) {
    let copy = place.join("copy");
    let _ = fs::remove_dir_all(&copy);
    assert!(Command::new("cp").arg("-a").args([dir, &copy]).status().unwrap().success());
    let data = copy.join("data");
    damage(&data);
    let error = start(&copy).await.map(drop).expect_err("it cannot start");
    assert!(!error.to_string().contains("says why"), "{error}");
    (error, data)
}

#[tokio::test]
async fn a_damaged_file_is_named() {
    let (place, dir) = cluster().await;
    let empty = |name: &'static str| move |data: &Path| fs::write(data.join(name), "").unwrap();
    let gone = |name: &'static str| move |data: &Path| shell(&format!("rm -r {name}"), data);
    let cases: [(&str, Damage); 14] = [
        ("global/pg_control", Box::new(empty("global/pg_control"))),
        ("global/pg_control", Box::new(gone("global/pg_control"))),
        ("global/pg_control", Box::new(gone("global"))),
        ("global/pg_control", Box::new(|data| fs::write(data.join("global/pg_control"), [0; 8192]).unwrap())),
        ("global/pg_control", Box::new(|data| fs::write(data.join("global/pg_control"), [7; 100]).unwrap())),
        ("global/pg_filenode.map", Box::new(empty("global/pg_filenode.map"))),
        ("PG_VERSION", Box::new(empty("PG_VERSION"))),
        ("PG_VERSION", Box::new(gone("PG_VERSION"))),
        ("pg_wal", Box::new(gone("pg_wal"))),
        ("pg_wal", Box::new(|data| shell("rm pg_wal/0*", data))),
        ("pg_wal", Box::new(|data| shell("for file in pg_wal/0*; do : > $file; done", data))),
        ("pg_xact/0000", Box::new(gone("pg_xact"))),
        ("pg_xact/0000", Box::new(empty("pg_xact/0000"))),
        ("pg_multixact/offsets/0000", Box::new(gone("pg_multixact"))),
    ];
    for (name, damage) in cases {
        let (error, data) = refusal(place.path(), &dir, damage).await;
        assert!(matches!(&error, Error::Damaged { file, .. } if *file == data.join(name)), "{name}: {error}");
        assert!(error.to_string().contains("restore the whole directory from a backup"), "{error}");
    }
    opens(&dir).await;
}

#[tokio::test]
async fn wrong_settings_are_named_with_their_file() {
    let (place, dir) = cluster().await;
    let line = |text: &'static str| {
        move |data: &Path| {
            let conf = data.join("postgresql.conf");
            fs::write(&conf, fs::read_to_string(&conf).unwrap() + text + "\n").unwrap();
        }
    };
    let cases: [(&str, Damage); 7] = [
        ("unrecognized configuration parameter \"foo\"", Box::new(line("foo = bar"))),
        ("syntax error in file", Box::new(line("foo = = bar"))),
        ("\"work_mem\": \"lots\"", Box::new(line("work_mem = 'lots'"))),
        ("\"TimeZone\": \"Mars/Phobos\"", Box::new(line("timezone = 'Mars/Phobos'"))),
        ("\"lc_messages\": \"xx_XX\"", Box::new(line("lc_messages = 'xx_XX'"))),
        ("could not open configuration file", Box::new(line("include 'more.conf'"))),
        ("No such file or directory", Box::new(|data| fs::remove_file(data.join("postgresql.conf")).unwrap())),
    ];
    for (said, damage) in cases {
        let (error, data) = refusal(place.path(), &dir, damage).await;
        let text = error.to_string();
        assert!(matches!(&error, Error::BadSettings { .. }), "{said}: {text}: {:?}", error.log_tail());
        assert!(text.contains(said) && text.contains(data.join("postgresql.conf").to_str().unwrap()), "{text}");
    }
    let (error, _) = refusal(place.path(), &dir, line("superuser_reserved_connections = 25")).await;
    let text = error.to_string();
    assert!(text.contains("must be less than") && text.contains("postgres.log"), "what is not known is quoted: {text}");
}

#[tokio::test]
async fn ignores_settings_a_private_socket_does_not_need() {
    let (_place, dir) = cluster().await;
    let conf = dir.join("data/postgresql.conf");
    let text = fs::read_to_string(&conf).unwrap();
    let more = "ssl = on\nhuge_pages = on\nunix_socket_group = 'nobody-knows'\nlogging_collector = on\nport = 1\n";
    fs::write(&conf, text + more).unwrap();
    opens(&dir).await;
}

#[tokio::test]
async fn names_access_rules_that_let_nobody_in() {
    let (place, dir) = cluster().await;
    for text in [Some(""), None, Some("# nothing\n"), Some("garbage here\n")] {
        let (error, data) = refusal(place.path(), &dir, |data| match text {
            Some(text) => fs::write(data.join("pg_hba.conf"), text).unwrap(),
            None => fs::remove_file(data.join("pg_hba.conf")).unwrap(),
        })
        .await;
        let file = data.join("pg_hba.conf");
        assert!(matches!(&error, Error::BadAccessRules { file: named, .. } if *named == file), "{text:?}: {error}");
        let (_, line) = error.to_string().split_once("try again: ").map(|(a, b)| (a.len(), b.to_owned())).unwrap();
        fs::write(&file, line + "\n").unwrap();
        fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
        let owner = fs::metadata(&data).unwrap();
        chown(&file, Some(owner.uid()), Some(owner.gid())).unwrap();
        opens(data.parent().unwrap()).await;
    }
}

#[tokio::test]
async fn files_of_a_recovery_are_named() {
    let (place, dir) = cluster().await;
    for name in ["standby.signal", "recovery.signal"] {
        let (error, data) = refusal(place.path(), &dir, |data| fs::write(data.join(name), "").unwrap()).await;
        assert!(matches!(&error, Error::Recovery { file, .. } if *file == data.join(name)), "{name}: {error}");
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_named() {
    if !is_root() {
        eprintln!("SKIPPED: this test changes owners, which takes root");
        return;
    }
    let (place, dir) = cluster().await;
    let (error, data) = refusal(place.path(), &dir, |data| {
        let file = data.join("postgresql.conf");
        chown(&file, Some(0), Some(0)).unwrap();
    })
    .await;
    let file = data.join("postgresql.conf");
    assert!(matches!(&error, Error::Permission { path, .. } if *path == file), "{error}: {:?}", error.log_tail());
}

/// Returns what an owner says who is started by this line of shell, in which `"$@"` is the owner.
async fn said_under(dir: &Path, shell: &str) -> String {
    let mut owner = Owner::spawn_with(dir, |command| {
        let mut wrapped = Command::new("unshare");
        wrapped.args(["--mount", "sh", "-c", shell, "sh"]).arg(command.get_program()).args(command.get_args());
        wrapped.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        *command = wrapped;
    });
    owner.is_ready().await.map_or_else(|error| error, |_| "ready".to_owned())
}

#[tokio::test]
async fn too_little_of_something_is_named() {
    if !is_root() {
        eprintln!("SKIPPED: this test mounts file systems, which takes root");
        return;
    }
    let (_place, dir) = cluster().await;
    let shm = |options: &str| format!("mount -t tmpfs -o {options} tmpfs /dev/shm && exec \"$@\"");
    let cases = [
        (shm("size=64k,mode=1777"), Limit::SharedMemory(std::io::ErrorKind::StorageFull)),
        (shm("ro"), Limit::SharedMemory(std::io::ErrorKind::ReadOnlyFilesystem)),
        (shm("mode=755"), Limit::SharedMemory(std::io::ErrorKind::PermissionDenied)),
        ("ulimit -n 48 && exec \"$@\"".to_owned(), Limit::OpenFiles),
        ("ulimit -f 100 && exec \"$@\"".to_owned(), Limit::FileSize),
    ];
    for (line, limit) in cases {
        assert_eq!(said_under(&dir, &line).await, limit.to_string(), "{line}");
    }
    assert_eq!(said_under(&dir, "exec \"$@\"").await, "ready");
}
