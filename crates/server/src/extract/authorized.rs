//! Bodies of requests that need a token, with errors in FastAPI's order: a body that is no JSON is told before anybody
//! asks who is sending it, and what is wrong with its fields after that.

use axum::{
    RequestExt,
    extract::{FromRequest, FromRequestParts, Request},
};

use super::{Caller, FromFields, body::Syntax};
use crate::{App, error::Error};

/// Who is asking, and a validated JSON body.
pub(crate) struct Authorized<T>(pub Caller, pub T);

impl<T: FromFields> FromRequest<App> for Authorized<T> {
    type Rejection = Error;

    async fn from_request(mut request: Request, app: &App) -> Result<Self, Error> {
        let caller = request.extract_parts_with_state::<Caller, _>(app).await;
        let syntax = Syntax::from_request(request, app).await?;
        Ok(Self(caller?, syntax.read().map_err(Error::Invalid)?))
    }
}

/// Who is asking, a part of the path or the headers, and a validated JSON body; what is wrong with part and body is told
/// at once.
pub(crate) struct AuthorizedWith<P, T>(pub Caller, pub P, pub T);

impl<P, T> FromRequest<App> for AuthorizedWith<P, T>
where
    P: FromRequestParts<App, Rejection = Error> + Send + 'static,
    T: FromFields,
{
    type Rejection = Error;

    async fn from_request(mut request: Request, app: &App) -> Result<Self, Error> {
        let caller = request.extract_parts_with_state::<Caller, _>(app).await;
        let part = request.extract_parts_with_state::<P, _>(app).await;
        let syntax = Syntax::from_request(request, app).await?;
        let caller = caller?;
        match (part, syntax.read()) {
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
