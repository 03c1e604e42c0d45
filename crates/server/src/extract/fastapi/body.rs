//! Extracts JSON bodies.

use axum::{
    RequestExt,
    body::{Bytes, HttpBody},
    extract::{FromRequest, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
};
use hearth_api::{Invalid, Segment};
use serde::de::IgnoredAny;
use serde_json::json;

use super::{
    encoding,
    fields::{self, Fields},
};
use crate::{
    auth::RateLimited,
    config::Config,
    error::{Error, echo},
    state::App,
};

/// A type that can be read from the fields of a JSON object.
pub(crate) trait FromFields: Sized {
    /// Reads the value, within the bounds that the owner has set. Where `fields` has errors then, it is not used.
    fn from_fields(fields: &mut Fields, config: &Config) -> Self;
}

/// A validated JSON body.
pub(crate) struct JsonBody<T>(pub T);

impl<T: FromFields> FromRequest<App> for JsonBody<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        let syntax = Syntax::from_request(request, app).await?;
        syntax.read(&app.config).map(Self).map_err(Error::Invalid)
    }
}

/// A body that is JSON, whatever JSON; or none at all. It stays the bytes that it is: as values, some mebibytes of JSON are
/// hundreds.
pub(crate) struct Syntax(Body);

impl FromRequest<App> for Syntax {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        Self::new(Body::from_request(request, app).await?)
    }
}

impl Syntax {
    fn new(body: Body) -> Result<Self, Error> {
        if let Body::Json(bytes) = &body {
            check(bytes, echo::check)?;
        }
        Ok(Self(body))
    }

    /// Reads the bytes of a JSON body.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn of_json(bytes: Bytes) -> Result<Self, Error> {
        Self::new(Body::new(true, bytes))
    }

    /// Checks a body that nobody is going to read.
    pub(in crate::extract) async fn check(request: Request, app: &App) -> Result<(), Error> {
        match Body::from_request(request, app).await? {
            Body::Json(bytes) => check(&bytes, |text| serde_json::from_str::<IgnoredAny>(text).map(drop)),
            Body::Empty | Body::Other(_) => Ok(()),
        }
    }

    /// Reads the fields, or tells all that is wrong with them.
    pub(crate) fn read<T: FromFields>(&self, config: &Config) -> Result<T, Vec<Invalid>> {
        let text = match &self.0 {
            Body::Empty => return Err(vec![fields::no_body()]),
            Body::Json(bytes) => encoding::decode(bytes).unwrap_or_default(),
            // Any other type is text to FastAPI, and text has no fields.
            Body::Other(bytes) => return Err(vec![fields::not_an_object(String::from_utf8_lossy(bytes).into())]),
        };
        if !text.trim_ascii_start().starts_with('{') {
            return Err(vec![fields::not_an_object(echo::read(&text).unwrap_or_default())]);
        }
        let mut fields = Fields::new(&text);
        let value = T::from_fields(&mut fields, config);
        fields.finish()?;
        Ok(value)
    }
}

/// A body that has arrived as a whole, by its type.
enum Body {
    Empty,
    Json(Bytes),
    Other(Bytes),
}

impl FromRequest<App> for Body {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        let is_json = is_json(request.headers());
        Ok(Self::new(is_json, receive(request, app).await?))
    }
}

impl Body {
    fn new(is_json: bool, bytes: Bytes) -> Self {
        if bytes.is_empty() {
            Self::Empty
        } else if is_json {
            Self::Json(bytes)
        } else {
            Self::Other(bytes)
        }
    }
}

/// Receives the bytes of a body, and counts them: before they arrive, where their number is told, so that nobody reads what is
/// beyond the limit.
pub(super) async fn receive(mut request: Request, app: &App) -> Result<Bytes, Error> {
    let Ok(tries) = request.extract_parts_with_state::<RateLimited, _>(app).await;
    let told = HttpBody::size_hint(request.body()).exact().map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
    if let Some(told) = told {
        tries.body(told)?;
    }
    let bytes: Bytes = request.extract().await.map_err(|error| unreadable(&error))?;
    if told.is_none() {
        tries.body(bytes.len())?;
    }
    Ok(bytes)
}

/// Refuses a body that breaks off or is too long.
pub(super) fn unreadable(error: &BytesRejection) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Error::TooLarge } else { malformed() }
}

/// Refuses a body in which not even what is wrong can be told.
pub(super) fn malformed() -> Error {
    Error::BadRequest("There was an error parsing the body".to_owned())
}

/// Returns whether the type is `application/json` or one of its relatives, such as `application/problem+json`.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
    let kind = kind.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii().to_ascii_lowercase();
    kind.strip_prefix(b"application/").is_some_and(|kind| kind == b"json" || kind.ends_with(b"+json"))
}

/// Checks that a body is what the parser takes.
fn check(bytes: &[u8], parser: impl Fn(&str) -> serde_json::Result<()>) -> Result<(), Error> {
    let text = encoding::decode(bytes).ok_or_else(malformed)?;
    parser(&text).map_err(|error| {
        Error::Invalid(vec![Invalid {
            r#type: "json_invalid".to_owned(),
            loc: vec![Segment::Field("body".to_owned()), Segment::Index(offset(&text, &error))],
            msg: "JSON decode error".to_owned(),
            input: Some(json!({})),
            ctx: Some(json!({ "error": error.to_string() })),
        }])
    })
}

/// Finds where the parser stopped, in characters from the start.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let lines = text.split_inclusive('\n');
    let before: usize = lines.take(error.line().saturating_sub(1)).map(str::len).sum();
    let bytes = if error.is_eof() { text.len() } else { before + error.column().saturating_sub(1) };
    text[..text.floor_char_boundary(bytes)].chars().count()
}
