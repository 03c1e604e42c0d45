//! Signals a process by a descriptor of it (pidfd) where the kernel has these, Linux since 5.3: by its number alone, a signal could
//! reach another process that got the number when the first one ended.

#[cfg(target_os = "linux")]
use std::os::fd::OwnedFd;

use rustix::process::{Pid, Signal, kill_process};
#[cfg(target_os = "linux")]
use rustix::{
    io::Errno,
    process::{PidfdFlags, pidfd_open, pidfd_send_signal},
};

/// A process, whatever becomes of its number.
#[derive(Debug)]
pub(crate) struct ProcessHandle {
    pid: Pid,
    #[cfg(target_os = "linux")]
    descriptor: Option<OwnedFd>,
}

impl ProcessHandle {
    /// Opens the process that has this number now; none where there is no such process.
    pub(crate) fn open(pid: u32) -> Option<Self> {
        let pid = Pid::from_raw(pid.cast_signed())?;
        #[cfg(target_os = "linux")]
        {
            match pidfd_open(pid, PidfdFlags::empty()) {
                Ok(descriptor) => Some(Self { pid, descriptor: Some(descriptor) }),
                Err(Errno::SRCH) => None,
                // An older kernel, or a sandbox that knows none of this.
                Err(_) => Some(Self { pid, descriptor: None }),
            }
        }
        #[cfg(not(target_os = "linux"))]
        Some(Self { pid })
    }

    /// Sends a signal. One that has ended needs none.
    pub(crate) fn signal(&self, signal: Signal) {
        #[cfg(target_os = "linux")]
        if let Some(descriptor) = &self.descriptor {
            let _ = pidfd_send_signal(descriptor, signal);
            return;
        }
        let _ = kill_process(self.pid, signal);
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{
        fs,
        process::{Child, Command},
    };

    use super::*;

    fn process() -> Child {
        Command::new("sleep").arg("60").spawn().expect("a process")
    }

    #[test]
    fn signals_its_process() {
        let mut child = process();
        ProcessHandle::open(child.id()).expect("it lives").signal(Signal::KILL);
        assert!(!child.wait().expect("it ends").success());
        assert!(ProcessHandle::open(child.id()).is_none(), "nobody has the number");
    }

    #[test]
    fn leaves_the_next_process_with_the_number_alone() {
        let mut child = process();
        let (number, handle) = (child.id(), ProcessHandle::open(child.id()).expect("it lives"));
        child.kill().and_then(|()| child.wait()).expect("it ends");
        for _ in 0..1000 {
            // Only root may choose the next number, and others may be quicker.
            if fs::write("/proc/sys/kernel/ns_last_pid", (number - 1).to_string()).is_err() {
                eprintln!("SKIPPED: this test chooses the number of a process, which takes root");
                return;
            }
            let mut next = process();
            let is_same = next.id() == number;
            if is_same {
                handle.signal(Signal::KILL);
                std::thread::sleep(std::time::Duration::from_millis(100));
                assert!(next.try_wait().expect("a look").is_none(), "the next process was signalled");
            }
            next.kill().and_then(|()| next.wait()).expect("it ends");
            if is_same {
                return;
            }
        }
        eprintln!("SKIPPED: others are quicker to take the number");
    }
}
