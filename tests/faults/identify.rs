//! Tests what is told of everything that can be behind an address, each on a real listener of its kind.

use std::time::{Duration, Instant};

use hearth_client::{
    Cause, CertificateProblem, Client, ConnectOptions, Error, Fingerprint, ForeignAnswer, Identity, RejectedCertificate,
};
use hearth_tests::{
    ServerCommand, TestDir,
    hostile::{HostileServer, Reply, json},
    stub::{Authority, Identity as Certified, StubServer, WELCOME},
};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, date_time_ymd};
use serde_json::json;
use tokio::{io::AsyncReadExt, net::TcpListener};

/// Time limit for a verdict.
const LIMIT: Duration = Duration::from_secs(3);

/// What is on its way between the two when the client hangs up.
const ON_THE_WAY: usize = 16 << 20;

async fn identify(address: &str, trusted: Option<Fingerprint>) -> Result<Identity, Error> {
    let options = ConnectOptions { trusted, ..ConnectOptions::default() };
    let began = Instant::now();
    let told = Client::remote_with(address, &options).unwrap().identify(LIMIT).await;
    assert!(began.elapsed() < LIMIT * 2, "{address} took {:?}", began.elapsed());
    told
}

async fn error_of(address: &str) -> Error {
    identify(address, None).await.unwrap_err()
}

fn rejected(error: Error) -> RejectedCertificate {
    match error {
        Error::Certificate(rejected) => *rejected,
        other => panic!("{other:?}"),
    }
}

fn foreign(error: Error) -> ForeignAnswer {
    match error {
        Error::Foreign(answer) => *answer,
        other => panic!("{other:?}"),
    }
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

#[tokio::test]
async fn tells_who_cannot_be_reached() {
    assert!(matches!(error_of("http://nowhere.invalid").await, Error::Unreachable(Cause::DnsFailure)));
    assert!(matches!(error_of("http://127.0.0.1:1").await, Error::Unreachable(Cause::ConnectionRefused)));
    let silent = StubServer::silent().await;
    assert!(matches!(error_of(&format!("http://127.0.0.1:{}", silent.port())).await, Error::TimedOut));
    let plain = StubServer::plain(WELCOME).await;
    let error = error_of(&format!("https://127.0.0.1:{}", plain.port())).await;
    assert!(matches!(error, Error::Unreachable(Cause::NoTls)), "{error:?}");
    let tls = StubServer::tls(Certified::self_signed("localhost"), WELCOME).await;
    let error = error_of(&format!("http://localhost:{}", tls.port())).await;
    assert!(matches!(error, Error::Unreachable(Cause::TlsRequired)), "{error:?}");
}

#[tokio::test]
async fn shows_an_untrusted_certificate_and_takes_it_once_trusted() {
    let mut params = CertificateParams::new(["localhost", "127.0.0.1"].map(str::to_owned)).unwrap();
    params.distinguished_name.push(DnType::CommonName, "Ada’s\u{202e} server");
    params.distinguished_name.push(DnType::OrganizationName, "Ada & Co");
    let certified = Certified::self_signed_with(&params);
    let server = StubServer::tls(certified, WELCOME).await;
    let address = format!("https://localhost:{}", server.port());
    let shown = rejected(error_of(&address).await);
    assert_eq!(shown.problem, CertificateProblem::Untrusted);
    let certificate = shown.certificate.unwrap();
    assert_eq!(certificate.subject, "Ada’s server, Ada & Co");
    assert_eq!(certificate.issuer, certificate.subject);
    assert_eq!(certificate.names, ["localhost", "127.0.0.1"]);
    assert!(certificate.not_before < certificate.not_after);
    assert_eq!(certificate.fingerprint.to_string().len(), 95);

    assert_eq!(identify(&address, Some(certificate.fingerprint)).await.unwrap(), Identity::default());
    // The same host with another certificate.
    let other = StubServer::tls(Certified::self_signed("localhost"), WELCOME).await;
    let address = format!("https://localhost:{}", other.port());
    let changed = rejected(identify(&address, Some(certificate.fingerprint)).await.unwrap_err());
    assert_eq!(changed.problem, CertificateProblem::Changed);
    assert_ne!(changed.certificate.unwrap().fingerprint, certificate.fingerprint);
}

#[tokio::test]
async fn trusting_a_certificate_does_not_make_it_valid_again() {
    let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    (params.not_before, params.not_after) = (date_time_ymd(2001, 1, 1), date_time_ymd(2002, 1, 1));
    let mut authority = params.clone();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let by_others = Authority::new().certify("localhost", (2001, 2002));
    for expired in [by_others, Certified::self_signed_with(&params), Certified::self_signed_with(&authority)] {
        let server = StubServer::tls(expired, WELCOME).await;
        let address = format!("https://localhost:{}", server.port());
        let shown = rejected(error_of(&address).await);
        assert_eq!(shown.problem, CertificateProblem::Expired);
        let trusted = shown.certificate.map(|certificate| certificate.fingerprint);
        assert_eq!(rejected(identify(&address, trusted).await.unwrap_err()).problem, CertificateProblem::Expired);
    }
}

/// A server that shows a trusted certificate, and has not its key.
#[tokio::test]
async fn a_trusted_certificate_without_its_key_proves_nothing() {
    let genuine = Certified::self_signed("localhost");
    let stolen = genuine.with_another_key();
    let server = StubServer::tls(genuine, WELCOME).await;
    let shown = rejected(error_of(&format!("https://localhost:{}", server.port())).await);
    let thief = StubServer::tls(stolen, WELCOME).await;
    let trusted = shown.certificate.map(|certificate| certificate.fingerprint);
    let error = identify(&format!("https://localhost:{}", thief.port()), trusted).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable(_) | Error::Certificate(_)), "{error:?}");
}

