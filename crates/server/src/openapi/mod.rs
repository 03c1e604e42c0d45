//! Describes the API for programs (`OpenAPI` 3.1): what `/openapi.json` answers, and clients are generated from.
//!
//! Each handler is annotated where it stands, and is routed by that annotation: neither is without the other. Here is
//! what they share.

mod error_responses;
mod lists;
mod security;

use hearth_api::{PostEvent, PostOut, UserOut};
use utoipa::openapi::OpenApi;

pub(crate) use error_responses::{Body, HTTPError};
use error_responses::{ErrorResponses, HTTPValidationError};
pub(crate) use lists::{
    Condition, Following, Paging, PeopleFilter, PeopleSearch, Positioned, PostPage, ReportFilter, Searching, Sorting,
    Unchanged, UserPage,
};
use security::Schemes;

/// The document that the handlers are added to.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Hearth",
        description = "The API of a small social network: that of the *Social Media App* on FastAPI, and what Hearth adds \
            to it, which `GET /capabilities` names.\n\n\
            Every path answers with and without its last slash. Errors are `{\"detail\": \"a sentence\"}`; status 422 lists \
            what is invalid where. A path that is not here answers 404, a method that is not here 405 with `Allow`. As in \
            FastAPI, the text that spells a number or a truth value will do for it.\n\n\
            Each response has `X-Request-Id`, which names the request in the log of the server; a client can choose it.\n\n\
            Where `GET /capabilities` names `read-position`, a request with the header `Hearth-Position` is answered with that \
            header: a position, opaque, behind all that was read or written. Who sends with the next request all positions \
            that were told since, parted by commas, is shown nothing older; without the header everything comes from where it \
            is written. `primary` asks for a position, and for nothing that is older than now.",
    ),
    tags(
        (name = "Users", description = "Signing up, and who a user is."),
        (name = "Authentication", description = "Signing in."),
        (name = "Posts", description = "Reading and writing. A draft is its owner's: to others it does not exist."),
        (name = "Vote", description = "One vote a user and post."),
        (name = "Account", description = "The caller's own."),
        (name = "Moderation", description = "Looking after people and what they write, for administrators and moderators."),
        (name = "Events", description = "What happens, as it happens."),
        (name = "Server", description = "What this server is, and whether it is well."),
    ),
    // Those that no handler names itself.
    components(schemas(HTTPError, HTTPValidationError, PostEvent, PostOut, UserOut)),
    modifiers(&ErrorResponses, &Schemes),
)]
pub(crate) struct Document;

/// Lists the collections, which the documented API writes with a last slash. Generated clients take the spelling from here.
const COLLECTIONS: [&str; 3] = ["/posts", "/users", "/vote"];

/// Completes the document of the routes that were collected.
pub(crate) fn finish(mut document: OpenApi) -> OpenApi {
    let paths = &mut document.paths.paths;
    for path in COLLECTIONS {
        if let Some(item) = paths.remove(path) {
            paths.insert(format!("{path}/"), item);
        }
    }
    for item in paths.values_mut() {
        security::require(item);
    }
    document
}
