use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::Path,
    thread,
};

use hearth_client::{Client, Error};

use super::AppState;
use crate::{
    error::ErrorCode,
    model::{Accent, Account, AccountKey, AccountState, Destination, Phase, ServerLocation, ServerStatus, Shown},
    sync::{ConnectionMonitor, Session},
};

const REFUSED: &str = "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\
    Connection: close\r\n\r\n{\"detail\":\"No.\"}";
const NO_POSTS: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]";

fn app(dir: &Path) -> AppState {
    AppState::new(dir, None, Box::new(|_| ()))
}

/// Serves one answer to every request; returns its address.
fn server(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let _ = lines.map_while(Result::ok).find(String::is_empty);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}

fn refused() -> Error {
    Error::Refused { status: 401, detail: String::new(), fields: Vec::new(), retry_after: None }
}

/// Shows the form of a server that is ready.
fn show_form(state: &AppState, server: &ServerLocation) {
    state.0.events.change(|status| {
        let ready = ServerStatus { phase: Phase::Ready, ..ServerStatus::starting(&[], false) };
        status.servers.entry(server.clone()).or_insert(ready);
        status.shown = Shown::Server(server.clone());
    });
}

/// Signs in to an account of a server that is reached at an address.
async fn sign_in(state: &AppState, server: ServerLocation, id: i32, address: &str, token: &str) -> Session {
    show_form(state, &server);
    let client = Client::remote(address).unwrap().with_token(token);
    let account = Account { id, email: format!("{id}@hearth.example"), display_name: None };
    let session = state.0.sessions.prepare(server, account, client).await;
    state.0.settings.change(|settings| settings.accounts.add(&session.server, &session.account));
    state.adopt(session.clone());
    session
}

async fn sign_in_here(state: &AppState, id: i32) -> Session {
    sign_in(state, ServerLocation::Local, id, &server(NO_POSTS), "a.b.c").await
}

fn here(account: i32) -> AccountKey {
    AccountKey { server: ServerLocation::Local, account }
}

fn shown(state: &AppState) -> Option<i32> {
    state.status().account.map(|account| account.id)
}

fn listed(state: &AppState) -> Vec<i32> {
    state.status().accounts.iter().map(|entry| entry.account.id).collect()
}

/// An answer that comes late, after another account of the server was shown.
#[tokio::test(flavor = "multi_thread")]
async fn refused_token_ends_its_own_session_alone() {
    let dir = tempfile::tempdir().unwrap();
    let (state, address) = (app(dir.path()), server(REFUSED));
    let first = sign_in(&state, ServerLocation::Local, 1, &address, "a.b.c").await;
    let second = sign_in(&state, ServerLocation::Local, 2, &address, "a.b.d").await;
    assert_eq!(shown(&state), Some(2));
    assert_eq!(state.failed(&first, refused()).await.code, ErrorCode::SignedOut);
    let states = |state: &AppState| state.status().accounts.iter().map(|entry| entry.state).collect::<Vec<_>>();
    assert_eq!((shown(&state), states(&state)), (Some(2), vec![AccountState::SignedOut, AccountState::Online]));
    state.failed(&second, refused()).await;
    assert_eq!((shown(&state), listed(&state)), (None, vec![1, 2]));
    assert_eq!(states(&state), [AccountState::SignedOut, AccountState::SignedOut]);
}

#[tokio::test(flavor = "multi_thread")]
async fn refusal_that_is_not_confirmed_ends_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let state = app(dir.path());
    let session = sign_in_here(&state, 1).await;
    assert_eq!(state.failed(&session, refused()).await.code, ErrorCode::Server);
    assert_eq!(shown(&state), Some(1));
    // Nor one that nobody could be asked about.
    let session = sign_in(&state, ServerLocation::Local, 2, "http://127.0.0.1:9", "a.b.c").await;
    state.failed(&session, refused()).await;
    assert_eq!(shown(&state), Some(2));
}

/// The server refused the token that an account had before it signed in again.
#[tokio::test(flavor = "multi_thread")]
async fn late_refusal_spares_the_next_session_of_the_account() {
    let dir = tempfile::tempdir().unwrap();
    let state = app(dir.path());
    let before = sign_in(&state, ServerLocation::Local, 1, &server(REFUSED), "a.b.c").await;
    sign_in(&state, ServerLocation::Local, 1, &server(NO_POSTS), "a.b.d").await;
    state.failed(&before, refused()).await;
    assert_eq!((shown(&state), listed(&state)), (Some(1), vec![1]));
}

