//! Tests who looks after a hosted server, who may sign up, and the commands for both.

use hearth_tests::{Answer, CliCommand, CliOutput, Database, Server, TestDir, User, send, unique_email};
use reqwest::Method;
use serde_json::{Value, json};

use crate::server_on;

/// Runs a command on a database.
fn run(database: &Database, args: &[&str]) -> CliOutput {
    CliCommand::new(args).env("DATABASE_URL", database.url()).run()
}

async fn sign_up(server: &Server, email: &str, invite: Option<&str>) -> Answer {
    let mut body = json!({ "email": email, "password": "correct horse" });
    if let Some(code) = invite {
        body["invite"] = code.into();
    }
    server.api().post("/users/", None, &body).await
}

async fn role(server: &Server, user: &User) -> Value {
    server.api().get("/me", Some(&user.token)).await.expect(200).json()["role"].clone()
}

#[tokio::test]
async fn roles_come_from_the_command_line() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    let (ada, bob) = (server.user().await, server.user().await);
    assert_eq!((role(&server, &ada).await, role(&server, &bob).await), (Value::Null, Value::Null), "nobody by itself");

    let said = run(&database, &["user", "promote", &ada.email.to_uppercase()]).succeeded();
    assert_eq!(said, format!("{} is an administrator now.\n", ada.email));
    let said = run(&database, &["user", "promote", &bob.email, "--role", "moderator"]).succeeded();
    assert_eq!(said, format!("{} is a moderator now.\n", bob.email));
    assert_eq!((role(&server, &ada).await, role(&server, &bob).await), (json!("administrator"), json!("moderator")));
    let staff = run(&database, &["user", "list", "--only", "staff"]).succeeded();
    assert!(staff.contains("administrator") && staff.contains("moderator") && staff.lines().count() == 3, "{staff}");

    run(&database, &["user", "demote", &ada.email]).expect_refusal("is the last administrator.");
    run(&database, &["user", "suspend", &ada.email, "--reason", "x"]).expect_refusal("is an administrator.");
    run(&database, &["user", "remove", &ada.email, "--reason", "x"]).expect_refusal("is an administrator.");
    let path = format!("/moderation/people/{}/role", ada.id);
    let refused = server.api().delete(&path, Some(&ada.token)).await;
    refused.expect_detail(409, "This is the last administrator. Make somebody else one first.");
    let moderator = json!({ "role": "moderator" });
    let _ = server.api().put(&path, Some(&ada.token), &moderator).await.expect(409);

    // Two administrators who take each other's role at once: one remains.
    let _ = run(&database, &["user", "promote", &bob.email]).succeeded();
    let demote = |by: &User, whom: &User| {
        let path = format!("/moderation/people/{}/role", whom.id);
        send(server.api().request(Method::DELETE, &path).bearer_auth(&by.token))
    };
    let _ = tokio::join!(demote(&ada, &bob), demote(&bob, &ada));
    let left = [role(&server, &ada).await, role(&server, &bob).await];
    assert_eq!(left.iter().filter(|role| **role == "administrator").count(), 1, "{left:?}");
    let nobody = unique_email();
    run(&database, &["user", "promote", &nobody]).expect_refusal(&format!("no account with the address {nobody}"));
}

