//! Reads what the process takes, under the names that all exporters of Prometheus have for it.

use super::figure::Figure;

/// The unit in which Linux tells times of processes: it is the same for all programs, whatever the kernel's own clock is.
#[cfg(target_os = "linux")]
const TICKS_PER_SECOND: f64 = 100.0;

/// Returns memory, processor time and file descriptors; nothing where the platform does not tell.
#[cfg(target_os = "linux")]
pub(super) fn figures() -> Vec<Figure> {
    let memory = status("VmRSS:")
        .map(|kibibytes| Figure::gauge("process_resident_memory_bytes", "Memory of the process", kibibytes * 1024));
    let threads = status("Threads:").map(|threads| Figure::gauge("process_threads", "Threads of the process", threads));
    let time = processor_ticks().map(|ticks| {
        #[allow(clippy::cast_precision_loss, reason = "it is years")]
        let seconds = ticks as f64 / TICKS_PER_SECOND;
        Figure::counter("process_cpu_seconds", "Processor time of the process", seconds)
    });
    let open = std::fs::read_dir("/proc/self/fd").ok().map(|entries| {
        // One of them is that of the directory.
        Figure::gauge("process_open_fds", "Open file descriptors", entries.count().saturating_sub(1))
    });
    let most = limit().map(|most| Figure::gauge("process_max_fds", "The most file descriptors", most));
    [memory, threads, time, open, most].into_iter().flatten().collect()
}

#[cfg(not(target_os = "linux"))]
pub(super) fn figures() -> Vec<Figure> {
    Vec::new()
}

/// Reads a number from the status of the process.
#[cfg(target_os = "linux")]
fn status(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Reads the time of the process, in user mode and in the kernel.
#[cfg(target_os = "linux")]
fn processor_ticks() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may have spaces.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let (user, kernel): (u64, u64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(user + kernel)
}

#[cfg(target_os = "linux")]
fn limit() -> Option<u64> {
    use rustix::process::{Resource, getrlimit};
    getrlimit(Resource::Nofile).current
}
