//! Defines the bodies of errors, in the shape of FastAPI.

use serde::{Deserialize, Serialize};

/// Body of every error.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ErrorBody {
    /// The error: a sentence, or a list.
    pub detail: Detail,
}

/// The error of a request: a sentence, or what is invalid where.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Detail {
    /// A sentence for people.
    Text(String),
    /// The places that did not validate (status 422).
    Invalid(Vec<Invalid>),
}

/// One place of a request that did not validate, in FastAPI's shape.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ValidationError))]
pub struct Invalid {
    /// The kind of error, e.g. `missing` or `string_type`.
    pub r#type: String,
    /// The path to it, e.g. `["body", "title"]`.
    #[cfg_attr(feature = "openapi", schema(inline))]
    pub loc: Vec<Segment>,
    /// A sentence for people.
    pub msg: String,
    /// The value that was sent there; left out where it would repeat a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = serde_json::Value))]
    pub input: Option<serde_json::Value>,
    /// The numbers and words of the sentence, e.g. `{"le": 1}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub ctx: Option<serde_json::Value>,
}

/// A step of a path into a request: a field's name, or an offset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Segment {
    /// A field's name.
    Field(String),
    /// An index, or an offset in characters.
    Index(usize),
}
