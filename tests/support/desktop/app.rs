//! Watches the processes and the log of the desktop app.

use std::fs;

use rustix::process::Signal;

use super::DesktopSession;
use crate::{
    eventually,
    processes::{Process, kill, processes_in},
};

impl DesktopSession {
    /// Lists the processes of the app and of its database.
    #[must_use]
    pub fn app_processes(&self) -> Vec<Process> {
        let ours = |name: &str| matches!(name, "hearth" | "postgres" | "initdb") || name.starts_with("WebKit");
        let mut processes = processes_in(&self.data_dir());
        processes.retain(|process| ours(&process.name) && process.name != "WebKitWebDriver");
        processes
    }

    /// Waits until the app and all that belongs to it has gone.
    pub async fn app_is_gone(&self) {
        eventually("the app and its database are gone", || self.app_processes().is_empty()).await;
    }

    /// Sends a signal to the app itself.
    pub fn signal_app(&self, signal: Signal) {
        for process in self.app_processes().iter().filter(|process| process.name == "hearth") {
            kill(process.pid, signal);
        }
    }

    /// Lists the faults of the page, as the app's log tells them.
    #[must_use]
    pub fn page_faults(&self) -> Vec<String> {
        let log = fs::read_to_string(self.data_dir().join("hearth.log")).unwrap_or_default();
        log.lines().filter_map(|line| Some(line.split_once("page fault: ")?.1.to_owned())).collect()
    }
}
