//! Prints what administrators and moderators did.

use hearth_api::AuditEntry;
use hearth_server::administration;

use crate::{administer, args::Page, columns, printable::printable, result::Result};

/// Prints a page of the audit log.
pub(crate) fn run(page: &Page) -> Result<()> {
    administer::run(
        &page.place,
        || Ok(()),
        async |db, ()| {
            let before = page.before.map_or(i64::MAX, i64::from);
            let entries = administration::audit_log(db, before, page.limit).await?;
            let is_full = i64::try_from(entries.len()).is_ok_and(|found| found >= page.limit);
            let next = entries.last().filter(|_| is_full).map(|last| format!("More: --before {}\n", last.id));
            Ok(table(&entries) + &next.unwrap_or_default())
        },
    )
}

fn table(entries: &[AuditEntry]) -> String {
    if entries.is_empty() {
        return "Nothing was done.\n".to_owned();
    }
    columns::lay_out(["ID", "WHEN", "WHO", "WHAT", "WHOM", "WHY"], entries.iter().map(row))
}

fn row(entry: &AuditEntry) -> [String; 6] {
    let when = entry.happened_at.format("%Y-%m-%d %H:%M").to_string();
    let who = entry.actor.as_deref().map_or_else(|| "command line".to_owned(), printable);
    let post = entry.post_id.map(|id| format!("post {id} of "));
    let whom = entry.email.as_deref().map_or_else(|| "-".to_owned(), printable);
    let why = entry.reason.as_deref().map_or_else(|| "-".to_owned(), printable);
    [entry.id.to_string(), when, who, entry.action.clone(), post.unwrap_or_default() + &whom, why]
}