#[tokio::test]
async fn says_what_answers_in_place_of_a_server() {
    let page = "<html><title>It works &amp; runs!</title>";
    let html = "content-type: text/html; charset=utf-8\r\nserver: nginx/1.22\r\n";
    let server = StubServer::plain(&answer("200 OK", html, page)).await;
    let told = foreign(error_of(&format!("http://127.0.0.1:{}", server.port())).await);
    assert_eq!(told.title.as_deref(), Some("It works & runs!"));
    assert_eq!(told.content_type.as_deref(), Some("text/html"));
    assert_eq!(told.product.as_deref(), Some("nginx/1.22"));

    // An API whose words are those of ours by chance.
    let api = answer("200 OK", "content-type: application/json\r\n", r#"{"message": "hello"}"#);
    let server = StubServer::plain(&api).await;
    let told = foreign(error_of(&format!("http://127.0.0.1:{}", server.port())).await);
    assert_eq!(told.content_type.as_deref(), Some("application/json"));

    let server = StubServer::plain(&answer("404 Not Found", "", "nothing")).await;
    assert_eq!(foreign(error_of(&format!("http://127.0.0.1:{}", server.port())).await).status, 404);
}

#[tokio::test]
async fn tells_an_older_and_a_newer_api() {
    for (api, is_newer) in [(0, false), (2, true)] {
        let server = HostileServer::start(move |target| match target {
            "GET /capabilities" => {
                Reply::json(&json!({ "server": "hearth", "version": "9.1.0", "api": api, "capabilities": [] }), None)
            }
            _ => Reply::json(&json!({ "message": "Welcome to the Social Media App" }), None),
        })
        .await;
        match error_of(&server.address()).await {
            Error::Incompatible(found) => assert_eq!((found.is_newer, &*found.server_version), (is_newer, "9.1.0")),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn tells_gates_of_networks_from_servers_that_moved() {
    let gate = answer("511 Network Authentication Required", "content-type: text/html\r\n", "<a href=/>Sign in</a>");
    let gate = StubServer::plain(&gate).await;
    let error = error_of(&format!("http://127.0.0.1:{}", gate.port())).await;
    assert!(matches!(error, Error::CaptivePortal), "{error:?}");
    let back = "location: http://login.example/?url=http%3A%2F%2F127.0.0.1%2F\r\n";
    let gate = StubServer::plain(&answer("302 Found", back, "")).await;
    let error = error_of(&format!("http://127.0.0.1:{}", gate.port())).await;
    assert!(matches!(error, Error::CaptivePortal), "{error:?}");

    let other = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = format!("http://localhost:{}/", other.local_addr().unwrap().port());
    let moved = StubServer::plain(&answer("302 Found", &format!("location: {target}?a=b\r\n"), "")).await;
    match error_of(&format!("http://127.0.0.1:{}", moved.port())).await {
        Error::Redirected(to) => assert_eq!(to.as_str(), target),
        error => panic!("{error:?}"),
    }
    let asked = tokio::time::timeout(Duration::from_millis(200), other.accept()).await;
    assert!(asked.is_err(), "the other server was asked");
}

#[tokio::test]
async fn gives_up_on_a_drip_and_on_a_flood() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let drip = HostileServer::start(move |_| Reply::Dripping(format!("{head}content-length: 1000\r\n\r\n"))).await;
    let error = error_of(&drip.address()).await;
    assert!(matches!(error, Error::Stalled), "{error:?}");
    // Of the head itself.
    let drip = HostileServer::start(|_| Reply::Dripping("HTTP/1.1 200 OK\r\nx-more:".to_owned())).await;
    assert!(matches!(error_of(&drip.address()).await, Error::TimedOut));

    let length: u64 = 10_000_000_000;
    let flood = HostileServer::start(move |_| {
        Reply::Endless(format!("{head}content-length: {length}\r\n\r\n"), vec![b' '; 64 * 1024])
    })
    .await;
    assert!(foreign(error_of(&flood.address()).await).is_endless);
    assert!(flood.take_sent() < ON_THE_WAY);
}

#[tokio::test]
async fn knows_hearth_and_servers_with_words_of_their_own() {
    let test_dir = TestDir::new();
    let hearth = ServerCommand::on(test_dir.data_dir()).start().await;
    let told = identify(&hearth.address(), None).await.unwrap();
    assert!(told.version.is_some() && told.capabilities.iter().any(|name| name == "events"));
    // A deployment of the Python backend whose owner has changed the welcome.
    let server = HostileServer::start(|target| match target {
        "GET /" => Reply::json(&json!({ "message": "Hello from us" }), None),
        "GET /posts/" => Reply::Whole(json(&json!({ "detail": "Not authenticated" }), None).replacen(
            "200 OK\r\n",
            "401 Unauthorized\r\nwww-authenticate: Bearer\r\n",
            1,
        )),
        _ => Reply::Whole(json(&json!({ "detail": "Not Found" }), None).replacen("200 OK", "404 Not Found", 1)),
    })
    .await;
    assert_eq!(identify(&server.address(), None).await.unwrap(), Identity::default());
}

/// A proxy of HTTP, to which the client says whom it wants.
#[tokio::test]
async fn asks_through_a_proxy() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
    let options = ConnectOptions { proxy: Some(proxy), ..ConnectOptions::default() };
    let client = Client::remote_with("https://hearth.invalid:8443/base", &options).unwrap();
    let asked = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 1000];
        let read = connection.read(&mut request).await.unwrap();
        String::from_utf8_lossy(&request[..read]).into_owned()
    });
    assert!(client.identify(LIMIT).await.is_err());
    let asked = asked.await.unwrap();
    assert!(asked.starts_with("CONNECT hearth.invalid:8443 HTTP/1.1"), "{asked}");
}

