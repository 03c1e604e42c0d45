//! Owns a cluster until its standard input ends, so that tests can kill the owner. It says on standard output how far
//! it is: `step FindDatabase`, `ready <socket directory>`, `error <what a person would read>`, `stopped`.

use std::{env, io, path::PathBuf};

use hearth_postgres::{Settings, start};

#[tokio::main]
async fn main() {
    let mut settings = Settings::new(env::args_os().nth(1).unwrap_or_default());
    if let Some(handover) = env::var_os("HEARTH_TEST_HANDOVER") {
        settings.handover = PathBuf::from(handover);
    }
    match start(settings, |step| println!("step {step:?}")).await {
        Ok(cluster) => {
            println!("ready {}", cluster.socket_dir().display());
            // Ends when the test closes the pipe, or is gone itself.
            let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
            match cluster.stop().await {
                Ok(()) => println!("stopped"),
                Err(error) => println!("error {error}"),
            }
        }
        Err(error) => println!("error {error}"),
    }
}
