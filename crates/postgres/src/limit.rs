//! Names the limits of the operating system that keep PostgreSQL from starting.

use std::io;

/// A resource of which PostgreSQL gets too little. Its text is a full sentence, with what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Limit {
    /// The files that a process may have open (`RLIMIT_NOFILE`).
    #[error(
        "PostgreSQL may open too few files at once. Raise the limit to 1024 or more (ulimit -n 1024, or LimitNOFILE=1024 \
         in the service's unit), then try again."
    )]
    OpenFiles,
    /// The size that a file may reach (`RLIMIT_FSIZE`).
    #[error(
        "PostgreSQL may not write files as large as it needs. Lift the limit (ulimit -f unlimited, or \
         LimitFSIZE=infinity in the service's unit), then try again."
    )]
    FileSize,
    /// The processes that a user or a service may have.
    #[error(
        "PostgreSQL may start no more processes. Raise the limit (ulimit -u, or TasksMax= in the service's unit), or end \
         other programs, then try again."
    )]
    Processes,
    /// Memory.
    #[error(
        "There is too little memory for PostgreSQL. Close other programs, or raise the limit of the container or service, \
         then try again."
    )]
    Memory,
    /// System V semaphores.
    #[error(
        "The system has no semaphores left for PostgreSQL. Raise kernel.sem, or end other databases, then try again."
    )]
    Semaphores,
    /// `/dev/shm`, which processes share memory through.
    #[error("{}", shared_memory(*.0))]
    SharedMemory(io::ErrorKind),
}

fn shared_memory(cause: io::ErrorKind) -> String {
    match cause {
        io::ErrorKind::StorageFull => {
            "The shared memory in /dev/shm is full or too small for PostgreSQL. Free some of it, \
             or make it larger (in a container: --shm-size=64m), then try again."
                .to_owned()
        }
        cause => format!(
            "PostgreSQL cannot use the shared memory in /dev/shm: {}. Mount it as the system does (tmpfs, mode 1777), then \
             try again.",
            match cause {
                io::ErrorKind::ReadOnlyFilesystem => "it is read-only",
                io::ErrorKind::PermissionDenied => "permission denied",
                io::ErrorKind::NotFound => "it is not there",
                _ => "the system refuses",
            }
        ),
    }
}
