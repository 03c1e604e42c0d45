//! Sends the same generated requests to two servers and tells where their answers differ, except where that is intended:
//! `make differential`. On the left is the Python backend, whose API ours speaks; on the right our server.
#![allow(clippy::unwrap_used, reason = "a server that cannot be started is all there is to say")]

mod compare;
mod generate;
mod intended;
mod model;
mod normal;
mod raw_http;
mod report;
mod request;
mod run;
mod side;

use std::{process::ExitCode, time::SystemTime};

use clap::Parser;
use hearth_tests::{PythonBackend, ServerCommand, TestDir};

use crate::{generate::Generator, model::Model, report::Report, run::Run, side::Side};

#[derive(Parser)]
#[command(about = "Compares two servers of the API, request by request")]
struct Arguments {
    /// The number of requests to send.
    #[arg(long, default_value_t = 6000)]
    requests: usize,
    /// The seed: the same one sends the same requests.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of requests to show that are answered differently without a reason.
    #[arg(long, default_value_t = 20)]
    show: usize,
    /// The server to agree with, empty like the other; without both addresses, a Python backend and our server are started
    /// for the purpose.
    #[arg(long, requires = "right", value_name = "URL")]
    left: Option<String>,
    /// The server that is to agree.
    #[arg(long, requires = "left", value_name = "URL")]
    right: Option<String>,
    /// The key of both servers, to sign odd tokens with; without it those are not accepted by either.
    #[arg(long, env = "SECRET_KEY", hide_env_values = true)]
    secret: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let (generator, report) = (Generator::new(arguments.seed), Report::new(arguments.show));
    if let (Some(left), Some(right)) = (&arguments.left, &arguments.right) {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
        let side = |base: &str| Side::new(base, arguments.secret.clone());
        return Run::new(side(left), side(right), Model::new(format!("{now:x}")), generator, report)
            .go(arguments.requests)
            .await;
    }
    let place = TestDir::new();
    let server_command = ServerCommand::on(place.data_dir()).env("SECRET_KEY", PythonBackend::SECRET);
    let (python, server) = tokio::join!(PythonBackend::start(), server_command.start());
    let side = |base: &str| Side::new(base, Some(PythonBackend::SECRET.to_owned()));
    let run = Run::new(side(python.address()), side(&server.address()), Model::new("0".to_owned()), generator, report);
    let status = run.go(arguments.requests).await;
    let _ = server.stop().await;
    status
}
