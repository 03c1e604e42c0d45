//! Servers and the accounts at them.

use hearth_api::UserOut;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The location of a server.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum ServerLocation {
    /// The app's own server and database.
    #[serde(rename = "this_computer")]
    Local,
    /// A deployment elsewhere.
    Server { address: String },
}

/// An account: the author of a post, or the one that is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub(crate) struct Account {
    pub(crate) id: i32,
    pub(crate) email: String,
    /// The name to show instead of the address; none on servers without names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub(crate) display_name: Option<String>,
}

impl From<UserOut> for Account {
    fn from(UserOut { id, email, display_name, .. }: UserOut) -> Self {
        Self { id, email, display_name }
    }
}

/// Identifies an account among those of all servers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub(crate) struct AccountKey {
    pub(crate) server: ServerLocation,
    pub(crate) account: i32,
}

/// The colour by which an account is told from others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Accent {
    #[default]
    Ember,
    Moss,
    Sea,
    Sky,
    Plum,
    Rose,
}
