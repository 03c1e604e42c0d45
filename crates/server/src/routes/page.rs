//! Divides lists into pages. A page says where the next one begins, in a `Link` header (RFC 8288).

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{
    error::{Error, Result},
    extract::Query,
};

const DEFAULT_LIMIT: i64 = 10;

/// The part of a list that is asked for.
#[derive(Clone)]
pub(super) struct Page {
    limit: i64,
    /// The number of rows to skip.
    pub(super) skip: i64,
}

impl Page {
    /// Reads `limit` (cut to `max`) and `skip`.
    pub(super) fn read(query: &mut Query, max: i64) -> Self {
        let limit = query.limit(DEFAULT_LIMIT, max);
        let skip = query.integer("skip", &(0..=i64::MAX)).unwrap_or(0);
        // Half of it is more rows than there can be, and can be added to.
        Self { limit, skip: skip.min(i64::MAX / 2) }
    }

    /// Returns how many rows to read: one more than asked tells whether there is a next page.
    pub(super) fn rows(&self) -> i64 {
        self.limit + 1
    }

    /// Takes the rows off that are too many: the one that was read to see whether there is a next page, and those from the
    /// first on that does not fit. Returns the last one then: there is a page behind it.
    pub(super) fn cut<'rows, T>(&self, rows: &'rows mut Vec<T>, mut fits: impl FnMut(&T) -> bool) -> Option<&'rows T> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let end = rows.iter().position(|row| !fits(row)).unwrap_or(limit).min(limit);
        let more = rows.len() > end;
        rows.truncate(end);
        rows.last().filter(|_| more)
    }

    /// Cuts rows that are in the order of their ids to the page, and returns the headers that lead to the next one. `query` is that of
    /// [`link`](Self::link).
    pub(super) fn cut_by_id<T, Id: ToString>(
        &self,
        rows: &mut Vec<T>,
        id: impl FnOnce(&T) -> Id,
        query: &[(&str, &str)],
    ) -> Result<HeaderMap> {
        self.link(self.cut(rows, |_| true).map(|last| id(last).to_string()), query)
    }

    /// Returns the headers that lead to the page behind the cursor `after`, if there is one. `query` is what else that page
    /// is asked with; empty values are left out.
    ///
    /// The link is a query alone, relative to the address that the client has asked (RFC 3986): a proxy may have the API
    /// below a prefix of which we know nothing.
    pub(super) fn link(&self, after: Option<String>, query: &[(&str, &str)]) -> Result<HeaderMap> {
        let mut headers = HeaderMap::new();
        if let Some(after) = after {
            let target = "<?".to_owned();
            let begin = target.len();
            let mut target = form_urlencoded::Serializer::for_suffix(target, begin);
            target.append_pair("limit", &self.limit.to_string()).append_pair("after", &after);
            target.extend_pairs(query.iter().filter(|(_, value)| !value.is_empty()));
            let link = target.finish() + ">; rel=\"next\"";
            headers.insert(header::LINK, HeaderValue::try_from(link).map_err(Error::internal)?);
        }
        Ok(headers)
    }
}
