//! Signs and verifies bearer tokens: a JWT (RFC 7519) whose claims are those of every backend of this API, when it was
//! issued, and its session.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use hearth_api::Token;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::SecretKeys;
use crate::{
    error::Error,
    store::{Caller, IssueTime, NewSession},
};

/// The payload of a token.
#[derive(Serialize, Deserialize)]
struct Claims {
    user_id: i32,
    /// Seconds since 1970.
    exp: i64,
    /// Microseconds since 1970, by the database's clock. The Python backend's tokens have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issued: Option<i64>,
    /// The id of the session (a UUID). Tokens of the Python backend and of earlier versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    session: Option<String>,
}

/// Signs and verifies tokens with the server's keys.
pub(crate) struct Tokens {
    sign: EncodingKey,
    /// The keys that verify, each with the end of its time where it has one.
    verify: Vec<(DecodingKey, Option<DateTime<Utc>>)>,
    validation: Validation,
    lifetime: TimeDelta,
}

impl Tokens {
    /// Signs tokens that last for `lifetime`.
    pub(crate) fn new(secrets: &SecretKeys, lifetime: Duration) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.leeway = 0;
        validation.validate_aud = false;
        validation.validate_nbf = true;
        Self {
            sign: EncodingKey::from_secret(secrets.current().bytes()),
            verify: secrets.verifying().map(|(key, until)| (DecodingKey::from_secret(key.bytes()), until)).collect(),
            validation,
            lifetime: TimeDelta::from_std(lifetime).unwrap_or(TimeDelta::MAX),
        }
    }

    /// Returns when a token expires that is issued now.
    pub(crate) fn expiry(&self) -> DateTime<Utc> {
        Utc::now().checked_add_signed(self.lifetime).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// Issues the token of a session.
    pub(crate) fn issue(&self, session: &NewSession) -> Result<Token, Error> {
        let NewSession { id, user_id, issued, expires } = session;
        let claims = Claims {
            user_id: *user_id,
            exp: expires.timestamp(),
            issued: Some(issued.timestamp_micros()),
            session: Some(id.to_string()),
        };
        let access_token = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.sign);
        Ok(Token { access_token: access_token.map_err(Error::internal)?, token_type: "bearer".to_owned() })
    }

    /// Verifies whose token it is; none when it is malformed, forged or expired.
    pub(crate) fn verify(&self, token: &str) -> Option<Caller> {
        let claims = self.claims(token)?;
        let expires = DateTime::from_timestamp(claims.exp, 0).unwrap_or(DateTime::<Utc>::MAX_UTC);
        let issued = match claims.issued {
            Some(micros) => IssueTime::Known(DateTime::from_timestamp_micros(micros)?),
            // The lifetime is a setting that both backends read.
            None => IssueTime::Guessed(expires.checked_sub_signed(self.lifetime)?),
        };
        // One that names a session in another way than ours does is not taken for one without.
        let session = claims.session.map(|id| Uuid::parse_str(&id)).transpose().ok()?;
        Some(Caller::new(claims.user_id, issued, expires, session))
    }

    /// Returns what a token says that one of the keys has signed.
    fn claims(&self, token: &str) -> Option<Claims> {
        let now = Utc::now();
        let keys = self.verify.iter().filter(|(_, until)| until.is_none_or(|until| now < until));
        let decode = |(key, _): &_| jsonwebtoken::decode(token, key, &self.validation).ok();
        keys.map(decode).find_map(|data| Some(data?.claims))
    }
}
