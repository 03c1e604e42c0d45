//! Tests an adoption while people use the deployment: they wait a moment, and notice nothing else.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use futures_util::future::join_all;
use hearth_tests::{Answer, Api, Database, PythonBackend, User};
use serde_json::json;

use crate::{
    deployment::{assert_same, live, posts_for},
    server_command,
};

#[tokio::test(flavor = "multi_thread")]
async fn requests_succeed_while_tables_change() {
    let database = Database::start().await;
    let python = PythonBackend::on(&database.sqlalchemy_url()).await;
    let people = join_all((0..16).map(|_| User::sign_up(python.address()))).await;
    live(&database).await;

    let (api, over) = (python.api(), AtomicBool::new(false));
    let adoption = async {
        let server = server_command(&database).start().await;
        over.store(true, Relaxed);
        server
    };
    let (server, _) = tokio::join!(adoption, join_all(people.iter().map(|person| go_on(&python, &api, person, &over))));
    let reader = &people[0];
    assert_same(&server.api().walk("/posts/?limit=100", &reader.token).await, &posts_for(&database, reader.id).await);
}

async fn go_on(python: &PythonBackend, api: &Api, person: &User, over: &AtomicBool) {
    let token = Some(person.token.as_str());
    let done = |answer: Answer, status: u16| {
        assert!(answer.status == status, "{answer:?}: {}", python.log());
        answer
    };
    let post = json!({ "title": "Written meanwhile", "content": "c" });
    while !over.load(Relaxed) {
        let id = done(api.post("/posts/", token, &post).await, 201).json()["id"].clone();
        let path = format!("/posts/{id}");
        for dir in [1, 0, 1] {
            done(api.post("/vote/", token, &json!({ "post_id": id, "dir": dir })).await, 201);
        }
        done(api.put(&path, token, &post).await, 200);
        if id.as_i64().is_some_and(|id| id % 2 == 0) {
            done(api.delete(&path, token).await, 204);
        }
    }
}
