//! Defines which new passwords are taken.

use hearth_api::PASSWORD_MAX_BYTES;

use super::{
    common_passwords::{is_common, is_own_address},
    passwords::normalize,
};

/// Error of a new password that is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnfitPassword {
    /// It has fewer characters than the server wants.
    Short,
    /// It has more than 72 bytes.
    Long,
    /// It is one of the most common ones.
    Common,
    /// It is the address of its own account, or the name in it.
    OwnAddress,
}

/// Checks a new password for the account of an address: it has at least `min` characters and, where `common` ones are not taken, is
/// none of those that guessers try first.
pub(crate) fn check_new_password(password: &str, email: &str, min: usize, common: bool) -> Result<(), UnfitPassword> {
    let password = normalize(password);
    if password.chars().count() < min {
        Err(UnfitPassword::Short)
    } else if password.len() > PASSWORD_MAX_BYTES {
        Err(UnfitPassword::Long)
    } else if common {
        Ok(())
    } else if is_common(&password) {
        Err(UnfitPassword::Common)
    } else if is_own_address(&password, email) {
        Err(UnfitPassword::OwnAddress)
    } else {
        Ok(())
    }
}