#[tokio::test]
async fn commands_look_after_people_and_are_logged() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    let (eve, ada) = (server.user().await, server.user().await);
    let post = eve.post("For sale").await;
    let said = run(&database, &["post", "remove", &post.to_string(), "--reason", "Advertising"]).succeeded();
    assert_eq!(said, format!("The post {post} is removed: For sale\n"));
    let _ = server.api().get(&format!("/posts/{post}"), Some(&ada.token)).await.expect(404);
    let own = server.api().get(&format!("/posts/{post}"), Some(&eve.token)).await.expect(200).json();
    assert_eq!(own["removed"]["reason"], "Advertising");
    let _ = run(&database, &["post", "restore", &post.to_string()]).succeeded();
    let _ = server.api().get(&format!("/posts/{post}"), Some(&ada.token)).await.expect(200);
    run(&database, &["post", "restore", &post.to_string()]).expect_refusal("is not removed.");
    run(&database, &["post", "remove", "0", "--reason", "x"]).expect_refusal("There is no published post 0.");

    let said =
        run(&database, &["user", "suspend", &eve.email, "--days", "7", "--reason", "Noise\u{1b}[2J"]).succeeded();
    assert_eq!(said, format!("{} is suspended for 7 days, and signed out everywhere.\n", eve.email));
    let _ = server.api().get("/me", Some(&eve.token)).await.expect(401);
    let told = server.api().login(&eve.email, &eve.password).await.expect(403).detail();
    assert!(told.as_str().unwrap().contains("The reason: Noise"), "{told}");
    // Who helps with a password does not end the suspension.
    let reset = CliCommand::new(["user", "reset-password", &eve.email]).env("DATABASE_URL", database.url());
    let _ = reset.input("a new beginning\n").run().succeeded();
    let told = server.api().login(&eve.email, "a new beginning").await.expect(403).detail();
    assert!(told.as_str().unwrap().starts_with("This account is suspended until"), "{told}");
    let _ = run(&database, &["user", "unsuspend", &eve.email]).succeeded();
    let _ = server.api().login(&eve.email, "a new beginning").await.expect(200);
    run(&database, &["user", "unsuspend", &eve.email]).expect_refusal("is not suspended.");
    run(&database, &["user", "suspend", &eve.email, "--reason", " "]).expect_refusal("1 to 500 characters");
    let said = run(&database, &["user", "remove", &eve.email, "--reason", "Asked for it"]).succeeded();
    assert_eq!(said, format!("{} is removed, with all posts and votes.\n", eve.email));

    let log = run(&database, &["audit"]).succeeded();
    let actions: Vec<&str> = log.lines().skip(1).map(|line| line.split("  ").nth(3).unwrap().trim()).collect();
    assert_eq!(actions, ["remove", "unsuspend", "suspend", "restore-post", "remove-post"], "{log}");
    assert!(log.contains("command line") && log.contains(&format!("post {post} of {}", eve.email)), "{log}");
    assert!(!log.contains('\u{1b}'), "{log}");
    let first = run(&database, &["audit", "--limit", "2"]).succeeded();
    let before = first.lines().last().unwrap().strip_prefix("More: --before ").unwrap();
    assert_eq!(run(&database, &["audit", "--before", before]).succeeded().lines().count(), 4);
}

#[tokio::test]
async fn a_link_from_the_command_line_sets_a_password() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    let ada = server.user().await;
    let link = CliCommand::new(["user", "reset-link", &ada.email]).env("DATABASE_URL", database.url());
    let said = link.env("HEARTH_PUBLIC_URL", "https://hearth.example.org/social/").run().succeeded();
    let (link, more) = said.split_once('\n').unwrap();
    let secret = link.strip_prefix("https://hearth.example.org/social/password-reset/page#").unwrap();
    assert!(more.starts_with(&format!("It sets the password of {} anew, once, until ", ada.email)), "{said}");
    let body = json!({ "token": secret, "new_password": "a new beginning" });
    let _ = server.api().put("/password-reset", None, &body).await.expect(204);
    let _ = server.api().get("/me", Some(&ada.token)).await.expect(401);
    let _ = server.api().login(&ada.email, "a new beginning").await.expect(200);
    assert!(!server.stderr().contains(secret), "{}", server.stderr());
    let local = run(&database, &["user", "reset-link", &ada.email]).succeeded();
    assert!(local.starts_with("http://127.0.0.1:8000/password-reset/page#"), "{local}");
}

