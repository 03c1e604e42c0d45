//! Prints what a run has found.

use std::{collections::BTreeMap, process::ExitCode};

use crate::{
    compare::Difference,
    intended::{self, Entry},
    raw_http::{Answer, RawRequest, curl},
    request::Request,
    side::Side,
};

#[derive(Default)]
pub(crate) struct Report {
    show: usize,
    requests: usize,
    methods: BTreeMap<String, usize>,
    unexplained: usize,
    uses: BTreeMap<&'static str, usize>,
}

impl Report {
    /// Creates a report that shows so many requests in full.
    pub(crate) fn new(show: usize) -> Self {
        Self { show, ..Self::default() }
    }

    pub(crate) fn count(&mut self, request: &Request) {
        self.requests += 1;
        *self.methods.entry(request.method.clone()).or_default() += 1;
    }

    pub(crate) fn used(&mut self, entry: &Entry) {
        *self.uses.entry(entry.name).or_default() += 1;
    }

    /// Shows a request whose answers differ without a reason.
    pub(crate) fn tell(&mut self, differences: &[Difference], sides: [(&Side, &RawRequest, &Answer); 2]) {
        self.unexplained += 1;
        if self.unexplained > self.show {
            return;
        }
        println!("\n{}. Request {}:", self.unexplained, self.requests);
        for Difference { place, left, right } in differences {
            let text = |value: &Option<serde_json::Value>| match value {
                Some(value) => cut(&value.to_string(), 300),
                None => "nothing".to_owned(),
            };
            println!("   {place}: {} | {}", text(left), text(right));
        }
        for (name, (side, raw, answer)) in ["left", "right"].into_iter().zip(sides) {
            println!("   {name}: {}", curl(side.client.base(), raw));
            println!("     {} {:?}", answer.status, answer.headers);
            println!("     {}", cut(&String::from_utf8_lossy(&answer.body), 600));
        }
    }

    /// Sums up, and says whether the two servers agree.
    pub(crate) fn finish(self) -> ExitCode {
        println!("\n{} requests: {:?}", self.requests, self.methods);
        println!("\nIntended differences, and how often each was met:");
        for entry in intended::all() {
            let uses = self.uses.get(entry.name).copied().unwrap_or_default();
            println!("{uses:>6}  {}: {}", entry.name, entry.reason);
            if uses == 0 {
                println!("        WARNING: never met. Send more requests, or take it off the list.");
            }
        }
        if self.unexplained > 0 {
            println!("\n{} requests were answered differently without a reason.", self.unexplained);
            return ExitCode::FAILURE;
        }
        println!("\nNo difference without a reason.");
        ExitCode::SUCCESS
    }
}

fn cut(text: &str, at: usize) -> String {
    match text.char_indices().nth(at) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text.to_owned(),
    }
}