#[tokio::test]
async fn checks_what_a_server_supports_and_how_it_is_reached() {
    let test_dir = TestDir::new();
    let hearth = ServerCommand::on(test_dir.data_dir()).start().await;
    let report = Client::remote(&hearth.address()).unwrap().check(LIMIT * 3).await.unwrap();
    assert!(report.identity.capabilities.iter().any(|name| name == "text-search"));
    assert!(matches!(report.clock_ahead, Some(-2..=2)), "{:?}", report.clock_ahead);
    assert_eq!((report.http_version, report.certificate), ("HTTP/1.1", None));
    assert!(report.latency > Duration::ZERO);

    let late = WELCOME.replacen("\r\n", "\r\ndate: Thu, 01 Jan 2015 00:00:00 GMT\r\n", 1);
    let certified = Certified::self_signed("localhost");
    let fingerprint = certified.fingerprint();
    let server = StubServer::tls(certified, &late).await;
    let options = ConnectOptions { trusted: fingerprint.parse().ok(), ..ConnectOptions::default() };
    let client = Client::remote_with(&format!("https://localhost:{}", server.port()), &options).unwrap();
    let report = client.check(LIMIT * 3).await.unwrap();
    assert_eq!(report.certificate.map(|certificate| certificate.fingerprint.to_string()), Some(fingerprint));
    assert!(report.clock_ahead.unwrap() < -300_000_000, "{:?}", report.clock_ahead);
    assert_eq!(report.identity, Identity::default());
}
