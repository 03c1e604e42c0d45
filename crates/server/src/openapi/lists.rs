//! Describes lists: their parameters, as [`Query`](crate::extract::Query) reads them, and their pages.
#![expect(dead_code, reason = "describes what is read and answered elsewhere")]

use hearth_api::{PostOut, UserOut};
use utoipa::{IntoParams, IntoResponses, ToSchema};

/// A page of a list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// The most entries of the page; more than the server allows (100, unless its owner says otherwise) is cut to that.
    #[param(default = 10, minimum = 0)]
    limit: Option<i64>,
    /// Another spelling of `limit`, which counts where that is missing.
    #[param(rename = "Limit", minimum = 0)]
    #[deprecated]
    limit_capitalized: Option<i64>,
    /// The number of entries to skip. To follow `Link` is faster, and misses none.
    #[param(default = 0, minimum = 0)]
    skip: Option<i64>,
    /// The position at which the page begins: opaque, and part of the `Link` of the page before.
    after: Option<String>,
}

/// A page of a list that is followed by its links alone.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Following {
    /// The most entries of the page; more than the server allows (100, unless its owner says otherwise) is cut to that.
    #[param(default = 10, minimum = 0)]
    limit: Option<i64>,
    /// The position at which the page begins: opaque, and part of the `Link` of the page before.
    after: Option<String>,
}

/// The parameters that select people, for those who look after them.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PeopleFilter {
    /// A part of the name or the address.
    #[param(default = "", pattern = r"^[^\x00]*$")]
    search: Option<String>,
    /// `suspended`, `waiting` for approval, or `staff`: those with a role.
    #[param(inline)]
    only: Option<Only>,
}

#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
enum Only {
    Suspended,
    Waiting,
    Staff,
}

/// The parameter that selects reports.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReportFilter {
    /// Those that nobody has looked at, unless it says otherwise.
    #[param(inline)]
    state: Option<State>,
}

#[derive(ToSchema)]
#[schema(rename_all = "lowercase", default = "open")]
enum State {
    Open,
    Resolved,
    Dismissed,
}

/// The parameters that select posts.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Searching {
    /// A part of the title, in upper or lower case.
    #[param(default = "", pattern = r"^[^\x00]*$")]
    search: Option<String>,
    /// Words of the title or the content, in any form and order; `"several words"` as they stand, `or` between two of which one is
    /// enough, and `-word` for posts without it. A part of a title is found, too. Not together with `search`.
    #[param(default = "", pattern = r"^[^\x00]*$")]
    q: Option<String>,
}

/// The parameters of a search for people.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PeopleSearch {
    /// The beginning of a name or an address; or three letters and more of a name, or of what stands before the @ of an address.
    /// Of others' addresses those are searched that the caller may see.
    #[param(default = "", pattern = r"^[^\x00]*$")]
    search: Option<String>,
    /// The most users to list; more than 50 is cut to that.
    #[param(default = 10, minimum = 0)]
    limit: Option<i64>,
}

/// The parameter that orders posts.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Sorting {
    /// `new`: the newest first, the caller's own drafts among them. `top`: most votes first. `hot`: votes weighed against
    /// age.
    #[param(inline)]
    sort: Option<Sort>,
}

#[derive(ToSchema)]
#[schema(rename_all = "lowercase", default = "new")]
enum Sort {
    New,
    Top,
    Hot,
}

/// The headers of a conditional request.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
pub(crate) struct Condition {
    /// The `ETag` of an answer that the client has.
    #[param(rename = "If-None-Match")]
    if_none_match: Option<String>,
}

/// The header of a client that follows positions.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
pub(crate) struct Positioned {
    /// The positions that earlier answers told, parted by commas, or `primary`.
    #[param(rename = "Hearth-Position")]
    position: Option<String>,
}

/// The client has it already
#[derive(IntoResponses)]
#[response(status = 304)]
pub(crate) struct Unchanged;

/// A page of posts
#[derive(IntoResponses)]
#[response(status = 200, headers(
    ("Link" = String, description = "The next page, with `rel=\"next\"`, if there is one."),
    ("Search-Count" = String, description = "On the first page for a `q`: how many posts it finds, or `1000+`."),
))]
pub(crate) struct PostPage(Vec<PostOut>);

/// A page of users
#[derive(IntoResponses)]
#[response(status = 200, headers(("Link" = String, description = "The next page, with `rel=\"next\"`, if there is one.")))]
pub(crate) struct UserPage(Vec<UserOut>);
