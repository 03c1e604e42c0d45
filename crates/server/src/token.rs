//! Bearer tokens: a JWT whose claims are those of every backend of this API.

use std::time::{SystemTime, UNIX_EPOCH};

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::Config;

#[derive(Serialize, Deserialize)]
struct Claims {
    user_id: i32,
    exp: u64,
}

/// Signs and verifies tokens with the server's key.
pub(crate) struct Tokens {
    sign: EncodingKey,
    verify: DecodingKey,
    validation: Validation,
    lifetime: u64,
}

impl Tokens {
    pub(crate) fn new(config: &Config) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.leeway = 0;
        validation.validate_aud = false;
        Self {
            sign: EncodingKey::from_secret(config.secret.bytes()),
            verify: DecodingKey::from_secret(config.secret.bytes()),
            validation,
            lifetime: config.token_lifetime.as_secs(),
        }
    }

    /// A token that says its bearer is this user, until the configured time is over.
    pub(crate) fn issue(&self, user_id: i32) -> Result<String, jsonwebtoken::errors::Error> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let claims = Claims { user_id, exp: now.saturating_add(self.lifetime) };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.sign)
    }

    /// Whose token it is; none when it is malformed, forged or over.
    pub(crate) fn verify(&self, token: &str) -> Option<i32> {
        let data = jsonwebtoken::decode::<Claims>(token, &self.verify, &self.validation).ok()?;
        Some(data.claims.user_id)
    }
}
