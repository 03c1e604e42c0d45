//! Tests the contract, call by call, over TCP against a real server: statuses, texts and shapes to the letter.
//!
//! All trials share one server, as real clients do. Each has users of its own, and finds its own posts by a word in
//! their titles that no other trial uses.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod account;
mod docs;
mod events;
mod feed;
mod idempotency;
mod lists;
mod login;
mod moderation;
mod paging;
mod password_reset;
mod posts;
mod protocol;
mod races;
mod reports;
mod search;
mod sessions;
mod shape;
mod tokens;
mod users;
mod votes;

use std::process::ExitCode;

use hearth_tests::{Api, Server, TestDir, User, processes_in};
use libtest_mimic::{Arguments, Trial};
use tokio::runtime::Runtime;

/// The context that every trial is given.
#[derive(Clone)]
pub(crate) struct TestContext {
    /// The server under test.
    pub(crate) api: Api,
    /// The key that it signs tokens with.
    pub(crate) secret: String,
    /// The options to connect to its database.
    pub(crate) database: sqlx::postgres::PgConnectOptions,
}

impl TestContext {
    /// Signs a new user up.
    pub(crate) async fn user(&self) -> User {
        User::sign_up(self.api.base()).await
    }

    /// Connects to the database, for what no client can do.
    pub(crate) async fn database(&self) -> sqlx::PgPool {
        sqlx::PgPool::connect_with(self.database.clone()).await.unwrap()
    }

    /// Signs a token as any backend with the same key does.
    pub(crate) fn sign(&self, claims: &serde_json::Value) -> String {
        tokens::sign(&self.secret, jsonwebtoken::Algorithm::HS256, claims)
    }
}

/// Lists a module's trials, in their order.
macro_rules! trials {
    ($($trial:ident),+ $(,)?) => {
        pub(crate) fn trials(context: &crate::TestContext) -> Vec<libtest_mimic::Trial> {
            vec![$(crate::trial(concat!(module_path!(), "::", stringify!($trial)), context, $trial)),+]
        }
    };
}
pub(crate) use trials;

pub(crate) fn trial<F: Future<Output = ()>>(
    name: &str,
    context: &TestContext,
    run: impl FnOnce(TestContext) -> F + Send + 'static,
) -> Trial {
    // A client of its own: connections do not outlive the runtime that they were made on.
    let context = TestContext { api: Api::new(context.api.base()), ..context.clone() };
    let name = name.trim_start_matches("contract::");
    Trial::test(name, move || {
        Runtime::new().unwrap().block_on(run(context));
        Ok(())
    })
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let runtime = Runtime::new().unwrap();
    let test_dir = TestDir::new();
    let server = runtime.block_on(Server::start(test_dir.data_dir()));
    let context = TestContext {
        api: server.api(),
        secret: std::fs::read_to_string(test_dir.data_dir().join("secret.key")).unwrap(),
        database: server.database(),
    };
    let modules = [
        users::trials,
        login::trials,
        tokens::trials,
        account::trials,
        sessions::trials,
        moderation::trials,
        reports::trials,
        password_reset::trials,
        posts::trials,
        feed::trials,
        idempotency::trials,
        lists::trials,
        paging::trials,
        votes::trials,
        races::trials,
        search::trials,
        events::trials,
        protocol::trials,
        docs::trials,
    ];
    let conclusion = libtest_mimic::run(&arguments, modules.iter().flat_map(|trials| trials(&context)).collect());

    let ended = runtime.block_on(server.stop());
    assert!(ended.status.success(), "{ended:?}");
    assert!(!ended.stderr.contains(r#""level":"ERROR""#), "a client made the server fail: {}", ended.stderr);
    assert_eq!(processes_in(test_dir.path()), []);
    conclusion.exit_code()
}
