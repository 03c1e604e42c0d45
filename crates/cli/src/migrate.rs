//! Brings the tables up to date, as each start of the server does.

use std::io::{self, Write as _};

use hearth_server::database::{self, Schema};

use crate::{
    args::Place,
    database::{Absent, Choice, back_up_before_upgrade, choose, daily, leave_out_session_options, open},
    result::Result,
    runtime::until_stopped,
};

/// Brings the tables of the database up to date, and says whether there was anything to do.
pub(crate) fn run(place: &Place) -> Result<()> {
    let choice = choose(place)?;
    leave_out_session_options(&choice)?;
    let data_dir = if let Choice::Own(data_dir) = &choice { Some(data_dir.clone()) } else { None };
    until_stopped(async {
        let opened = open(choice, Absent::Create).await?;
        let options = opened.options.clone();
        let migrated = async {
            let before = database::schema(&options).await?;
            if let Some(daily) = data_dir.as_deref().map(|dir| daily(dir, &options)).transpose()?.flatten() {
                back_up_before_upgrade(&daily).await?;
            }
            database::migrate(&options).await?;
            Result::Ok(before)
        };
        let migrated: Result<Schema> = migrated.await;
        opened.close().await?;
        let said = match migrated? {
            Schema::Current => "The tables of the database were up to date already.",
            Schema::Behind | Schema::Newer => "The tables of the database are up to date now.",
        };
        // Nobody need read it.
        let _ = writeln!(io::stdout(), "{said}");
        Ok(())
    })
}
