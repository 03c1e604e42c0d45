//! Serves the API's own description: `/openapi.json` for programs, and `/docs` for people to read and try. Everything comes
//! from this server and nothing from the internet.

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use utoipa::openapi::OpenApi;

use crate::{error::Error, state::App};

const PAGE: &str = include_str!("docs/page.html");
const START: &str = include_str!("docs/start.js");

/// Allows nothing from elsewhere, and no script but the page's own. Swagger UI sets styles and shows pictures that are part
/// of it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) fn router(document: &OpenApi) -> Router<App> {
    let document = Bytes::from(document.to_json().unwrap_or_default());
    Router::new()
        .route("/openapi.json", get(async || ([(header::CONTENT_TYPE, "application/json")], document)))
        .route("/docs", get(async || guarded("text/html; charset=utf-8", PAGE)))
        // The page's links are relative, so that it works behind a proxy that adds to the path. They begin with `docs/`,
        // and from `/docs/` they lead to `/docs/docs/`.
        .route("/docs/{file}", get(file))
        .route("/docs/docs/{file}", get(file))
}

async fn file(Path(name): Path<String>) -> Result<Response, Error> {
    let missing = || Error::NotFound("Not Found".to_owned());
    match name.as_str() {
        "start.js" => Ok(guarded("text/javascript", START)),
        "swagger-ui.css" | "swagger-ui-bundle.js" => {
            let file = utoipa_swagger_ui::serve(&name, Arc::default()).map_err(Error::internal)?;
            let file = file.ok_or_else(missing)?;
            let encoding = [(header::CONTENT_ENCODING, "gzip")];
            Ok((encoding, guarded(&file.content_type, file.bytes.into_owned())).into_response())
        }
        _ => Err(missing()),
    }
}

/// Responds with a file of the page.
fn guarded(kind: &str, body: impl IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (headers, body).into_response()
}
