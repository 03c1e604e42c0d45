//! Runs requests on both servers, compares the responses at once, and brings both back to the same state.

use std::{collections::BTreeMap, process::ExitCode};

use crate::{
    compare::compare,
    generate::Generator,
    intended::{self, Case},
    model::{Model, Repair},
    raw_http::{Answer, RawRequest},
    report::Report,
    request::Request,
    side::Side,
};

pub(crate) struct Run {
    left: Side,
    right: Side,
    model: Model,
    generator: Generator,
    report: Report,
}

impl Run {
    pub(crate) fn new(left: Side, right: Side, model: Model, generator: Generator, report: Report) -> Self {
        Self { left, right, model, generator, report }
    }

    /// Sends so many requests; fails where a difference is left that nobody intends.
    pub(crate) async fn go(mut self, requests: usize) -> ExitCode {
        for step in 0.. {
            let Some(request) = Generator::opening(&mut self.model, step) else { break };
            self.exchange(&request).await;
        }
        for _ in 0..requests {
            let request = self.generator.next(&mut self.model);
            self.exchange(&request).await;
        }
        self.report.finish()
    }

    async fn exchange(&mut self, request: &Request) {
        let (for_left, for_right) = (self.left.raw(request), self.right.raw(request));
        let (left, right) = tokio::join!(ask(&self.left, &for_left), ask(&self.right, &for_right));
        let left = self.ask_again(&for_left, left, &right).await;
        let repair = self.model.learn(request, [&mut self.left, &mut self.right], [&left, &right]);
        let normal_left = self.left.normalize(request, &left);
        let normal_right = self.right.normalize(request, &right);
        let case = Case { request, left: &normal_left, right: &normal_right, model: &self.model };
        let mut unexplained = Vec::new();
        for difference in compare(request, &normal_left, &normal_right) {
            match intended::find(&case, &difference) {
                Some(entry) => self.report.used(entry),
                None => unexplained.push(difference),
            }
        }
        self.report.count(request);
        if !unexplained.is_empty() {
            self.report.tell(&unexplained, [(&self.left, &for_left, &left), (&self.right, &for_right, &right)]);
        }
        self.repair(repair).await;
    }

    /// Asks the left server otherwise, where ours answers at once and the answers would be the same in the end.
    async fn ask_again(&mut self, raw: &RawRequest, mut left: Answer, right: &Answer) -> Answer {
        let mut raw = raw.clone();
        let is_head = raw.method == "HEAD" && matches!(left.status, 307 | 405) && right.status != 405;
        if is_head {
            "GET".clone_into(&mut raw.method);
            left = ask(&self.left, &raw).await;
            self.report.used(intended::HEAD);
        }
        if left.status == 307 && right.status != 307 {
            left = self.follow(&raw, &left).await;
            self.report.used(intended::REDIRECT);
        }
        if is_head {
            left.body.clear();
        }
        left
    }

    /// Goes where the left server says that the request belongs, as clients do.
    async fn follow(&self, raw: &RawRequest, answer: &Answer) -> Answer {
        let location = answer.headers.get("location").cloned().unwrap_or_default();
        let path = location.strip_prefix(self.left.client.base()).unwrap_or(&location);
        ask(&self.left, &RawRequest { path_and_query: path.as_bytes().to_vec(), ..raw.clone() }).await
    }

    async fn repair(&mut self, repair: Repair) {
        match repair {
            Repair::Nothing => {}
            Repair::Forget(post) => {
                let deletion = self.model.deletion(post);
                for side in [&self.left, &self.right] {
                    ask(side, &side.raw(&deletion)).await;
                }
                self.model.posts[post].alive = false;
            }
            Repair::Undo { left, post, owner } => {
                let side = if left { &self.left } else { &self.right };
                ask(side, &side.raw(&Model::deletion_of(&post.to_string(), owner))).await;
            }
        }
    }
}

/// Sends it. No answer is an answer too, to be compared.
async fn ask(side: &Side, raw: &RawRequest) -> Answer {
    side.client.send(raw).await.unwrap_or_else(|error| Answer {
        status: 0,
        headers: BTreeMap::new(),
        body: error.into_bytes(),
    })
}