#[tokio::test]
async fn a_server_by_invitation_takes_whom_it_invited() {
    const INVALID: &str = "This invite is not valid: it was used up or revoked, or its time is over.";
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).env("HEARTH_SIGN_UP", "invite").start().await;
    assert_eq!(server.api().get("/capabilities", None).await.json()["sign_up"], "invite");
    let refused = sign_up(&server, &unique_email(), None).await.expect(403).detail();
    assert!(refused.as_str().unwrap().starts_with("This server is by invitation"), "{refused}");
    sign_up(&server, &unique_email(), Some("0123")).await.expect_detail(403, INVALID);

    let code = |args: &[&str]| {
        let said = run(&database, &[&["invite", "create"], args].concat()).succeeded();
        said.lines().next().unwrap().to_owned()
    };
    let single = code(&["--note", "for Ada"]);
    // Of several at once one is let in.
    let emails: Vec<String> = (0..4).map(|_| unique_email()).collect();
    let tries = emails.iter().map(|email| sign_up(&server, email, Some(&single)));
    let mut statuses: Vec<_> = futures_util::future::join_all(tries).await.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 403, 403, 403]);
    let many = code(&["--uses", "2"]);
    let ada = unique_email();
    let _ = sign_up(&server, &ada, Some(&format!(" {many} "))).await.expect(201);
    // An address that is taken uses nothing up.
    let _ = sign_up(&server, &ada, Some(&many)).await.expect(409);
    let _ = sign_up(&server, &unique_email(), Some(&many)).await.expect(201);
    sign_up(&server, &unique_email(), Some(&many)).await.expect_detail(403, INVALID);
    let _ = server.api().login(&ada, "correct horse").await.expect(200);

    let late = code(&[]);
    database.execute("UPDATE hearth_invites SET expires_at = now() WHERE uses = 0").await;
    sign_up(&server, &unique_email(), Some(&late)).await.expect_detail(403, INVALID);
    let list = run(&database, &["invite", "list"]).succeeded();
    assert!(list.contains("1 of 1") && list.contains("2 of 2") && list.contains("for Ada"), "{list}");
    assert!(!list.contains(&single) && !list.contains(&many));
    let id = list.lines().nth(1).unwrap().split_whitespace().next().unwrap();
    let _ = run(&database, &["invite", "revoke", id]).succeeded();
    run(&database, &["invite", "revoke", id]).expect_refusal("There is no invite");
    assert!(!server.stderr().contains(&single), "{}", server.stderr());
}

#[tokio::test]
async fn an_account_waits_for_approval() {
    let (database, home) = (Database::start().await, TestDir::new());
    let command = server_on(&home, &database.url()).env("HEARTH_SIGN_UP", "approval");
    let server = command.start().await;
    let (ada, eve, bob) = (unique_email(), unique_email(), unique_email());
    for email in [&ada, &eve] {
        let _ = sign_up(&server, email, None).await.expect(201);
        let told = "This account waits until a moderator of this server approves it.";
        server.api().login(email, "correct horse").await.expect_detail(403, told);
        server.api().login(email, "a guess").await.expect_detail(403, "Invalid Credentials");
    }
    // Who has an invite need not wait.
    let code = run(&database, &["invite", "create"]).succeeded();
    let _ = sign_up(&server, &bob, code.lines().next()).await.expect(201);
    let token = server.api().login(&bob, "correct horse").await.expect(200).json()["access_token"].clone();
    let token = token.as_str().unwrap();
    let found = server.api().get(&format!("/users/?search={ada}"), Some(token)).await.expect(200).json();
    assert_eq!(found, json!([]), "who waits is not found");

    let waiting = run(&database, &["user", "list", "--only", "waiting"]).succeeded();
    assert!(waiting.contains(&ada) && waiting.contains(&eve) && !waiting.contains(&bob), "{waiting}");
    assert_eq!(run(&database, &["user", "approve", &ada]).succeeded(), format!("{ada} can sign in now.\n"));
    let _ = server.api().login(&ada, "correct horse").await.expect(200);
    run(&database, &["user", "approve", &ada]).expect_refusal("does not wait for approval.");

    // A moderator approves others, and refuses them.
    let _ = run(&database, &["user", "promote", &bob, "--role", "moderator"]).succeeded();
    let list = server.api().get("/moderation/people?only=waiting", Some(token)).await.expect(200).json();
    assert_eq!((list.as_array().unwrap().len(), &list[0]["email"]), (1, &json!(eve)));
    let path = format!("/moderation/people/{}", list[0]["id"]);
    let _ = server.api().delete(&path, Some(token)).await.expect(204);
    server.api().login(&eve, "correct horse").await.expect_detail(403, "Invalid Credentials");
    let _ = sign_up(&server, &eve, None).await.expect(201);
    let list = server.api().get("/moderation/people?only=waiting", Some(token)).await.expect(200).json();
    let path = format!("/moderation/people/{}/approval", list[0]["id"]);
    let _ = server.api().put(&path, Some(token), &json!({})).await.expect(204);
    let _ = server.api().login(&eve, "correct horse").await.expect(200);

    assert!(server.stop().await.status.success());
    let server = server_on(&home, &database.url()).env("HEARTH_SIGN_UP", "closed").start().await;
    let code = run(&database, &["invite", "create"]).succeeded();
    let refused = sign_up(&server, &unique_email(), code.lines().next()).await;
    refused.expect_detail(403, "Nobody can sign up on this server: it is closed.");
    let _ = server.api().login(&ada, "correct horse").await.expect(200);
}
