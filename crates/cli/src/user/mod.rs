//! Looks up and helps people who have an account.

mod password;
mod table;

use std::io::{self, Write as _};

use hearth_server::{
    Config, SecretKey,
    administration::{self, AdministrationError, Person, SessionsEnded},
    database::Database,
};

use crate::{
    args::UserCommand,
    database::{Absent, choose, connect, leave_out_session_options, open},
    result::Result,
    runtime::until_stopped,
};

/// Runs a command for accounts, on the database of a running server too.
pub(crate) fn run(command: &UserCommand) -> Result<()> {
    let choice = choose(command.place())?;
    leave_out_session_options(&choice)?;
    // Before anything is started: whoever gives up here leaves nothing behind.
    let new_password = match command {
        UserCommand::ResetPassword(one) => Some(password::read(&one.email)?),
        _ => None,
    };
    let said = until_stopped(async {
        let opened = open(choice, Absent::Refuse).await?;
        let options = opened.options.clone();
        let done = async { execute(command, new_password, &connect(options).await?).await };
        let done = done.await;
        opened.close().await?;
        done
    })?;
    match io::stdout().write_all(said.as_bytes()) {
        // Its reader has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// Runs a command; returns what it has to say.
async fn execute(command: &UserCommand, new_password: Option<String>, db: &Database) -> Result<String> {
    Ok(match command {
        UserCommand::List(list) => {
            let people = administration::list(db, list.after, list.limit).await?;
            let next = next(&people, list.limit).map(|id| format!("More: --after {id}\n"));
            table::of(&people) + &next.unwrap_or_default()
        }
        UserCommand::Find(find) => {
            let people = administration::find(db, &find.text, find.limit).await?;
            let more =
                next(&people, find.limit).map(|_| "There may be more: look for a longer text, or raise --limit.\n");
            table::of(&people) + more.unwrap_or_default()
        }
        UserCommand::ResetPassword(one) => {
            // The key is of no use here: no session is made.
            let config = Config::from_env(SecretKey::new(""))?;
            let changed = administration::reset_password(db, &config, &one.email, new_password.unwrap_or_default());
            let SessionsEnded { email, devices } = changed.await?;
            format!("{} has the new password. {}\n", table::printable(&email), ended(devices))
        }
        UserCommand::EndSessions(one) => {
            let ended_sessions: Result<_, AdministrationError> = administration::end_sessions(db, &one.email).await;
            let SessionsEnded { email, devices } = ended_sessions?;
            format!("{} is signed out everywhere. {}\n", table::printable(&email), ended(devices))
        }
    })
}

/// Returns the id behind which the next page begins; none where this was the last.
fn next(people: &[Person], limit: i64) -> Option<i32> {
    let is_full = i64::try_from(people.len()).is_ok_and(|found| found >= limit);
    people.last().filter(|_| is_full).map(|last| last.id)
}

fn ended(devices: i64) -> String {
    match devices {
        0 => "No device was signed in.".to_owned(),
        1 => "The session of 1 device has ended.".to_owned(),
        devices => format!("The sessions of {devices} devices have ended."),
    }
}
