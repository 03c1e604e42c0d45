//! Writes the types and commands that cross to the window as TypeScript: `make types` does, a test finds them stale.

mod calls;

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use ts_rs::{Config, TS};

use self::calls::Command;
use crate::{commands, desktop, error, i18n, model, storage, sync};

/// The first line of a generated file, without the sign of a comment.
const HEADER: &str = "Generated from the Rust sources in src-tauri/ by `make types`; a test fails when it is stale.";

/// Declarations in TypeScript, and the names that they declare.
#[derive(Default)]
struct Declarations {
    text: String,
    names: BTreeSet<String>,
}

fn declare<T: TS + 'static>(out: &mut Declarations, config: &Config) {
    let docs = T::docs().unwrap_or_default();
    let _ = write!(out.text, "\n{docs}export {}\n", T::decl(config));
    out.names.insert(T::ident(config));
}

fn declarations() -> Declarations {
    let config = &Config::new().with_large_int("number");
    let mut out = Declarations::default();
    declare::<model::Account>(&mut out, config);
    declare::<model::ServerLocation>(&mut out, config);
    declare::<model::Consent>(&mut out, config);
    declare::<model::AccountKey>(&mut out, config);
    declare::<model::Accent>(&mut out, config);
    declare::<model::AccountState>(&mut out, config);
    declare::<model::AccountEntry>(&mut out, config);
    declare::<error::ErrorCode>(&mut out, config);
    declare::<error::CertificateDetails>(&mut out, config);
    declare::<error::Remedy>(&mut out, config);
    declare::<error::CommandError>(&mut out, config);
    declare::<model::Step>(&mut out, config);
    declare::<model::StepState>(&mut out, config);
    declare::<model::StepProgress>(&mut out, config);
    declare::<model::Phase>(&mut out, config);
    declare::<model::SessionStore>(&mut out, config);
    declare::<model::View>(&mut out, config);
    declare::<model::ScrollPosition>(&mut out, config);
    declare::<model::TextLimits>(&mut out, config);
    declare::<model::Features>(&mut out, config);
    declare::<model::Theme>(&mut out, config);
    declare::<i18n::Language>(&mut out, config);
    declare::<model::Density>(&mut out, config);
    declare::<model::Contrast>(&mut out, config);
    declare::<model::Verdict>(&mut out, config);
    declare::<model::CheckRow>(&mut out, config);
    declare::<model::ServerCheck>(&mut out, config);
    declare::<model::Preferences>(&mut out, config);
    declare::<model::Destination>(&mut out, config);
    declare::<model::Connection>(&mut out, config);
    declare::<i18n::LocaleInfo>(&mut out, config);
    declare::<model::Status>(&mut out, config);
    declare::<model::FoundPart>(&mut out, config);
    declare::<model::Found>(&mut out, config);
    declare::<model::SearchCount>(&mut out, config);
    declare::<model::FeedPost>(&mut out, config);
    declare::<model::FeedPage>(&mut out, config);
    declare::<model::LiveEvent>(&mut out, config);
    declare::<model::LiveEvents>(&mut out, config);
    declare::<model::PostInput>(&mut out, config);
    declare::<model::VoteOutcome>(&mut out, config);
    declare::<sync::OutboxPost>(&mut out, config);
    declare::<sync::OutboxContents>(&mut out, config);
    declare::<model::OutboxChange>(&mut out, config);
    declare::<desktop::dropped::DroppedContent>(&mut out, config);
    declare::<desktop::dropped::DroppedFile>(&mut out, config);
    declare::<storage::log::LogTail>(&mut out, config);
    declare::<commands::desktop::Desktop>(&mut out, config);
    declare::<commands::about::About>(&mut out, config);
    declare::<commands::account::AccountDetails>(&mut out, config);
    declare::<commands::sessions::AccountSession>(&mut out, config);
    declare::<sync::ExportFormat>(&mut out, config);
    declare::<desktop::menu::TextEdit>(&mut out, config);
    declare::<desktop::offered_lines::ContextMenuLine>(&mut out, config);
    declare::<storage::drafts::Original>(&mut out, config);
    declare::<storage::drafts::StoredDraft>(&mut out, config);
    out
}

/// A file below the folder of the sources, and what belongs into it.
type Generated = (&'static str, String);

fn generate() -> (Vec<Command>, [Generated; 3]) {
    let Declarations { text: types, names } = declarations();
    let (commands, functions) = calls::read(&root().join("src-tauri/commands"), &names).unwrap();
    let permission = calls::permission(&commands);
    let files = [
        ("ui/src/lib/ipc/types.ts", format!("// {HEADER}\n{types}")),
        ("ui/src/lib/ipc/calls.ts", format!("// {HEADER}\n{functions}")),
        ("src-tauri/permissions/commands.toml", format!("# {HEADER}\n{permission}")),
    ];
    (commands, files)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn types_are_current() {
    for (name, text) in generate().1 {
        let file = root().join(name);
        if std::env::var_os("HEARTH_WRITE_TYPES").is_some() {
            fs::write(&file, &text).unwrap();
        }
        assert!(fs::read_to_string(&file).unwrap_or_default() == text, "{name} is stale: run `make types`");
    }
}

#[test]
fn handler_lists_every_command() {
    let declared: BTreeSet<_> = generate().0.into_iter().map(|command| command.path).collect();
    let listed = calls::handlers(&root().join("src-tauri/lib.rs")).unwrap();
    let missing: Vec<_> = declared.difference(&listed).collect();
    let unknown: Vec<_> = listed.difference(&declared).collect();
    assert!(missing.is_empty(), "generate_handler! of src-tauri/lib.rs lacks {missing:?}");
    assert!(unknown.is_empty(), "generate_handler! of src-tauri/lib.rs names {unknown:?}, which are no commands");
}