#[tokio::test(flavor = "multi_thread")]
async fn suspended_session_resumes_only_while_it_is_open() {
    let dir = tempfile::tempdir().unwrap();
    let state = app(dir.path());
    let session = sign_in_here(&state, 1).await;
    state.suspend(&session);
    state.resume(session.clone());
    assert_eq!(shown(&state), Some(1));
    state.suspend(&session);
    state.sign_out(&session.key()).await;
    state.resume(session);
    assert_eq!(shown(&state), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn tells_ended_sessions_from_expired_ones() {
    let dir = tempfile::tempdir().unwrap();
    let (state, address) = (app(dir.path()), server(REFUSED));
    // A token that expires in the year 5138, and one that has expired.
    let (lasting, expired) = ("eyJ1c2VyX2lkIjoxLCJleHAiOjk5OTk5OTk5OTk5fQ", "eyJ1c2VyX2lkIjoxLCJleHAiOjE3MDAwMDAwMDB9");
    for (lists_sessions, claims, message) in [
        (true, lasting, "You were signed out"),
        (true, expired, "Your session has ended."),
        // Another backend, which may have had its key replaced.
        (false, lasting, "Your session has ended."),
    ] {
        let token = format!("a.{claims}.c");
        let session = sign_in(&state, ServerLocation::Local, 1, &address, &token).await;
        state.0.events.change(|status| {
            status.servers.get_mut(&ServerLocation::Local).unwrap().features.sessions = lists_sessions;
        });
        let error = state.failed(&session, refused()).await;
        assert!(error.message.to_string().starts_with(message), "{}", error.message);
        assert!(state.status().notice.is_some_and(|notice| notice.to_string() == error.message.to_string()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_is_of_its_account_whichever_is_shown() {
    let dir = tempfile::tempdir().unwrap();
    let state = app(dir.path());
    sign_in_here(&state, 1).await;
    sign_in_here(&state, 2).await;
    assert_eq!(state.session(&here(1)).ok().map(|session| session.account.id), Some(1));
    state.switch(&here(1));
    assert_eq!(shown(&state), Some(1));
    assert_eq!(state.session(&here(2)).ok().map(|session| session.account.id), Some(2));
    state.switch(&here(7));
    assert_eq!(
        (shown(&state), state.session(&here(7)).err().map(|error| error.code)),
        (Some(1), Some(ErrorCode::SignedOut))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_start_has_all_accounts_as_they_were() {
    let dir = tempfile::tempdir().unwrap();
    let state = app(dir.path());
    for id in 1..=3 {
        sign_in_here(&state, id).await;
    }
    state.switch(&here(2));
    state.set_label(&here(2), "  Work ");
    state.set_accent(&here(2), Accent::Sky);
    state.move_account(&here(3), 0);
    state.leave(true);
    let status = app(dir.path()).status();
    let known: Vec<_> = status.accounts.iter().map(|entry| (entry.account.id, entry.name().to_owned())).collect();
    let named = |id: i32, name: &str| (id, name.to_owned());
    assert_eq!(known, [named(3, "3@hearth.example"), named(1, "1@hearth.example"), named(2, "Work")]);
    assert_eq!((status.shown, status.accounts[2].accent), (Shown::Account(here(2)), Accent::Sky));
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_of_one_leaves_the_others() {
    let dir = tempfile::tempdir().unwrap();
    let state = app(dir.path());
    for id in 1..=3 {
        sign_in_here(&state, id).await;
    }
    state.switch(&here(2));
    state.sign_out(&here(1)).await;
    assert_eq!((shown(&state), listed(&state)), (Some(2), vec![2, 3]));
    state.sign_out(&here(2)).await;
    assert_eq!((shown(&state), listed(&state)), (Some(3), vec![3]));
    state.sign_out_all().await;
    let status = state.status();
    assert!(listed(&state).is_empty() && status.account.is_none());
    assert_eq!(status.shown, Shown::Server(ServerLocation::Local));
    assert!(app(dir.path()).status().accounts.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn adding_an_account_has_a_way_back() {
    let dir = tempfile::tempdir().unwrap();
    let state = app(dir.path());
    sign_in_here(&state, 1).await;
    state.leave(true);
    assert!(state.status().can_return && matches!(state.status().phase, Phase::Choosing));
    state.choose(ServerLocation::Local, None).await.unwrap();
    assert!(state.status().can_return && state.status().account.is_none());
    // Another server after all, and this one again: it is still for another account.
    state.leave(false);
    state.choose(ServerLocation::Local, None).await.unwrap();
    assert!(state.status().can_return && state.status().account.is_none());
    state.return_to_previous();
    assert_eq!((shown(&state), state.status().can_return), (Some(1), false));
    // Who goes elsewhere, and comes back to where they have an account, finds it.
    state.leave(false);
    state.choose(ServerLocation::Local, None).await.unwrap();
    assert_eq!(shown(&state), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn link_goes_to_the_account_at_its_server() {
    let dir = tempfile::tempdir().unwrap();
    let (state, address) = (app(dir.path()), server(NO_POSTS));
    let there = ServerLocation::Server { address: address.clone() };
    let link = |server: &ServerLocation| Destination::Post { id: 7, server: Some(server.clone()) };
    sign_in(&state, there.clone(), 5, &address, "a.b.c").await;
    sign_in_here(&state, 1).await;
    sign_in_here(&state, 2).await;
    state.show(Some(link(&there)));
    assert_eq!((shown(&state), state.status().pending_destination), (Some(5), Some(link(&there))));
    // The first of several; or the one that is shown.
    state.show(Some(link(&ServerLocation::Local)));
    assert_eq!(shown(&state), Some(1));
    state.switch(&here(2));
    state.show(Some(link(&ServerLocation::Local)));
    assert_eq!(shown(&state), Some(2));
    let unknown = ServerLocation::Server { address: "https://hearth.example/".to_owned() };
    state.show(Some(link(&unknown)));
    assert_eq!((shown(&state), state.status().pending_destination), (Some(2), Some(link(&unknown))));
}

#[tokio::test(flavor = "multi_thread")]
async fn this_computer_is_turned_off_and_stays_so() {
    let dir = tempfile::tempdir().unwrap();
    let (state, address) = (app(dir.path()), server(NO_POSTS));
    sign_in_here(&state, 1).await;
    sign_in(&state, ServerLocation::Server { address: address.clone() }, 1, &address, "a.b.c").await;
    state.turn_local(false).await;
    let states = |state: &AppState| state.status().accounts.iter().map(|entry| entry.state).collect::<Vec<_>>();
    assert_eq!(states(&state), [AccountState::Off, AccountState::Online]);
    assert!(state.session(&here(1)).is_err());
    state.switch(&here(1));
    assert!(matches!(state.status().phase, Phase::Off));
    assert!(app(dir.path()).status().local_off);
}
