//! Keys of the cache: the requests that it has responses of.

use serde::{Deserialize, Serialize};

use crate::model::View;

/// The request that a cached response answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CacheKey {
    Page(Page),
    Post(i32),
    Features,
}

/// A page of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Page {
    pub(crate) view: View,
    pub(crate) search: String,
    /// The cursor of the page, opaque; none for the first.
    pub(crate) begin: Option<String>,
}
