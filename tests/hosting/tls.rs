//! Tests TLS to a database of the owner's, with certificates that openssl makes.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    str::FromStr,
    time::{Duration, Instant},
};

use hearth_tests::{Account, CONDITION_TIMEOUT, Database, TestDir, is_root};
use sqlx::{
    Connection, PgConnection,
    postgres::{PgConnectOptions, PgSslMode},
};

use crate::server_on;

/// A self-signed certificate, with more arguments for `openssl req -x509`, and its key beside it.
fn certificate(test_dir: &TestDir, name: &str, arguments: &[&str]) -> PathBuf {
    let (file, key) = (test_dir.join(format!("{name}.crt")), test_dir.join(format!("{name}.key")));
    let mut openssl = Command::new("openssl");
    openssl.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=db.example"]);
    let made = openssl.args(arguments).arg("-out").arg(&file).arg("-keyout").arg(&key).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).unwrap();
    if is_root() {
        Account::NOBODY.own(&key);
    }
    file
}

async fn shows(database: &Database, certificate: &Path) {
    let key = certificate.with_extension("key");
    database.execute(&format!("ALTER SYSTEM SET ssl_cert_file = '{}'", certificate.display())).await;
    database.execute(&format!("ALTER SYSTEM SET ssl_key_file = '{}'", key.display())).await;
    database.execute("ALTER SYSTEM SET ssl = on").await;
    database.execute("SELECT pg_reload_conf()").await;
    let encrypted = PgConnectOptions::from_str(&database.url()).unwrap().ssl_mode(PgSslMode::Require);
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while PgConnection::connect_with(&encrypted).await.is_err() {
        assert!(Instant::now() < deadline, "the database does not encrypt");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_certificate_is_checked_against_what_is_trusted() {
    let (database, home) = (Database::start().await, TestDir::new());
    let leaf = ["-addext", "basicConstraints=critical,CA:FALSE", "-addext", "subjectAltName=IP:127.0.0.1"];
    let (trusted, other) = (certificate(&home, "trusted", &leaf), certificate(&home, "other", &leaf));
    shows(&database, &trusted).await;
    let url = |more: &str| format!("{}&{more}", database.url());
    let with = |mode: &str, root: &Path| url(&format!("sslmode={mode}&sslrootcert={}", root.display()));
    for url in [url("sslmode=require"), with("verify-ca", &trusted), with("verify-full", &trusted)] {
        let server = server_on(&home, &url).start().await;
        server.user().await.post("Encrypted").await;
    }
    let system = server_on(&home, &url("sslmode=verify-full&sslrootcert=system"));
    system.env("SSL_CERT_FILE", &trusted).start().await.user().await.post("Known to the system").await;
    for (url, sentence) in [
        (with("verify-ca", &other), "signed by nobody whom sslrootcert or the known authorities vouch for"),
        (with("verify-full", &trusted).replace("127.0.0.1", "localhost"), "its certificate is not for this host"),
        (url("sslmode=verify-full&sslrootcert=system"), "signed by nobody"),
        (url("sslmode=require&sslrootcert=system"), "sslrootcert=system needs sslmode=verify-full"),
        (with("verify-ca", Path::new("/nowhere")), "no such file of a certificate"),
    ] {
        let refused = server_on(&home, &url).try_start().await.err().unwrap();
        refused.expect_refusal(sentence);
    }
}

/// Uses a certificate as the manual of PostgreSQL makes one. OpenSSL takes it for a server's; rustls does not.
#[tokio::test]
async fn a_certificate_of_an_authority_is_explained() {
    let (database, home) = (Database::start().await, TestDir::new());
    let authority = certificate(&home, "authority", &[]);
    shows(&database, &authority).await;
    let url = format!("{}&sslmode=verify-ca&sslrootcert={}", database.url(), authority.display());
    let refused = server_on(&home, &url).try_start().await.err().unwrap();
    refused.expect_refusal("its certificate is made for an authority (CA:TRUE), not for a server.");
    refused.expect_refusal("-addext basicConstraints=critical,CA:FALSE");
    assert!(!refused.stderr.contains("OtherError"), "{}", refused.stderr);
}

#[tokio::test]
async fn a_client_certificate_lets_in() {
    let home = TestDir::new();
    let rules = home.join("pg_hba.conf");
    fs::write(&rules, "hostssl social clerk 127.0.0.1/32 cert\nhost all all 127.0.0.1/32 scram-sha-256\n").unwrap();
    let database = Database::start_with(&[&format!("hba_file={}", rules.display())]).await;
    database.execute("CREATE ROLE clerk LOGIN; ALTER DATABASE social OWNER TO clerk").await;
    let leaf = ["-addext", "basicConstraints=critical,CA:FALSE", "-addext", "subjectAltName=IP:127.0.0.1"];
    let clerk = [&leaf[..], &["-subj", "/CN=clerk"]].concat();
    let (server, client, other) = (
        certificate(&home, "server", &leaf),
        certificate(&home, "client", &clerk),
        certificate(&home, "other", &clerk),
    );
    database.execute(&format!("ALTER SYSTEM SET ssl_ca_file = '{}'", client.display())).await;
    shows(&database, &server).await;
    let url = |certificate: Option<&Path>| {
        let mut url = format!("postgresql://clerk@127.0.0.1:{}/social", database.port());
        url = format!("{url}?sslmode=verify-full&sslrootcert={}", server.display());
        if let Some(file) = certificate {
            url = format!("{url}&sslcert={}&sslkey={}", file.display(), file.with_extension("key").display());
        }
        url
    };
    server_on(&home, &url(Some(&client))).start().await.user().await.post("By certificate").await;
    for (url, sentence) in [
        (url(None), "connection requires a valid client certificate. Check its user and password"),
        (url(Some(&other)), "The database does not let Hearth in: it"),
        (url(Some(Path::new("/nowhere.crt"))), "no such file of a certificate"),
    ] {
        let refused = server_on(&home, &url).try_start().await.err().unwrap();
        refused.expect_refusal(sentence);
    }
}
