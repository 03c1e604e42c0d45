//! The log: a file in the data directory, and its end for whoever asks what went wrong.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom},
    path::Path,
    sync::Mutex,
};

use serde::Serialize;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};
use ts_rs::TS;

const NAME: &str = "hearth.log";

/// At a start with a longer log than this, in bytes, a new one is begun and one old one kept.
const LOG_MAX_BYTES: u64 = 4 * 1024 * 1024;

/// How much of each log is shown, in bytes.
const TAIL_BYTES: u64 = 32 * 1024;

/// Logs to the file from now on. Where that is not possible the app runs all the same.
pub(crate) fn start(data_dir: &Path) {
    let path = data_dir.join(NAME);
    if fs::metadata(&path).is_ok_and(|log| log.len() > LOG_MAX_BYTES) {
        let _ = fs::rename(&path, path.with_extension("log.old"));
    }
    match OpenOptions::new().create(true).append(true).open(&path) {
        Ok(file) => {
            let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
            let layer = fmt::layer().with_ansi(false).with_writer(Mutex::new(file));
            tracing_subscriber::registry().with(filter).with(layer).init();
        }
        Err(error) => eprintln!("hearth: The log {} cannot be written: {error}", path.display()),
    }
    std::panic::set_hook(Box::new(|panic| {
        eprintln!("{panic}");
        tracing::error!(%panic, "a bug");
    }));
}

/// The end of the log.
#[derive(Debug, Serialize, TS)]
pub(crate) struct LogTail {
    /// Where the whole log is.
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
