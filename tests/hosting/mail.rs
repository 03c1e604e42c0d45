//! Tests emails to people who forgot their passwords, with a real server of emails.

use std::path::Path;

use hearth_tests::{
    Answer, CliCommand, Database, MailServer, Server, ServerCommand, TestDir, stub::Identity, unique_email,
};
use serde_json::json;

use crate::server_on;

const SENT: &str = "If this address has an account, an email with a link is on its way.";

/// A server that sends emails through this one.
fn mailing(home: &TestDir, database: &Database, smtp: &str) -> ServerCommand {
    let server = server_on(home, &database.url()).env("HEARTH_SMTP_URL", smtp);
    server.env("HEARTH_MAIL_FROM", "Hearth <hearth@example.org>").env("HEARTH_PUBLIC_URL", "https://hearth.example.org")
}

async fn ask(server: &Server, email: &str) -> Answer {
    server.api().post("/password-reset", None, &json!({ "email": email })).await
}

/// The secret of the link in an email.
fn secret(email: &str) -> String {
    let link =
        email.lines().find_map(|line| line.strip_prefix("https://hearth.example.org/password-reset/page#")).unwrap();
    link.trim().to_owned()
}

#[tokio::test]
async fn a_forgotten_password_is_helped_by_email() {
    let (database, home, mail) = (Database::start().await, TestDir::new(), MailServer::start().await);
    let server = mailing(&home, &database, &format!("{}?tls=none", mail.url("smtp", false))).start().await;
    let told = server.api().get("/capabilities", None).await.json();
    assert!(told["capabilities"].as_array().unwrap().contains(&json!("password-reset-email")));
    let ada = server.user().await;
    let answer = ask(&server, &ada.email.to_uppercase()).await.expect(202);
    assert_eq!(answer.json(), json!({ "message": SENT }));
    let email = mail.email(0).await;
    assert!(
        email.contains(&format!("To: {}", ada.email)) && email.contains("From: Hearth <hearth@example.org>"),
        "{email}"
    );

    // The same answer for who has no account, and no email.
    let nobody = ask(&server, &unique_email()).await.expect(202);
    assert_eq!((nobody.json(), nobody.headers.len()), (json!({ "message": SENT }), answer.headers.len()));
    let _ = ask(&server, "no address").await.expect(202);
    let body = json!({ "token": secret(&email), "new_password": "a new beginning" });
    let _ = server.api().put("/password-reset", None, &body).await.expect(204);
    let _ = server.api().get("/me", Some(&ada.token)).await.expect(401);
    let _ = server.api().login(&ada.email, "a new beginning").await.expect(200);
    let _ = server.api().put("/password-reset", None, &body).await.expect(403);
    assert_eq!(mail.emails().len(), 1);
    let log = server.stderr();
    assert!(!log.contains(&secret(&email)) && !log.contains(&ada.email), "{log}");
}

#[tokio::test]
async fn emails_are_sent_encrypted_to_whom_is_trusted() {
    let (database, home) = (Database::start().await, TestDir::new());
    let identity = Identity::self_signed("127.0.0.1");
    let (starttls, tls) = (MailServer::start_starttls(&identity).await, MailServer::start_tls(&identity).await);
    for (mail, scheme) in [(&starttls, "smtp"), (&tls, "smtps")] {
        let command = mailing(&home, &database, &mail.url(scheme, true));
        let server = command.env("SSL_CERT_FILE", mail.certificate()).start().await;
        let ada = server.user().await;
        let _ = ask(&server, &ada.email).await.expect(202);
        let _ = secret(&mail.email(0).await);
        assert!(!server.stderr().contains("p@ss"), "{}", server.stderr());

        // One whose certificate nobody vouches for gets nothing.
        let server = mailing(&home, &database, &mail.url(scheme, true)).start().await;
        let _ = ask(&server, &ada.email).await.expect(202);
        hearth_tests::eventually("the failure is logged", || server.stderr().contains("an email was not sent")).await;
        assert_eq!(mail.emails().len(), 1);
        assert!(!server.stderr().contains("p@ss") && !server.stderr().contains("p%40ss"), "{}", server.stderr());
    }
}

