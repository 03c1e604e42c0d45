//! Measures reading while others write. Each of their transactions ends the life of the pages that the server keeps.

use hearth_bench::{Goal, SeededServer, Table, median};
use serde_json::Value;

use crate::{Effort, feed, pgbench, statement, writes};

const FEED: &str = "/posts/?limit=10";

/// The numbers of votes in a second: a busy evening, and more than most networks ever see.
const RATES: [u32; 2] = [50, 1000];

/// Measures the feed while people vote, beside PostgreSQL with the feed's statement while they vote as often. The site
/// comes back; its server was started anew.
pub(crate) async fn measure(table: &mut Table, server: SeededServer, effort: Effort) -> SeededServer {
    let (server, [statement]) = statement::find(server, [("GET", FEED, Value::Null)]).await;
    let feed = feed::load(&server, FEED);
    for rate in RATES {
        let voting = writes::spread(&server).at_rate(rate);
        let (mut pages, mut limits) = (Vec::new(), Vec::new());
        for round in 1..=effort.rounds {
            eprintln!("Reading while {rate} vote every second, {round} of {}", effort.rounds);
            let (page, reached) = tokio::join!(feed.run(effort.seconds), voting.run(effort.seconds));
            pages.push(page.per_second);
            let limit = pgbench::run(&server, &statement, &[(1, ":me")], effort.seconds);
            let (limit, beside) = tokio::join!(limit, voting.run(effort.seconds));
            limits.push(limit);
            eprintln!("  {:.0} did, and {:.0}", reached.per_second, beside.per_second);
        }
        let what = format!("feed while {rate} vote every second; pgbench with its statement");
        table.add(&what, [median(pages), median(limits)], "/s", Goal::AtLeast(0.5));
    }
    server
}
