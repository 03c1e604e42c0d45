//! Measures what the app takes of a person's time and machine, beside baselines: a bare Tauri window, initdb, an idle
//! PostgreSQL. In the real window, with release builds, all in one run. `make bench-desktop` runs it.
#![allow(clippy::unwrap_used, reason = "a measurement that cannot be taken is all there is to say")]

mod app;
mod bare;
mod memory;
mod response;
mod screen;
mod scroll;

use std::time::Duration;

use clap::{Parser, ValueEnum};
use hearth_bench::{Goal, Table, median};
use hearth_tests::{DesktopSession, TestDir};

use crate::{bare::BareWindow, screen::Screen};

/// The time for which a program is left alone before its memory counts.
const IDLE: Duration = Duration::from_secs(30);

/// A part of the measurements.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    FirstStart,
    WarmStart,
    Idle,
    Response,
    Scrolling,
    Accounts,
}

/// Measures the app in its real window against a bare one.
#[derive(Parser)]
struct Options {
    /// The number of times that each start is measured; medians count.
    #[arg(long, default_value_t = 7)]
    runs: usize,
    /// The number of posts in the database of the warm start.
    #[arg(long, default_value_t = 100_000)]
    posts: i32,
    /// The number of posts that are loaded before the feed is scrolled.
    #[arg(long, default_value_t = 10_000)]
    scrolled: u64,
    /// Measures these parts alone.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Part::value_variants().to_vec())]
    only: Vec<Part>,
}

#[tokio::main]
async fn main() {
    let options = Options::parse();
    let mut table = Table::new();
    let measures = |part| options.only.contains(&part);
    if measures(Part::FirstStart) {
        first_start(&mut table, options.runs).await;
    }
    if [Part::WarmStart, Part::Idle, Part::Response, Part::Scrolling, Part::Accounts].into_iter().any(measures) {
        let mut desktop = DesktopSession::new();
        eprintln!("Making an account and {} posts", options.posts);
        app::settle_in(&mut desktop, options.posts).await;
        if measures(Part::WarmStart) {
            warm_start(&mut table, &desktop, options.runs).await;
        }
        if measures(Part::Idle) {
            idle(&mut table, &desktop).await;
        }
        if measures(Part::Response) {
            response(&mut table, &mut desktop).await;
        }
        if measures(Part::Scrolling) {
            scrolling(&mut table, &mut desktop, options.scrolled).await;
        }
        // The last, because there are more accounts from then on.
        if measures(Part::Accounts) {
            accounts(&mut table, &mut desktop, options.runs).await;
        }
    }
    print!("{table}");
}

/// Measures from the first launch ever, on this computer, to the form for an account.
async fn first_start(table: &mut Table, runs: usize) {
    let (mut ours, mut least) = (Vec::new(), Vec::new());
    for run in 1..=runs {
        eprintln!("First start, {run} of {runs}");
        let desktop = DesktopSession::new();
        let screen = Screen::open(desktop.display());
        app::choose_this_computer(&desktop);
        let (app, painted) = app::start(&desktop, &screen);
        app::stop(&desktop, app).await;
        let (window, bare) = BareWindow::open(&desktop, &screen);
        window.close();
        ours.push(milliseconds(painted));
        least.push(milliseconds(bare + bare::initdb()));
    }
    let figures = [median(ours), median(least)];
    table.add("first start ever, to the sign-up form; initdb and a bare window", figures, "ms", Goal::AtMost(1.5));
}

/// Measures from a launch to the feed that was left.
async fn warm_start(table: &mut Table, desktop: &DesktopSession, runs: usize) {
    let screen = Screen::open(desktop.display());
    let (mut ours, mut least) = (Vec::new(), Vec::new());
    // The first of each warms the disk's cache.
    for run in 0..=runs {
        eprintln!("Warm start, {run} of {runs}");
        let (app, painted) = app::start(desktop, &screen);
        app::stop(desktop, app).await;
        let (window, bare) = BareWindow::open(desktop, &screen);
        window.close();
        if run > 0 {
            ours.push(milliseconds(painted));
            least.push(milliseconds(bare));
        }
    }
    table.add("warm start, to the feed; a bare window", [median(ours), median(least)], "ms", Goal::AtMost(1.6));
}

