//! Bodies of requests that need a token, with errors in FastAPI's order: a body that is no JSON is told before anybody
//! asks who is sending it, and what is wrong with its fields after that.

use axum::{
    RequestExt,
    extract::{FromRequest, Request},
};

use super::{Caller, FromFields, Id, body::Syntax};
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

/// Who is asking, the `{id}` of the path, and a validated JSON body; what is wrong with path and body is told at once.
pub(crate) struct AuthorizedAt<T>(pub Caller, pub i32, pub T);

impl<T: FromFields> FromRequest<App> for AuthorizedAt<T> {
    type Rejection = Error;

    async fn from_request(mut request: Request, app: &App) -> Result<Self, Error> {
        let caller = request.extract_parts_with_state::<Caller, _>(app).await;
        let id = request.extract_parts_with_state::<Id, _>(app).await;
        let syntax = Syntax::from_request(request, app).await?;
        let caller = caller?;
        match (id, syntax.read()) {
            (Ok(Id(id)), Ok(body)) => Ok(Self(caller, id, body)),
            (Ok(_), Err(errors)) => Err(Error::Invalid(errors)),
            (Err(Error::Invalid(mut errors)), Err(more)) => {
                errors.extend(more);
                Err(Error::Invalid(errors))
            }
            (Err(error), _) => Err(error),
        }
    }
}
