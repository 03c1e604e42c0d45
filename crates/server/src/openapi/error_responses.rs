//! Describes how requests are refused. What an extractor or an error says of any request is described here once, and a
//! handler's annotation names the extractors that the handler takes.

use std::collections::BTreeMap;

use hearth_api::Invalid;
use utoipa::{
    IntoResponses, Modify, ToSchema,
    openapi::{
        ComponentsBuilder, ContentBuilder, HeaderBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder,
        schema::{ObjectBuilder, Type},
    },
};

use crate::{
    auth::RateLimited,
    error::Error,
    events::Subscription,
    extract::{Administrator, Form, Id, Moderator, Query, SessionId},
    store::Caller,
};

/// Body of every error but 422.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `ErrorBody` is for these")]
pub(crate) struct HTTPError {
    /// A sentence for people.
    detail: String,
}

/// Body of an error 422, named as FastAPI names it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `ErrorBody` is for these")]
pub(crate) struct HTTPValidationError {
    /// The places that are not valid.
    detail: Vec<Invalid>,
}

/// An error response that handlers share.
struct ErrorResponse {
    status: &'static str,
    name: &'static str,
    description: &'static str,
    header: Option<(&'static str, &'static str, Type)>,
}

const RETRY_AFTER: Option<(&str, &str, Type)> =
    Some(("Retry-After", "In so many seconds it may be tried again.", Type::Integer));

const BAD_REQUEST: ErrorResponse = ErrorResponse {
    status: "400",
    name: "BadRequest",
    description: "The body breaks off or cannot be read.",
    header: None,
};
const UNAUTHENTICATED: ErrorResponse = ErrorResponse {
    status: "401",
    name: "Unauthenticated",
    description: "There is no token, or it is malformed, forged, over, or of a user who is no more.",
    header: Some(("WWW-Authenticate", "`Bearer`", Type::String)),
};
const FORBIDDEN: ErrorResponse = ErrorResponse {
    status: "403",
    name: "Forbidden",
    description: "The caller has not the role for this, or may not do it to that account.",
    header: None,
};
const TIMEOUT: ErrorResponse =
    ErrorResponse { status: "408", name: "Timeout", description: "It took too long.", header: None };
const TOO_LARGE: ErrorResponse = ErrorResponse {
    status: "413",
    name: "TooLarge",
    description: "The body is too large: a post has 1 MiB at most, everything else 16 KiB.",
    header: None,
};
const INVALID: ErrorResponse =
    ErrorResponse { status: "422", name: "Invalid", description: "Validation Error", header: None };
const TOO_MANY: ErrorResponse = ErrorResponse {
    status: "429",
    name: "TooMany",
    description: "There were too many attempts, or there are too many streams of events.",
    header: RETRY_AFTER,
};
const UNAVAILABLE: ErrorResponse = ErrorResponse {
    status: "503",
    name: "Unavailable",
    description: "The database does not answer, or the server has too many connections.",
    header: RETRY_AFTER,
};
const STORAGE_FULL: ErrorResponse = ErrorResponse {
    status: "507",
    name: "StorageFull",
    description: "The server's disk is full, and nothing was saved.",
    header: None,
};

const ALL: [&ErrorResponse; 9] = [
    &BAD_REQUEST,
    &UNAUTHENTICATED,
    &FORBIDDEN,
    &TIMEOUT,
    &TOO_LARGE,
    &INVALID,
    &TOO_MANY,
    &UNAVAILABLE,
    &STORAGE_FULL,
];

type Responses = BTreeMap<String, RefOr<Response>>;

fn among<const N: usize>(responses: [&ErrorResponse; N]) -> Responses {
    responses.map(|it| (it.status.to_owned(), Ref::from_response_name(it.name).into())).into()
}

/// The responses of any request that queries the database.
impl IntoResponses for Error {
    fn responses() -> Responses {
        among([&TIMEOUT, &UNAVAILABLE])
    }
}

impl IntoResponses for Caller {
    fn responses() -> Responses {
        among([&UNAUTHENTICATED])
    }
}

impl IntoResponses for Moderator {
    fn responses() -> Responses {
        among([&UNAUTHENTICATED, &FORBIDDEN])
    }
}

impl IntoResponses for Administrator {
    fn responses() -> Responses {
        among([&UNAUTHENTICATED, &FORBIDDEN])
    }
}

impl IntoResponses for Id {
    fn responses() -> Responses {
        among([&INVALID])
    }
}

impl IntoResponses for SessionId {
    fn responses() -> Responses {
        among([&INVALID])
    }
}

impl IntoResponses for Query {
    fn responses() -> Responses {
        among([&INVALID])
    }
}

impl IntoResponses for Form {
    fn responses() -> Responses {
        among([&BAD_REQUEST, &TOO_LARGE, &INVALID])
    }
}

impl IntoResponses for RateLimited {
    fn responses() -> Responses {
        among([&TOO_MANY])
    }
}

impl IntoResponses for Subscription {
    fn responses() -> Responses {
        among([&TOO_MANY])
    }
}

/// A JSON body, out of which something is saved.
pub(crate) struct Body;

impl IntoResponses for Body {
    fn responses() -> Responses {
        among([&BAD_REQUEST, &TOO_LARGE, &INVALID, &STORAGE_FULL])
    }
}

/// Puts the error responses among the document's components.
pub(super) struct ErrorResponses;

impl Modify for ErrorResponses {
    fn modify(&self, document: &mut OpenApi) {
        let components = document.components.get_or_insert_with(|| ComponentsBuilder::new().build());
        components.responses.extend(ALL.map(|it| (it.name.to_owned(), it.response().into())));
    }
}

impl ErrorResponse {
    fn response(&self) -> Response {
        let mut response = ResponseBuilder::new().description(self.description);
        if self.status != TIMEOUT.status {
            let schema = if self.status == INVALID.status { HTTPValidationError::name() } else { HTTPError::name() };
            let body = ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build();
            response = response.content("application/json", body);
        }
        if let Some((name, description, kind)) = &self.header {
            let schema = ObjectBuilder::new().schema_type(kind.clone()).build();
            let header = HeaderBuilder::new().schema(Some(schema)).description(Some(*description)).build();
            response = response.header(*name, header);
        }
        response.build()
    }
}
