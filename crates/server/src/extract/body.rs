//! JSON bodies.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
};
use hearth_api::{Invalid, Segment};
use serde_json::{Value, json};

use super::fields::{self, Fields};
use crate::error::Error;

/// What can be read from the fields of a JSON object.
pub(crate) trait FromFields: Sized {
    fn from_fields(fields: &mut Fields) -> Self;
}

/// A validated JSON body.
pub(crate) struct JsonBody<T>(pub T);

impl<S: Send + Sync, T: FromFields> FromRequest<S> for JsonBody<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let is_json = is_json(request.headers());
        let bytes = Bytes::from_request(request, state).await.map_err(|error| unreadable(&error))?;
        let object = match parse(&bytes, is_json) {
            Ok(Some(Value::Object(object))) => object,
            Ok(Some(other)) => return Err(Error::Invalid(vec![fields::not_an_object(other)])),
            Ok(None) => return Err(Error::Invalid(vec![fields::no_body()])),
            Err(error) => return Err(Error::Invalid(vec![error])),
        };
        let mut fields = Fields::new(object);
        let value = T::from_fields(&mut fields);
        fields.finish().map_err(Error::Invalid)?;
        Ok(Self(value))
    }
}

/// A body that breaks off or is too long.
pub(super) fn unreadable(error: &BytesRejection) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge
    } else {
        Error::BadRequest("There was an error parsing the body".to_owned())
    }
}

/// `application/json` and its relatives, such as `application/problem+json`.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    let kind = kind.trim().to_ascii_lowercase();
    kind.strip_prefix("application/").is_some_and(|kind| kind == "json" || kind.ends_with("+json"))
}

fn parse(bytes: &[u8], is_json: bool) -> Result<Option<Value>, Invalid> {
    if bytes.is_empty() {
        return Ok(None);
    }
    if !is_json {
        // Any other type is text to FastAPI, and text has no fields.
        return Ok(Some(Value::String(String::from_utf8_lossy(bytes).into_owned())));
    }
    serde_json::from_slice(bytes).map(Some).map_err(|error| Invalid {
        r#type: "json_invalid".to_owned(),
        loc: vec![Segment::Field("body".to_owned()), Segment::Index(offset(bytes, &error))],
        msg: "JSON decode error".to_owned(),
        input: Some(json!({})),
        ctx: Some(json!({ "error": error.to_string() })),
    })
}

/// Where the parser stopped, counted from the start.
fn offset(bytes: &[u8], error: &serde_json::Error) -> usize {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
    before + error.column().saturating_sub(1)
}
