//! Writes the log to a file in the data directory, and reads its end for whoever asks what went wrong.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom},
    path::Path,
    sync::Mutex,
};

use file_rotate::{ContentLimit, FileRotate, compression::Compression, suffix::AppendCount};
use serde::Serialize;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};
use ts_rs::TS;

const NAME: &str = "hearth.log";

/// Bounds the length of a log, in bytes: a longer one is renamed to `hearth.log.1`, in place of the one before.
const LOG_MAX_BYTES: usize = 4 * 1024 * 1024;

/// Bounds how much of each log is shown, in bytes.
const TAIL_BYTES: u64 = 32 * 1024;

/// Logs to the file from now on, which is bounded however long the app runs. Where that is not possible the app runs all
/// the same.
pub(crate) fn start(data_dir: &Path) {
    let path = data_dir.join(NAME);
    // Of earlier versions, which bounded the log at their start alone.
    let _ = fs::remove_file(path.with_extension("log.old"));
    match private().open(&path) {
        Ok(_) => {
            make_private(&path);
            make_private(&path.with_extension("log.1"));
            let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
            let layer = fmt::layer().with_ansi(false).with_writer(Mutex::new(rotated(&path, LOG_MAX_BYTES)));
            tracing_subscriber::registry().with(filter).with(layer).init();
        }
        Err(error) => eprintln!("hearth: The log {} cannot be written: {error}", path.display()),
    }
    std::panic::set_hook(Box::new(|panic| {
        eprintln!("{panic}");
        tracing::error!(%panic, "a bug");
    }));
}

fn rotated(path: &Path, max_bytes: usize) -> FileRotate<AppendCount> {
    let limit = ContentLimit::BytesSurpassed(max_bytes);
    FileRotate::new(path, AppendCount::new(1), limit, Compression::None, Some(private()))
}

/// Opens a log that this user alone may read, whatever the directory lets others do: it names accounts and servers.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Takes a log of an earlier version, or of a backup, from other users. That it fails keeps nobody from the app.
fn make_private(path: &Path) {
    #[cfg(unix)]
    let _ = fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600));
    #[cfg(not(unix))]
    let _ = path;
}

/// The end of the log.
#[derive(Debug, Serialize, TS)]
pub(crate) struct LogTail {
    /// The path of the whole log.
    path: String,
    text: String,
}

impl LogTail {
    /// Reads what the app and its database logged last.
    pub(crate) fn read(data_dir: &Path) -> Self {
        let path = data_dir.join(NAME);
        let mut text = tail(&path).unwrap_or_else(|error| format!("{}: {error}\n", path.display()));
        if let Ok(database) = tail(&data_dir.join("postgres/postgres.log")) {
            text += "\n— PostgreSQL —\n";
            text += &database;
        }
        Self { path: path.display().to_string(), text }
    }
}

/// The last lines of a file.
fn tail(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
    let mut bytes = Vec::new();
    file.take(TAIL_BYTES).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let whole_lines = if length > TAIL_BYTES { text.split_once('\n').map_or("", |(_, rest)| rest) } else { &*text };
    Ok(whole_lines.to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    #[cfg(unix)]
    fn log_of_an_earlier_version_becomes_private() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(NAME);
        fs::write(&path, "before\n").unwrap();
        fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        make_private(&path);
        rotated(&path, 1000).write_all(b"after\n").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_to_string(&path).unwrap(), "before\nafter\n");
    }

    #[test]
    fn log_is_bounded_while_the_app_runs() {
        let dir = tempfile::tempdir().unwrap();
        let mut log = rotated(&dir.path().join(NAME), 1000);
        for _ in 0..500 {
            log.write_all(&[b'.'; 99]).unwrap();
            log.write_all(b"\n").unwrap();
        }
        let mut names: Vec<_> =
            fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, ["hearth.log", "hearth.log.1"]);
        for name in names {
            let found = fs::metadata(dir.path().join(name)).unwrap();
            assert!(found.len() <= 1100);
            #[cfg(unix)]
            assert_eq!(std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o777, 0o600);
        }
    }
}
