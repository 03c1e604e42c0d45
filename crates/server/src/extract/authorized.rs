//! Extracts bodies of requests that need a token, with errors in FastAPI's order: a body that is no JSON is told before
//! anybody asks who is sending it, and what is wrong with its fields after that.

use axum::{
    RequestExt,
    extract::{FromRequest, FromRequestParts, Request},
};

use super::fastapi::{FromFields, Syntax};
use crate::{error::Error, state::App, store::Caller};

/// The caller, and a validated JSON body.
pub(crate) struct Authorized<T>(pub Caller, pub T);

impl<T: FromFields> FromRequest<App> for Authorized<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        let (caller, request) = authenticate(request, app).await?;
        let syntax = Syntax::from_request(request, app).await?;
        Ok(Self(caller, syntax.read(&app.config).map_err(Error::Invalid)?))
    }
}

/// The caller, a part of the path or the headers, and a validated JSON body; what is wrong with part and body is told
/// at once.
pub(crate) struct AuthorizedWith<P, T>(pub Caller, pub P, pub T);

impl<P, T> FromRequest<App> for AuthorizedWith<P, T>
where
    P: FromRequestParts<App, Rejection = Error> + Send + 'static,
    T: FromFields,
{
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        let (caller, mut request) = authenticate(request, app).await?;
        let part = request.extract_parts_with_state::<P, _>(app).await;
        let syntax = Syntax::from_request(request, app).await?;
        match (part, syntax.read(&app.config)) {
            (Ok(part), Ok(body)) => Ok(Self(caller, part, body)),
            (Ok(_), Err(errors)) => Err(Error::Invalid(errors)),
            (Err(Error::Invalid(mut errors)), Err(more)) => {
                errors.extend(more);
                Err(Error::Invalid(errors))
            }
            (Err(error), _) => Err(error),
        }
    }
}

/// Identifies the caller, and gives the request back. Without a valid token only the syntax of the body is looked at, which
/// takes no memory.
async fn authenticate(mut request: Request, app: &App) -> Result<(Caller, Request), Error> {
    match request.extract_parts_with_state::<Caller, _>(app).await {
        Ok(caller) => Ok((caller, request)),
        Err(error) => Err(Syntax::check(request, app).await.err().unwrap_or(error)),
    }
}
