//! Measures requests: how many there are and how long they take, by route.

use std::{
    hash::{Hash, Hasher},
    time::Instant,
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::Response,
};
use prometheus_client::{
    encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder},
    metrics::{family::Family, histogram::Histogram},
};

/// The bounds of the buckets, in seconds: from a page that is cached to the time limit of requests.
const BUCKETS: [f64; 14] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0];

/// The times that requests took.
#[derive(Clone)]
pub(crate) struct RequestTimes(pub(crate) Family<Labels, Histogram, fn() -> Histogram>);

/// What requests are told apart by. None of it is the client's to choose: there are as many as there are routes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Labels {
    method: &'static str,
    route: Route,
    status: &'static str,
}

/// The template of a path, such as `/posts/{id}`; none where there is no route.
#[derive(Debug, Clone)]
struct Route(Option<MatchedPath>);

impl Route {
    fn as_str(&self) -> &str {
        self.0.as_ref().map_or("none", MatchedPath::as_str)
    }
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Route {}

impl Hash for Route {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl EncodeLabelValue for Route {
    fn encode(&self, encoder: &mut LabelValueEncoder) -> Result<(), std::fmt::Error> {
        self.as_str().encode(encoder)
    }
}

impl RequestTimes {
    /// Begins with no request.
    pub(crate) fn new() -> Self {
        Self(Family::new_with_constructor(|| Histogram::new(BUCKETS)))
    }
}

/// Measures a request up to the beginning of its response.
pub(super) async fn measure(State(times): State<RequestTimes>, request: Request, next: Next) -> Response {
    let begin = Instant::now();
    let method = name_of(request.method());
    let route = Route(request.extensions().get().cloned());
    let response = next.run(request).await;
    let labels = Labels { method, route, status: class_of(response.status()) };
    times.0.get_or_create(&labels).observe(begin.elapsed().as_secs_f64());
    response
}

/// Names a method; a client can make any up.
fn name_of(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

fn class_of(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}
