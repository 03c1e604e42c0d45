//! Finds and runs programs on this machine: binaries, accounts, processes, ports, directories, time-outs.

pub mod account;
pub mod binaries;
mod net;
pub mod processes;
mod skip;
mod test_dir;
mod time;

pub use account::{Account, is_root};
pub use binaries::Binaries;
pub use net::connect_from;
pub(crate) use net::free_port;
pub use processes::{Process, processes_in};
pub use skip::skip;
pub use test_dir::TestDir;
pub use time::{CONDITION_TIMEOUT, POLL_INTERVAL, eventually};