#[tokio::test]
async fn asking_for_emails_is_limited() {
    let (database, home, mail) = (Database::start().await, TestDir::new(), MailServer::start().await);
    let command = mailing(&home, &database, &format!("{}?tls=none", mail.url("smtp", false)));
    let server = command.env("HEARTH_RATE_LIMIT", "on").env("HEARTH_RATE_LIMIT_ACCOUNT", "2/1h").start().await;
    let ada = server.user().await;
    for email in [&ada.email, &unique_email()] {
        for _ in 0..2 {
            let _ = ask(&server, email).await.expect(202);
        }
        let refused = ask(&server, email).await.expect(429);
        assert!(!refused.header("retry-after").is_empty());
    }
    // A password is asked for all the same.
    let _ = server.api().login(&ada.email, &ada.password).await.expect(200);
    // The later of two links is the one that works.
    let (first, second) = (secret(&mail.email(0).await), secret(&mail.email(1).await));
    let mut statuses = Vec::new();
    for token in [&first, &second] {
        let body = json!({ "token": token, "new_password": "a new beginning" });
        statuses.push(server.api().put("/password-reset", None, &body).await.status);
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 403]);
}

/// Runs `doctor`; returns what it says of emails.
fn doctor(smtp: &str, from: &str, certificate: Option<&Path>) -> String {
    let home = TestDir::new();
    let mut command = CliCommand::new(["doctor", "--listen", "127.0.0.1:0", "--data-dir"]).arg(home.data_dir());
    command = command.env("HEARTH_SMTP_URL", smtp).env("HEARTH_MAIL_FROM", from);
    command = command.env("HEARTH_PUBLIC_URL", "https://hearth.example.org");
    if let Some(certificate) = certificate {
        command = command.env("SSL_CERT_FILE", certificate);
    }
    let said = command.run().stdout;
    assert!(!said.contains("p@ss") && !said.contains("p%40ss"), "{said}");
    let lines: Vec<&str> = said.lines().skip_while(|line| !line.contains(" email: ")).take(2).collect();
    lines.join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn doctor_tries_the_server_of_emails() {
    const FROM: &str = "hearth@example.org";
    let identity = Identity::self_signed("127.0.0.1");
    let mail = MailServer::start_starttls(&identity).await;
    let (url, certificate) = (mail.url("smtp", true), mail.certificate());
    let well = doctor(&url, FROM, Some(&certificate));
    assert!(well.starts_with("ok ") && well.contains("takes emails"), "{well}");
    for (said, part) in [
        (doctor(&url, FROM, None), "does not take"),
        (doctor(&url.replace("p%40ss", "guess"), FROM, Some(&certificate)), "does not take"),
        (doctor("smtp://127.0.0.1:1?tls=none", FROM, None), "does not take"),
    ] {
        assert!(said.starts_with("PROBLEM") && said.contains(part) && said.contains("HEARTH_SMTP_URL"), "{said}");
    }
}

#[tokio::test]
async fn emails_need_a_sender_and_an_address() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = |smtp: &str| server_on(&home, &database.url()).env("HEARTH_SMTP_URL", smtp);
    let refused = server("smtp://mail.example.org").try_start().await.err().unwrap();
    refused.expect_refusal("HEARTH_SMTP_URL is set, and HEARTH_MAIL_FROM is not");
    let from = server("smtp://mail.example.org").env("HEARTH_MAIL_FROM", "hearth@example.org");
    from.try_start().await.err().unwrap().expect_refusal("HEARTH_PUBLIC_URL is not");
    let wrong = server("smtp://ada:hunter2@mail.example.org?tls=perhaps").try_start().await.err().unwrap();
    wrong.expect_refusal("HEARTH_SMTP_URL cannot be");
    assert!(!wrong.stderr.contains("hunter2"), "{}", wrong.stderr);
}
