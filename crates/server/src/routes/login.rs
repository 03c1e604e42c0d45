//! `POST /login`: an address and a password for a token.

use axum::{Json, extract::State};
use hearth_api::{Login, Token};

use super::email;
use crate::{
    App,
    error::{Error, Result},
    extract::Form,
    limits::Attempt,
};

/// The same answer, after the same time, whether or not the address has an account.
pub(super) async fn login(State(app): State<App>, attempt: Attempt, form: Form) -> Result<Json<Token>> {
    let Login { username, password } = read(form)?;
    let normal = email::lookup(&username);
    attempt.login(&normal)?;
    let user = sqlx::query!(
        r#"
        SELECT id, password, clock_timestamp() AS "now!" FROM users WHERE email IN ($1, $2)
        ORDER BY email = $1 DESC LIMIT 1
        "#,
        username,
        normal,
    );
    let user = user.fetch_optional(&app.db).await?;
    let (found, hash) = user.map(|user| ((user.id, user.now), user.password)).unzip();
    let matches = app.passwords.verify(password, hash).await?;
    // The moment before the comparison: a password that is changed meanwhile ends this session too.
    let (id, issued) = found.filter(|_| matches).ok_or(Error::BAD_CREDENTIALS)?;
    app.tokens.issue(id, issued).map(Json)
}

fn read(mut form: Form) -> Result<Login> {
    form.grant_type();
    let login = Login { username: form.required("username"), password: form.required("password") };
    form.finish()?;
    Ok(login)
}
