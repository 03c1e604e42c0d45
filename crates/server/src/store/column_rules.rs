//! Maps errors of an adopted database's own rules to the fields of the request that breaks them: lengths, constraints,
//! indexes, the encoding.

use serde_json::json;
use sqlx::Result;

use super::Pool;
use crate::{
    error::{Error, REFUSED, invalid},
    sqlstate,
};

const WANTED: &str = "Value error, the server's database wants a value here";
const INDEXED: &str = "Value error, this is longer than an index of the server's database can hold";

/// The texts that a statement stores of a request, by the name that a field and a column of `table` share.
pub(crate) struct Texts<'a, const N: usize> {
    pub(crate) table: &'static str,
    pub(crate) fields: [(&'static str, &'a str); N],
}

impl<const N: usize> Texts<'_, N> {
    /// Returns what came of the statement. An error that is about one of the texts names its field.
    pub(crate) async fn stored<T>(&self, db: &Pool, outcome: Result<T>) -> Result<T, Error> {
        match outcome {
            Ok(value) => Ok(value),
            Err(error) => match self.refusal(db, &error).await? {
                Some(refusal) => Err(refusal),
                None => Err(error.into()),
            },
        }
    }

    async fn refusal(&self, db: &Pool, error: &sqlx::Error) -> Result<Option<Error>> {
        let broken = |msg| move |field| Error::broken(["body", field], msg);
        Ok(match sqlstate::code(error).as_deref() {
            Some("22021" | "22P05") => self.unwritable(db).await.map(|field| Error::Encoding.at("body", field)),
            Some("22001") => self.too_long(db).await?,
            Some("23502") => self.field(&sqlstate::column(error)).map(broken(WANTED)),
            Some("23514") => self.field(&columns(db, error).await?).map(broken(REFUSED)),
            Some("54000") => self.too_long_for_index(db, error).await?.map(broken(INDEXED)),
            Some("23505" | "23P01") => {
                self.field(&columns(db, error).await?).map(|field| Error::Conflict(format!("This {field} is taken")))
            }
            _ => None,
        })
    }

    /// Finds the one field that is among these columns.
    fn field(&self, columns: &[String]) -> Option<&'static str> {
        let mut names =
            self.fields.iter().map(|(name, _)| *name).filter(|name| columns.iter().any(|column| column == name));
        names.next().filter(|_| names.next().is_none())
    }

    /// Finds the text that an index cannot hold. Where it is longer than a page, PostgreSQL does not name the index.
    async fn too_long_for_index(&self, db: &Pool, error: &sqlx::Error) -> Result<Option<&'static str>> {
        /// The number of bytes that any index takes.
        const FITS: usize = 2000;
        let named = columns(db, error).await?;
        let columns = if named.is_empty() { columns_of(db, self.table, None).await? } else { named };
        let long =
            self.fields.iter().find(|(name, text)| text.len() > FITS && columns.iter().any(|column| column == name));
        Ok(long.map(|(name, _)| *name))
    }

    /// Finds the first text that the database cannot hold.
    async fn unwritable(&self, db: &Pool) -> Option<&'static str> {
        for (name, text) in self.fields {
            if sqlx::query("SELECT $1::TEXT").bind(text).execute(db).await.is_err() {
                return Some(name);
            }
        }
        None
    }

    /// Finds the texts that are longer than their columns.
    async fn too_long(&self, db: &Pool) -> Result<Option<Error>> {
        // The type modifier of VARCHAR(n) is n, and the four bytes that the length of a text takes.
        let limits = sqlx::query!(
            r#"
            SELECT attname::TEXT AS "column!", atttypmod - 4 AS "max!" FROM pg_attribute
            WHERE attrelid = to_regclass($1) AND attnum > 0 AND atttypid = 'varchar'::REGTYPE AND atttypmod > 4
            "#,
            self.table,
        );
        let limits = limits.fetch_all(db).await?;
        let max = |name: &str| limits.iter().find(|limit| limit.column == name).map(|limit| limit.max);
        let long = self.fields.iter().filter_map(|(name, text)| {
            let max = max(name)?;
            let is_long = usize::try_from(max).is_ok_and(|max| text.chars().count() > max);
            let msg = format!("String should have at most {max} characters");
            let error = invalid("string_too_long", ["body", name], msg, None);
            is_long.then(|| hearth_api::Invalid { ctx: Some(json!({ "max_length": max })), ..error })
        });
        let long: Vec<_> = long.collect();
        Ok((!long.is_empty()).then_some(Error::Invalid(long)))
    }
}

/// Finds the columns of the constraint, or else the index, that an error names.
pub(super) async fn columns(db: &Pool, error: &sqlx::Error) -> Result<Vec<String>> {
    match error.as_database_error().map(|error| (error.table(), error.constraint())) {
        Some((Some(table), Some(constraint))) => columns_of(db, table, Some(constraint)).await,
        _ => Ok(Vec::new()),
    }
}

/// Finds the columns of a constraint or an index of this name, or else of all indexes that hold values as a whole.
async fn columns_of(db: &Pool, table: &str, name: Option<&str>) -> Result<Vec<String>> {
    let columns = sqlx::query_scalar!(
        r#"
        SELECT attname::TEXT AS "column!" FROM pg_attribute
        WHERE attrelid = to_regclass(quote_ident($1)) AND attnum > 0 AND (
            EXISTS (SELECT FROM pg_constraint WHERE conrelid = attrelid AND conname = $2 AND attnum = ANY (conkey))
            OR EXISTS (
                SELECT FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
                WHERE indrelid = attrelid AND (relname = $2 OR $2 IS NULL AND amname <> 'gin') AND (
                    attnum = ANY (indkey)
                    -- Within an expression.
                    OR EXISTS (
                        SELECT FROM pg_depend
                        WHERE classid = 'pg_class'::REGCLASS AND objid = indexrelid
                          AND refclassid = 'pg_class'::REGCLASS AND refobjid = attrelid AND refobjsubid = attnum
                    )
                )
            )
        )
        "#,
        table,
        name,
    );
    columns.fetch_all(db).await
}
