//! Backs a database up and restores it, by PostgreSQL's own programs: `pg_dump` in its custom format, optionally in a file of age.
//! It says nothing on a terminal: whoever calls it is told of the progress, and may cancel.
//!
//! A backup is of one moment, written under another name first, and checked by restoring it into a PostgreSQL of its own. A restore
//! is made beside the database, counted, and put in its place at once; the earlier one is kept until the restore is confirmed.
//!
//! From the bottom up: `error`, `job`, `disk`; `encryption`, `programs`; `output`, `archive`; `scratch`; `dump`, `restore`; `daily`.

mod archive;
mod daily;
mod disk;
mod dump;
mod encryption;
mod error;
mod job;
mod output;
mod programs;
mod restore;
mod scratch;

pub use age::secrecy::SecretString;
pub use archive::is_encrypted;
pub use daily::{Daily, last_backup};
pub use dump::{Backup, BackupReport, Check, backup};
pub use encryption::{Encryption, Key};
pub use error::Error;
pub use job::{Cancel, Job, Progress};
pub use restore::{confirm, keeps_earlier, restore_external, restore_own, undo};
