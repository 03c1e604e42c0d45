//! Times on the wire: RFC 3339 in UTC with all six digits of PostgreSQL's microseconds.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serializer};

pub(crate) fn serialize<S: Serializer>(time: &DateTime<Utc>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&time.format("%Y-%m-%dT%H:%M:%S%.6fZ"))
}

/// Takes any zone and any number of digits: other deployments send their own.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<Utc>, D::Error> {
    DateTime::deserialize(from)
}
