//! Reads paths, queries, forms and JSON bodies exactly as FastAPI and pydantic do, down to the 422 that their clients read.

mod body;
mod encoding;
mod fields;
mod form;
mod number;
mod object;
mod path;
mod query;

pub(crate) use body::{FromFields, JsonBody, Syntax};
pub(crate) use fields::Fields;
pub(crate) use form::Form;
pub(crate) use path::Id;
pub(crate) use query::Query;

/// Refuses NUL, which PostgreSQL has in no text.
const NUL: &str = "Value error, NUL characters are not allowed";
