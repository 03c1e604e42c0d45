//! Defines what a server tells of itself.

use serde::{Deserialize, Serialize};

/// Answer of an action that has nothing else to say.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// A sentence for people.
    pub message: String,
}

/// Answer of `GET /capabilities`: what this server has beyond the documented API. Hearth's addition.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Capabilities {
    /// The program: `hearth`.
    pub server: String,
    /// Its version, e.g. `0.1.0`.
    pub version: String,
    /// The version of the API, where it is another one than the first, which is that of all additions so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api: Option<u32>,
    /// The names of the additions; a client ignores those that it does not know.
    pub capabilities: Vec<String>,
    /// The bounds of what the caller may write; earlier versions do not tell them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
    /// Who may sign up; earlier versions do not tell it, and let everybody.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::lenient::known")]
    #[cfg_attr(feature = "openapi", schema(value_type = SignUpMode))]
    pub sign_up: Option<SignUpMode>,
}

/// Who may sign up on a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum SignUpMode {
    /// Everybody.
    Open,
    /// Who has an invite.
    Invite,
    /// Who has an invite, and everybody else waits until a moderator approves the account.
    Approval,
    /// Nobody.
    Closed,
}

/// The bounds of what one may write on a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Limits {
    /// The most characters (Unicode scalar values) of a title.
    pub title_max: usize,
    /// The most characters (Unicode scalar values) of a content.
    pub content_max: usize,
    /// The most drafts of one account.
    pub drafts_max: i64,
    /// The rate of posts that one account creates; left out where it is not limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posts: Option<WriteRate>,
    /// The rate of posts that one account changes or deletes; left out where it is not limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edits: Option<WriteRate>,
    /// The rate of characters that one account writes, in titles and contents of posts and of changes; left out where it is not
    /// limited, and by earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextRate>,
    /// The rate of votes that one account casts or takes back; left out where it is not limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<WriteRate>,
}

/// A rate: so many requests at once, and as many again in each period, evenly spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriteRate {
    /// The number of requests.
    pub requests: u32,
    /// The period, in seconds.
    pub seconds: u64,
}

/// A rate of text: so many characters at once, and as many again in each period, evenly spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextRate {
    /// The number of characters (Unicode scalar values).
    pub characters: u32,
    /// The period, in seconds.
    pub seconds: u64,
}

/// Answer of `GET /health/live` and `GET /health/ready`. Hearth's addition.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// Always `ok`; what is not well answers with an error.
    pub status: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_without_limits_are_read() {
        let earlier = r#"{"server": "hearth", "version": "0.1.0", "capabilities": ["account"]}"#;
        let told = serde_json::from_str::<Capabilities>(earlier).unwrap();
        assert_eq!((told.limits, told.sign_up), (None, None));
    }

    #[test]
    fn a_way_to_sign_up_that_is_not_known_is_none() {
        for (mode, read) in [("invite", Some(SignUpMode::Invite)), ("lottery", None)] {
            let told = format!(r#"{{"server": "hearth", "version": "9", "capabilities": [], "sign_up": "{mode}"}}"#);
            assert_eq!(serde_json::from_str::<Capabilities>(&told).unwrap().sign_up, read);
        }
    }
}
