use std::path::Path;

use hearth_client::{Client, Error};

use super::AppState;
use crate::{
    error::ErrorCode,
    model::{Account, Features, ServerLocation},
    sync::{ConnectionMonitor, Session},
};

fn app(dir: &Path) -> AppState {
    AppState::new(dir, None, Box::new(|_| ()))
}

/// A session at a server that is not asked: its token waits for the keychain.
async fn session(state: &AppState, id: i32) -> Session {
    let client = Client::remote("http://127.0.0.1:9").unwrap().pending();
    let account = Account { id, email: format!("{id}@hearth.example"), display_name: None };
    state.0.sessions.prepare(ServerLocation::Local, account, client).await
}

fn shown(state: &AppState) -> Option<i32> {
    state.session().ok().map(|session| session.account.id)
}

/// An answer that comes late, after another account of the server has signed in.
#[tokio::test(flavor = "multi_thread")]
async fn refused_token_ends_its_own_session_alone() {
    let dir = tempfile::tempdir().unwrap();
    let state = app(dir.path());
    let (first, second) = (session(&state, 1).await, session(&state, 2).await);
    state.enter(first.clone(), Features::default());
    assert_eq!(shown(&state), Some(1));
    state.enter(second.clone(), Features::default());
    let refused = || Error::Refused { status: 401, detail: String::new(), fields: Vec::new(), retry_after: None };
    assert_eq!(state.failed(&first, refused()).await.code, ErrorCode::SignedOut);
    assert_eq!(shown(&state), Some(2));
    state.failed(&second, refused()).await;
    assert_eq!(shown(&state), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn suspended_session_resumes_only_while_it_is_open() {
    let dir = tempfile::tempdir().unwrap();
    let state = app(dir.path());
    let session = session(&state, 1).await;
    state.enter(session.clone(), Features::default());
    state.suspend(&session);
    state.resume(session.clone());
    assert_eq!(shown(&state), Some(1));
    state.suspend(&session);
    state.sign_out().await;
    state.resume(session);
    assert_eq!(shown(&state), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn tells_ended_sessions_from_expired_ones() {
    let dir = tempfile::tempdir().unwrap();
    let state = app(dir.path());
    // A token that expires in the year 5138, and one that has expired.
    let (lasting, expired) = ("eyJ1c2VyX2lkIjoxLCJleHAiOjk5OTk5OTk5OTk5fQ", "eyJ1c2VyX2lkIjoxLCJleHAiOjE3MDAwMDAwMDB9");
    for (listed, claims, message) in [
        (true, lasting, "You were signed out"),
        (true, expired, "Your session has ended."),
        // Another backend, which may have had its key replaced.
        (false, lasting, "Your session has ended."),
    ] {
        state.0.events.change(|status| status.features.sessions = listed);
        let session = session(&state, 1).await;
        let session = Session { client: session.client.with_token(&format!("a.{claims}.c")), ..session };
        state.enter(session.clone(), Features::default());
        let refused = Error::Refused { status: 401, detail: String::new(), fields: Vec::new(), retry_after: None };
        let error = state.failed(&session, refused).await;
        assert!(error.message.to_string().starts_with(message), "{}", error.message);
        assert!(state.status().notice.is_some_and(|notice| notice.to_string() == error.message.to_string()));
    }
}
