//! Tests the metrics as a Prometheus reads them, and the dashboard that shows them.

use std::collections::BTreeSet;

use hearth_tests::{Server, ServerCommand, TestDir, unique_email};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};

const DASHBOARD: &str = include_str!("../../deploy/grafana/hearth.json");

/// A server with metrics on a free port of this computer.
fn measured(test_dir: &TestDir) -> ServerCommand {
    ServerCommand::on(test_dir.data_dir()).env("HEARTH_METRICS_LISTEN", "0")
}

/// Reads the metrics at the address that the log names.
async fn scrape(server: &Server) -> String {
    let log = server.stderr();
    let line = log.lines().find(|line| line.contains("serving metrics")).expect("the log says where they are");
    let line: Value = serde_json::from_str(line).unwrap();
    let address = line["fields"]["address"].as_str().unwrap();
    assert!(address.starts_with("127.0.0.1:"), "{address}");
    let answer = reqwest::get(format!("http://{address}/metrics")).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    answer.text().await.unwrap()
}

/// Returns the value of a series, by its name and labels.
#[track_caller]
fn value(metrics: &str, series: &str) -> f64 {
    let line = metrics.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("{series} is not among:\n{metrics}")).parse().unwrap()
}

#[tokio::test]
async fn counts_what_a_host_looks_for_and_names_nobody() {
    let test_dir = TestDir::new();
    let server =
        measured(&test_dir).env("HEARTH_RATE_LIMIT", "on").env("HEARTH_RATE_LIMIT_LOGIN", "2/1h").start().await;
    let (api, user) = (server.api(), server.user().await);
    let token = Some(user.token.as_str());
    user.post("A title of somebody").await;
    for _ in 0..3 {
        let _ = api.get("/posts/", token).await.expect(200);
    }
    let _ = api.get("/posts/?search=private", token).await.expect(200);
    let _ = api.get("/posts/123456", token).await.expect(404);
    let _ = api.get("/no/such/path/123456", token).await.expect(404);
    while api.login(&unique_email(), "wrong").await.status != 429 {}

    let metrics = scrape(&server).await;
    let requests = |labels: &str| value(&metrics, &format!("hearth_request_duration_seconds_count{{{labels}}}"));
    assert!((requests(r#"method="GET",route="/posts",status="2xx""#) - 4.0).abs() < 0.5);
    assert!((requests(r#"method="GET",route="/posts/{id}",status="4xx""#) - 1.0).abs() < 0.5);
    assert!((requests(r#"method="GET",route="none",status="4xx""#) - 1.0).abs() < 0.5);
    assert!(value(&metrics, r#"hearth_refusals_total{limit="login"}"#) >= 1.0);
    assert!(value(&metrics, r#"hearth_feed_cache_requests_total{result="hit"}"#) >= 2.0);
    assert!(value(&metrics, r#"hearth_pool_connections{pool="lookups"}"#) >= 1.0);
    assert!(value(&metrics, "hearth_postgres_size_bytes") > 1e6);
    assert!(value(&metrics, "hearth_postgres_wal_bytes_total") > 1e6);
    assert!(value(&metrics, "process_resident_memory_bytes") > 1e6);
    assert!(value(&metrics, "process_open_fds") > 5.0);
    for private in [user.email.as_str(), "123456", "private", "somebody", "127.0.0.1"] {
        assert!(!metrics.contains(private), "{private} is in the metrics");
    }
}

#[tokio::test]
async fn every_metric_of_the_dashboard_exists() {
    let test_dir = TestDir::new();
    let server = measured(&test_dir).start().await;
    let user = server.user().await;
    user.post("Measured").await;
    let _ = server.api().get("/metrics", None).await.expect(404);
    let metrics = scrape(&server).await;
    let exported: BTreeSet<_> = metrics
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split(['{', ' ']).next())
        .collect();

    let dashboard: Value = serde_json::from_str(DASHBOARD).unwrap();
    let mut expressions = Vec::new();
    collect(&dashboard, &mut expressions);
    assert!(expressions.len() > 10, "{expressions:?}");
    let names: BTreeSet<_> = expressions.iter().flat_map(|expression| names_in(expression)).collect();
    let missing: Vec<_> = names.iter().filter(|name| !exported.contains(**name)).collect();
    assert!(missing.is_empty(), "{missing:?} are in the dashboard, and not among:\n{metrics}");
    // What nobody looks at need not be measured.
    for unseen in exported.difference(&names) {
        assert!(unseen.starts_with("hearth_request_duration_seconds"), "the dashboard does not show {unseen}");
    }
}

/// Collects the expressions of a dashboard.
fn collect<'a>(value: &'a Value, expressions: &mut Vec<&'a str>) {
    match value {
        Value::Object(fields) => {
            expressions.extend(fields.get("expr").and_then(Value::as_str));
            fields.values().for_each(|value| collect(value, expressions));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, expressions)),
        _ => {}
    }
}

/// Finds the names of metrics in an expression.
fn names_in(expression: &str) -> impl Iterator<Item = &str> {
    let words = expression.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    words.filter(|word| word.starts_with("hearth_") || word.starts_with("process_"))
}

#[tokio::test]
async fn metrics_have_an_address_of_their_own() {
    let test_dir = TestDir::new();
    // Unless it is told to, there are none.
    let server = Server::start(test_dir.data_dir()).await;
    let _ = server.api().get("/metrics", None).await.expect(404);
    assert!(!server.stderr().contains("serving metrics"));
    let taken = server.address().trim_start_matches("http://").to_owned();
    let other_dir = TestDir::new();
    let refused = ServerCommand::on(other_dir.data_dir()).env("HEARTH_METRICS_LISTEN", &taken).try_start().await;
    refused.err().unwrap().expect_refusal("choose another address with HEARTH_METRICS_LISTEN");
}

#[tokio::test]
async fn an_id_leads_from_the_answer_to_the_log() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let answer = server.api().get("/posts/", None).await.expect(401);
    assert_eq!(answer.header("x-request-id").len(), 16);
    let given = |id: &'static str| server.api().request(reqwest::Method::GET, "/").header("X-Request-Id", id);
    let answer = hearth_tests::send(given("click-1.a_b")).await;
    assert_eq!(answer.header("x-request-id"), "click-1.a_b");
    let answer = hearth_tests::send(given("two words")).await;
    assert_eq!(answer.header("x-request-id").len(), 16);

    // A row that another session has locked makes the statement wait.
    let user = server.user().await;
    let id = user.post("Locked").await;
    let mut other = PgConnection::connect_with(&server.database()).await.unwrap();
    let mut lock = other.begin().await.unwrap();
    sqlx::query("UPDATE posts SET title = 'Locked' WHERE id = $1").bind(id).execute(&mut *lock).await.unwrap();
    let change = json!({ "title": "Changed", "content": "x" });
    let api = server.api();
    let request = api.request(reqwest::Method::PUT, &format!("/posts/{id}")).bearer_auth(&user.token);
    let (answer, ()) =
        tokio::join!(hearth_tests::send(request.header("X-Request-Id", "click-2").json(&change)), async {
            tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
            lock.commit().await.unwrap();
        });
    let _ = answer.expect(200);
    let log = server.stderr();
    let line = log.lines().find(|line| line.contains("a statement takes long")).unwrap_or_else(|| panic!("{log}"));
    let line: Value = serde_json::from_str(line).unwrap();
    assert_eq!(line["span"]["id"], "click-2", "{line}");
    assert!(line["span"]["postgres"].as_i64().unwrap() > 1, "{line}");
}
