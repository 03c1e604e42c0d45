//! `POST /login`: an address and a password for a token.

use axum::{Json, extract::State};
use hearth_api::{Login, Token};

use super::email;
use crate::{
    App,
    error::{Error, Result},
    extract::Form,
};

/// The same answer, after the same time, whether or not the address has an account.
pub(super) async fn login(State(app): State<App>, form: Form) -> Result<Json<Token>> {
    let Login { username, password } = read(form)?;
    let normal = email::lookup(&username);
    let user = sqlx::query!(
        "SELECT id, password FROM users WHERE email IN ($1, $2) ORDER BY email = $1 DESC LIMIT 1",
        username,
        normal,
    );
    let (id, hash) = user.fetch_optional(&app.db).await?.map(|user| (user.id, user.password)).unzip();
    let matches = app.passwords.verify(password, hash).await?;
    let id = id.filter(|_| matches).ok_or(Error::Forbidden("Invalid Credentials"))?;
    let access_token = app.tokens.issue(id).map_err(Error::internal)?;
    Ok(Json(Token { access_token, token_type: "bearer".to_owned() }))
}

fn read(mut form: Form) -> Result<Login> {
    form.grant_type();
    let login = Login { username: form.required("username"), password: form.required("password") };
    form.finish()?;
    Ok(login)
}
