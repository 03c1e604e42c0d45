//! Runs the program `hearth-server`.

/// Allocates memory in half the time of the system's allocator: a response is many small pieces, each for a moment.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    hearth_cli::run()
}
