//! Looks up and helps people who have an account.

mod password;
mod table;

use hearth_api::Role;
use hearth_server::{
    Config, SecretKey,
    administration::{self, Only, Person, SessionsEnded},
    config,
    database::Database,
};

use crate::{
    administer,
    args::{NewRole, OnlySome, UserCommand},
    printable::printable,
    result::Result,
    serve,
};

/// Runs a command for accounts, on the database of a running server too.
pub(crate) fn run(command: &UserCommand) -> Result<()> {
    let new_password = || match command {
        UserCommand::ResetPassword(one) => Some(password::read(&one.email)).transpose(),
        _ => Ok(None),
    };
    administer::run(command.place(), new_password, async |db, new_password| execute(command, new_password, db).await)
}

/// Runs a command; returns what it has to say.
async fn execute(command: &UserCommand, new_password: Option<String>, db: &Database) -> Result<String> {
    Ok(match command {
        UserCommand::List(list) => {
            let people = administration::list(db, list.only.map(only), list.after, list.limit).await?;
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
            format!("{} has the new password. {}\n", printable(&email), ended(devices))
        }
        UserCommand::EndSessions(one) => {
            let SessionsEnded { email, devices } = administration::end_sessions(db, &one.email).await?;
            format!("{} is signed out everywhere. {}\n", printable(&email), ended(devices))
        }
        UserCommand::ResetLink(one) => reset_link(db, &one.email).await?,
        _ => moderate(command, db).await?,
    })
}

/// Runs a command that changes what an account may do.
async fn moderate(command: &UserCommand, db: &Database) -> Result<String> {
    let (email, now) = match command {
        UserCommand::Promote(promote) => {
            let (role, name) = match promote.role {
                NewRole::Administrator => (Role::Administrator, "an administrator"),
                NewRole::Moderator => (Role::Moderator, "a moderator"),
            };
            (administration::set_role(db, &promote.email, Some(role)).await?, format!("is {name} now."))
        }
        UserCommand::Demote(one) => {
            (administration::set_role(db, &one.email, None).await?, "has no role any more.".to_owned())
        }
        UserCommand::Suspend(one) => {
            let email = administration::suspend(db, &one.email, &one.reason, one.days).await?;
            let end = one.days.map(|days| format!(" for {days} days")).unwrap_or_default();
            (email, format!("is suspended{end}, and signed out everywhere."))
        }
        UserCommand::Unsuspend(one) => {
            (administration::unsuspend(db, &one.email).await?, "is suspended no longer.".to_owned())
        }
        UserCommand::Approve(one) => (administration::approve(db, &one.email).await?, "can sign in now.".to_owned()),
        UserCommand::Remove(one) => {
            let email = administration::remove(db, &one.email, &one.reason).await?;
            (email, "is removed, with all posts and votes.".to_owned())
        }
        // Those that change nothing of the kind.
        _ => return Ok(String::new()),
    };
    Ok(format!("{} {now}\n", printable(&email)))
}

async fn reset_link(db: &Database, email: &str) -> Result<String> {
    let base = match config::public_url()? {
        Some(url) => url,
        None => format!("http://{}", serve::address(None)?),
    };
    let (email, made) = administration::reset_link(db, &base, email).await?;
    let end = made.expires_at.format("%Y-%m-%d %H:%M UTC");
    Ok(format!("{}\nIt sets the password of {} anew, once, until {end}.\n", made.link, printable(&email)))
}

fn only(some: OnlySome) -> Only {
    match some {
        OnlySome::Suspended => Only::Suspended,
        OnlySome::Waiting => Only::Waiting,
        OnlySome::Staff => Only::Staff,
    }
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
