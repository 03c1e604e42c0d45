//! Makes, lists and revokes invites.

use hearth_api::Invite;
use hearth_server::{administration, database::Database};

use crate::{administer, args::InviteCommand, columns, printable::printable, result::Result};

/// Runs a command for invites, on the database of a running server too.
pub(crate) fn run(command: &InviteCommand) -> Result<()> {
    administer::run(command.place(), || Ok(()), async |db, ()| execute(command, db).await)
}

async fn execute(command: &InviteCommand, db: &Database) -> Result<String> {
    match command {
        InviteCommand::Create(wanted) => {
            let made = administration::create_invite(db, wanted.uses, wanted.days, wanted.note.as_deref()).await?;
            let (code, Invite { id, uses_max, expires_at, .. }) = (made.code, made.invite);
            let accounts = if uses_max == 1 { "1 account".to_owned() } else { format!("{uses_max} accounts") };
            let end = expires_at.format("%Y-%m-%d %H:%M UTC");
            Ok(format!("{code}\nIt is the code of invite {id}, for {accounts}, until {end}.\n"))
        }
        InviteCommand::List(page) => {
            let invites = administration::invites(db, page.before.unwrap_or(i32::MAX), page.limit).await?;
            Ok(table(&invites))
        }
        InviteCommand::Revoke(one) => {
            administration::revoke_invite(db, one.id).await?;
            Ok(format!("The invite {} is revoked.\n", one.id))
        }
    }
}

fn table(invites: &[Invite]) -> String {
    if invites.is_empty() {
        return "No invites.\n".to_owned();
    }
    let text = |text: &Option<String>| text.as_deref().map_or_else(|| "-".to_owned(), printable);
    let row = |invite: &Invite| {
        let uses = format!("{} of {}", invite.uses, invite.uses_max);
        let end = invite.expires_at.format("%Y-%m-%d").to_string();
        [invite.id.to_string(), uses, end, text(&invite.created_by), text(&invite.note)]
    };
    columns::lay_out(["ID", "USED", "UNTIL", "BY", "NOTE"], invites.iter().map(row))
}
