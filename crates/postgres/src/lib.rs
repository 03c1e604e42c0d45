//! One private PostgreSQL cluster, owned from its first start on: made all-or-nothing, locked, reachable only through
//! a Unix socket in a private directory, started again when it dies, stopped when its owner stops.
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
mod command;
mod error;
mod handover;
mod home;
mod initdb;
mod lock;
mod log;
mod orphan;
mod pidfile;
mod postmaster;
mod processes;
mod settings;
mod socket;
mod supervisor;

pub use binaries::{Binaries, Search, Version};
pub use cluster::{Cluster, Step, start};
pub use error::Error;
pub use settings::Settings;

/// The role and the database of every cluster.
const USER: &str = "hearth";
const DATABASE: &str = "hearth";
