//! Files and the keychain: what the app keeps on this computer.

pub(crate) mod account_folder;
pub(crate) mod atomic_file;
pub(crate) mod drafts;
pub(crate) mod keychain;
pub(crate) mod log;
pub(crate) mod reading_positions;
pub(crate) mod saved_accounts;
pub(crate) mod settings;
pub(crate) mod stable_hash;
