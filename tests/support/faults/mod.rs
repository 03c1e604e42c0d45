//! Injects faults: lost packets, full disks, untrusted certificates; and checks that acknowledged writes survive them.

mod acknowledged_writes;
mod database_proxy;
mod faulty_proxy;
pub mod hostile;
mod small_disk;
pub mod stub;

pub use acknowledged_writes::AcknowledgedWrites;
pub use database_proxy::{DatabaseProxy, DatabaseRoute};
pub use faulty_proxy::{FaultyProxy, Loss};
pub use small_disk::SmallDisk;