/// Measures the memory of all processes while nobody does anything.
async fn idle(table: &mut Table, desktop: &DesktopSession) {
    let screen = Screen::open(desktop.display());
    let (app, _) = app::start(desktop, &screen);
    tokio::time::sleep(IDLE).await;
    let ours = memory::pss(desktop.app_processes().iter().map(|process| process.pid));
    app::stop(desktop, app).await;

    let test_dir = TestDir::new();
    let cluster = hearth_bench::cluster(&test_dir.data_dir()).await;
    let (window, _) = BareWindow::open(desktop, &screen);
    tokio::time::sleep(IDLE).await;
    let postgres = hearth_tests::processes_in(&test_dir.data_dir());
    let least = memory::pss(
        hearth_tests::processes::family(window.pid()).into_iter().chain(postgres.iter().map(|process| process.pid)),
    );
    window.close();
    cluster.stop().await.unwrap();
    #[expect(clippy::cast_precision_loss, reason = "a machine has less memory than that")]
    let figures = [ours, least].map(|kib| kib as f64 / 1024.0);
    table.add("idle, all processes (PSS); a bare window and PostgreSQL", figures, "MiB", Goal::AtMost(1.15));
}

/// Measures what nine more accounts on this computer cost, at a start and while nobody does anything.
async fn accounts(table: &mut Table, desktop: &mut DesktopSession, runs: usize) {
    let (start_with_one, idle_with_one) = start_and_idle(desktop, runs).await;
    app::add_accounts(desktop, 9).await;
    let (start_with_ten, idle_with_ten) = start_and_idle(desktop, runs).await;
    let starts = [start_with_ten, start_with_one];
    table.add("warm start with ten accounts; with one", starts, "ms", Goal::AtMost(1.15));
    let idle = [idle_with_ten, idle_with_one];
    table.add("idle with ten accounts, all processes (PSS); with one", idle, "MiB", Goal::AtMost(1.15));
}

/// Returns the time of a warm start, and the memory of all processes while nobody does anything.
async fn start_and_idle(desktop: &DesktopSession, runs: usize) -> (f64, f64) {
    let screen = Screen::open(desktop.display());
    let mut starts = Vec::new();
    for run in 0..=runs {
        eprintln!("Warm start, {run} of {runs}");
        let (app, painted) = app::start(desktop, &screen);
        app::stop(desktop, app).await;
        if run > 0 {
            starts.push(milliseconds(painted));
        }
    }
    let (app, _) = app::start(desktop, &screen);
    tokio::time::sleep(IDLE).await;
    let idle = memory::pss(desktop.app_processes().iter().map(|process| process.pid));
    app::stop(desktop, app).await;
    #[expect(clippy::cast_precision_loss, reason = "a machine has less memory than that")]
    (median(starts), idle as f64 / 1024.0)
}

/// Measures how long the window takes to answer a key.
async fn response(table: &mut Table, desktop: &mut DesktopSession) {
    let window = desktop.open().await;
    let seen = response::measure(desktop, &window).await;
    desktop.close(window).await;
    let rows = [("its letter", seen.echo), ("another list", seen.list), ("the open post", seen.post)];
    for (what, time) in rows {
        table.add(&format!("p95 from a key to {what}"), [time, response::AT_ONCE], "ms", Goal::AtMost(1.0));
    }
}

/// Measures the feed from its end to its beginning, with as many posts loaded.
async fn scrolling(table: &mut Table, desktop: &mut DesktopSession, posts: u64) {
    let window = desktop.open().await;
    scroll::load(&window, posts).await;
    let seen = scroll::end_to_end(&window).await;
    desktop.close(window).await;
    table.add(&format!("posts in the document, of {posts} loaded"), [seen.nodes, 150.0], "", Goal::AtMost(1.0));
    table.add("slowest frame while they are scrolled", [seen.slowest, scroll::LATE], "ms", Goal::AtMost(1.0));
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
