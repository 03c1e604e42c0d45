//! Extracts forms, urlencoded or multipart, as `POST /login` gets them.

use axum::{
    RequestExt,
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};
use hearth_api::Invalid;
use serde_json::{Value, json};

use super::{NUL, body};
use crate::{
    error::{Error, invalid},
    state::App,
};

/// The fields of a form; where one comes twice, the last counts.
#[derive(Default)]
pub(crate) struct Form {
    fields: Vec<(String, Field)>,
    errors: Vec<Invalid>,
}

enum Field {
    Text(String),
    File,
}

impl Form {
    /// Reads a required text. An empty one counts as missing, as it does for FastAPI.
    pub(crate) fn required(&mut self, name: &str) -> String {
        match self.text(name) {
            Some(text) if text.contains('\0') => {
                self.errors.push(invalid("value_error", ["body", name], NUL, None));
                String::new()
            }
            Some(text) => text,
            None => {
                self.errors.push(invalid("missing", ["body", name], "Field required", Some(Value::Null)));
                String::new()
            }
        }
    }

    /// Reads a text, if it is there. A file is noted as an error.
    fn text(&mut self, name: &str) -> Option<String> {
        match self.fields.iter().rev().find(|(key, _)| key == name)? {
            (_, Field::Text(text)) => Some(text.clone()).filter(|text| !text.is_empty()),
            (_, Field::File) => {
                let msg = "Input should be a valid string";
                self.errors.push(invalid("string_type", ["body", name], msg, None));
                Some(String::new())
            }
        }
    }

    /// Reads OAuth2's `grant_type`, which may be left out and can only be `password`.
    pub(crate) fn grant_type(&mut self) {
        if let Some(other) = self.text("grant_type").filter(|kind| !kind.is_empty() && kind != "password") {
            let msg = "String should match pattern '^password$'";
            let error = invalid("string_pattern_mismatch", ["body", "grant_type"], msg, Some(Value::from(other)));
            self.errors.push(Invalid { ctx: Some(json!({ "pattern": "^password$" })), ..error });
        }
    }

    /// Returns all errors, if there are any.
    pub(crate) fn finish(self) -> Result<(), Error> {
        if self.errors.is_empty() { Ok(()) } else { Err(Error::Invalid(self.errors)) }
    }
}

impl FromRequest<App> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        let (parts, body) = request.into_parts();
        let bytes = body::receive(Request::from_parts(parts.clone(), body), app).await?;
        Self::parse(Request::from_parts(parts, bytes.into())).await
    }
}

impl Form {
    /// Parses a form, however much its sender has sent.
    pub(crate) async fn parse(request: Request) -> Result<Self, Error> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let fields = match kind.as_str() {
            "application/x-www-form-urlencoded" => urlencoded(request).await?,
            "multipart/form-data" => multipart(request).await?,
            _ => Vec::new(),
        };
        Ok(Self { fields, errors: Vec::new() })
    }
}

async fn urlencoded(request: Request) -> Result<Vec<(String, Field)>, Error> {
    let bytes: Bytes = request.extract().await.map_err(|error| body::unreadable(&error))?;
    Ok(form_urlencoded::parse(&bytes).map(|(name, value)| (name.into(), Field::Text(value.into()))).collect())
}

async fn multipart(request: Request) -> Result<Vec<(String, Field)>, Error> {
    let broken = |why: &str| Error::BadRequest(why.to_owned());
    let mut parts: Multipart = request.extract().await.map_err(|_| broken("Missing boundary in multipart."))?;
    let mut fields = Vec::new();
    let failed = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => broken("Invalid multipart data."),
    };
    while let Some(part) = parts.next_field().await.map_err(failed)? {
        let unnamed = || broken("The Content-Disposition header field \"name\" must be provided.");
        let name = part.name().map(str::to_owned).ok_or_else(unnamed)?;
        let is_file = part.file_name().is_some();
        let value = part.bytes().await.map_err(failed)?;
        let text = || Field::Text(String::from_utf8_lossy(&value).into_owned());
        fields.push((name, if is_file { Field::File } else { text() }));
    }
    Ok(fields)
}
