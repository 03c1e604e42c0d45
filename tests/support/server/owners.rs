//! Builds a server as an owner runs it, and asks it for what people ask for most.

use serde_json::json;

use super::{Answer, Server, ServerCommand};
use crate::{TestDir, User, unique_email};

/// A secret key that is long enough.
pub const SECRET_KEY: &str = "a-secret-of-the-owner-with-more-than-32-bytes";

/// A server with a key and an empty home.
#[must_use]
pub fn server_in(home: &TestDir) -> ServerCommand {
    ServerCommand::without_data_dir().env("SECRET_KEY", SECRET_KEY).env("HOME", home.path())
}

/// A server with a key and an empty home, which is told by `DATABASE_URL` where its database is.
#[must_use]
pub fn server_on(home: &TestDir, database_url: &str) -> ServerCommand {
    server_in(home).env("DATABASE_URL", database_url)
}

/// Sends what people ask for most, all at once.
pub async fn ask_for_all(server: &Server, user: &User) -> Vec<Answer> {
    let (api, token) = (server.api(), Some(user.token.as_str()));
    let post = json!({ "title": "Written while the database is away", "content": "c" });
    let account = json!({ "email": unique_email(), "password": "correct horse" });
    let vote = json!({ "post_id": 1, "dir": 1 });
    let answers = tokio::join!(
        api.get("/posts/", token),
        api.get("/posts/?q=bread", token),
        api.get("/me", token),
        api.get("/health/ready", None),
        api.post("/posts/", token, &post),
        api.post("/vote/", token, &vote),
        api.post("/users/", None, &account),
        api.login(&user.email, &user.password),
    );
    vec![answers.0, answers.1, answers.2, answers.3, answers.4, answers.5, answers.6, answers.7]
}
