//! The types that cross to the window, as TypeScript: `make types` writes them, a test finds them stale.

use std::{fmt::Write as _, fs, path::Path};

use ts_rs::{Config, TS};

use crate::{
    about, account, commands, error, export, live, log, menu, messages, native, offline, posts, preferences, reading,
    status, writing,
};

const HEADER: &str = "// Generated from the Rust types in src-tauri/ by `make types`; a test fails when it is stale.\n";

fn declare<T: TS + 'static>(out: &mut String, config: &Config) {
    let docs = T::docs().unwrap_or_default();
    let _ = write!(out, "\n{docs}export {}\n", T::decl(config));
}

fn typescript() -> String {
    let config = &Config::new().with_large_int("number");
    let mut out = HEADER.to_owned();
    declare::<status::Account>(&mut out, config);
    declare::<status::Place>(&mut out, config);
    declare::<error::ErrorCode>(&mut out, config);
    declare::<error::CommandError>(&mut out, config);
    declare::<status::Step>(&mut out, config);
    declare::<status::StepState>(&mut out, config);
    declare::<status::StepProgress>(&mut out, config);
    declare::<status::Phase>(&mut out, config);
    declare::<status::SessionStore>(&mut out, config);
    declare::<reading::View>(&mut out, config);
    declare::<reading::ReadingPlace>(&mut out, config);
    declare::<status::Features>(&mut out, config);
    declare::<preferences::Theme>(&mut out, config);
    declare::<preferences::Language>(&mut out, config);
    declare::<preferences::Density>(&mut out, config);
    declare::<preferences::Contrast>(&mut out, config);
    declare::<preferences::Preferences>(&mut out, config);
    declare::<status::Destination>(&mut out, config);
    declare::<status::Connection>(&mut out, config);
    declare::<messages::Speech>(&mut out, config);
    declare::<status::Status>(&mut out, config);
    declare::<posts::FeedPost>(&mut out, config);
    declare::<posts::FeedPage>(&mut out, config);
    declare::<live::LiveEvent>(&mut out, config);
    declare::<commands::PostInput>(&mut out, config);
    declare::<posts::VoteOutcome>(&mut out, config);
    declare::<offline::WaitingPost>(&mut out, config);
    declare::<offline::Waiting>(&mut out, config);
    declare::<offline::commands::OutboxNews>(&mut out, config);
    declare::<log::LogTail>(&mut out, config);
    declare::<native::settings::Desktop>(&mut out, config);
    declare::<about::About>(&mut out, config);
    declare::<account::AccountDetails>(&mut out, config);
    declare::<export::ExportFormat>(&mut out, config);
    declare::<menu::TextEdit>(&mut out, config);
    declare::<writing::Original>(&mut out, config);
    declare::<writing::Writing>(&mut out, config);
    declare::<writing::Writer>(&mut out, config);
    out
}

#[test]
fn types_are_current() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/lib/ipc/types.ts");
    if std::env::var_os("HEARTH_WRITE_TYPES").is_some() {
        fs::write(&file, typescript()).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap();
    assert!(written == typescript(), "{} is stale: run `make types`", file.display());
}
