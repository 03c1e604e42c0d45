//! Runs one private PostgreSQL cluster, owned from its first start on: created all-or-nothing, locked, reachable only
//! through a Unix socket in a private directory, restarted when it dies, stopped when its owner stops.
//!
//! ```no_run
//! # async fn example() -> Result<(), hearth_postgres::Error> {
//! use hearth_postgres::{Settings, start};
//!
//! let cluster = start(Settings::new("/home/me/.local/share/hearth/postgres"), |step| println!("{step:?}")).await?;
//! println!("host={} user={} dbname={}", cluster.socket_dir().display(), cluster.user(), cluster.database());
//! cluster.stop().await
//! # }
//! ```

mod account;
mod binaries;
mod cluster;
mod cluster_dir;
mod command;
mod diagnosis;
mod error;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod handover;
mod initdb;
mod inspect;
mod limit;
mod lock;
mod log;
mod orphan;
mod pidfile;
mod postmaster;
mod prepare;
mod process_handle;
mod processes;
mod repair;
mod settings;
mod socket;
mod step;
mod stopped;
mod supervisor;
mod tools;
mod version;

pub use binaries::{Binaries, Search};
pub use cluster::{Cluster, start};
pub use error::Error;
pub use inspect::{Inspection, LockState, ServerState, find_binaries, inspect};
pub use limit::Limit;
pub use settings::Settings;
pub use step::Step;
pub use stopped::{StoppedCluster, confirm_restore, kept_before_restore, remove_abandoned_scratch, scratch};
pub use tools::Tools;
pub use version::Version;
