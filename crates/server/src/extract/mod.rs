//! From a request to what a handler wants, or to FastAPI's 422: clients of that framework read it.

mod authorized;
mod body;
mod encoding;
mod fields;
mod form;
mod idempotency;
mod number;
mod path;
mod query;
mod user;

pub(crate) use authorized::{Authorized, AuthorizedWith};
pub(crate) use body::{FromFields, JsonBody};
pub(crate) use fields::Fields;
pub(crate) use form::Form;
pub(crate) use idempotency::IdempotencyKey;
pub(crate) use path::Id;
pub(crate) use query::Query;
pub(crate) use user::Caller;

use hearth_api::{Invalid, Segment};
use serde_json::Value;

/// PostgreSQL has no NUL in a text.
const NUL: &str = "Value error, NUL characters are not allowed";

/// One place that does not validate.
fn invalid(kind: &str, loc: [&str; 2], msg: impl Into<String>, input: Option<Value>) -> Invalid {
    Invalid {
        r#type: kind.to_owned(),
        loc: loc.iter().map(|name| Segment::Field((*name).to_owned())).collect(),
        msg: msg.into(),
        input,
        ctx: None,
    }
}
