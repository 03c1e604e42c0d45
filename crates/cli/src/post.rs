//! Removes posts, and takes that back.

use hearth_server::administration;

use crate::{administer, args::PostCommand, printable::printable, result::Result};

/// Runs a command for posts, on the database of a running server too.
pub(crate) fn run(command: &PostCommand) -> Result<()> {
    administer::run(
        command.place(),
        || Ok(()),
        async |db, ()| {
            Ok(match command {
                PostCommand::Remove(one) => {
                    let title = administration::remove_post(db, one.id, &one.reason).await?;
                    format!("The post {} is removed: {}\n", one.id, printable(&title))
                }
                PostCommand::Restore(one) => {
                    let title = administration::restore_post(db, one.id).await?;
                    format!("The post {} is published again: {}\n", one.id, printable(&title))
                }
            })
        },
    )
}
