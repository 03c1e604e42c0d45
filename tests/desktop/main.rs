//! The app end to end: the real window on a real screen, its own database, a real keychain.

mod faults;
mod flow;
