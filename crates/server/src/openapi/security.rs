//! Describes how a client authenticates.

use utoipa::{
    Modify,
    openapi::{
        ComponentsBuilder, OpenApi, PathItem,
        security::{Flow, HttpAuthScheme, HttpBuilder, OAuth2, Password, Scopes, SecurityRequirement, SecurityScheme},
    },
};

const LOGIN: &str = "OAuth2PasswordBearer";
const BEARER: &str = "HTTPBearer";

/// Describes the token, named as FastAPI names it: generated clients and documentation pages know how to get one from
/// `login`.
pub(super) struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut OpenApi) {
        let login = OAuth2::with_description(
            [Flow::Password(Password::new("login", Scopes::new()))],
            "Sign in with address and password.",
        );
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("Give a token that `POST /login` answered."));
        let components = document.components.get_or_insert_with(|| ComponentsBuilder::new().build());
        components.add_security_scheme(LOGIN, SecurityScheme::OAuth2(login));
        components.add_security_scheme(BEARER, SecurityScheme::Http(bearer.build()));
    }
}

/// Requires a token wherever a response may say that there is none.
pub(super) fn require(item: &mut PathItem) {
    let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
    for operation in operations.into_iter().flatten() {
        if operation.responses.responses.contains_key("401") {
            let either = [LOGIN, BEARER].map(|scheme| SecurityRequirement::new(scheme, [""; 0]));
            operation.security = Some(either.into());
        }
    }
}
