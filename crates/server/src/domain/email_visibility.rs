//! Decides who may see a user's email address.

use hearth_api::UserOut;

/// The readers to whom users' email addresses are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailVisibility {
    /// Everybody who may see the user.
    Public,
    /// Each user alone.
    Own,
}

impl EmailVisibility {
    /// Hides the address of a user from this reader, where it is not to be seen.
    pub(crate) fn apply(self, user: &mut UserOut, reader: Option<i32>) {
        if self == Self::Own && reader != Some(user.id) {
            user.email = hidden(user.id);
        }
    }
}

/// Returns what stands in place of a hidden address: a valid address that nobody has (RFC 2606), and that tells users apart.
/// The top-level domain `invalid` would be refused by clients that validate what they receive, as pydantic does.
pub(crate) fn hidden(user_id: i32) -> String {
    format!("user-{user_id}@hidden.example")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::EmailAddress;

    #[test]
    fn hides_the_addresses_of_others() {
        let ada = || UserOut {
            id: 7,
            email: "ada@example.com".to_owned(),
            created_at: chrono::DateTime::UNIX_EPOCH,
            display_name: None,
        };
        for (visibility, reader, shown) in [
            (EmailVisibility::Public, None, "ada@example.com"),
            (EmailVisibility::Own, Some(7), "ada@example.com"),
            (EmailVisibility::Own, Some(8), "user-7@hidden.example"),
            (EmailVisibility::Own, None, "user-7@hidden.example"),
        ] {
            let mut user = ada();
            visibility.apply(&mut user, reader);
            assert_eq!(user.email, shown);
            assert!(shown.parse::<EmailAddress>().is_ok());
        }
    }
}
