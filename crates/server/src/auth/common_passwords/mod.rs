//! Recognizes passwords that guessers try first (NIST SP 800-63B, 3.1.1.2).
//!
//! The list is the first half of Django's `common-passwords.txt.gz`, which is in the order of frequency in leaked databases.
//! Its licence is beside it.

use std::{collections::HashSet, sync::LazyLock};

/// The ten thousand most common passwords, in lower case.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("list.txt").lines().collect());

/// Returns whether a password is one of the most common ones, however it is written.
pub(crate) fn is_common(password: &str) -> bool {
    COMMON.contains(password.to_lowercase().as_str())
}

/// Returns whether a password is the address of its own account, or the name in it.
pub(crate) fn is_own_address(password: &str, email: &str) -> bool {
    let (password, email) = (password.to_lowercase(), email.to_lowercase());
    password == email || email.rsplit_once('@').is_some_and(|(name, _)| password == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognizes_common_passwords_in_any_case() {
        for password in ["password", "PassWord", "12345678", "QWERTYUIOP", "iloveyou", "пароль"] {
            assert!(is_common(password), "{password}");
        }
        for password in ["correct horse", "battery staple", "a better password", "twelve chars", ""] {
            assert!(!is_common(password), "{password}");
        }
        assert!((9_900..=10_000).contains(&COMMON.len()), "{}", COMMON.len());
    }

    #[test]
    fn recognizes_the_accounts_own_address() {
        for password in ["ada.lovelace", "Ada.Lovelace", "ADA.lovelace@example.com"] {
            assert!(is_own_address(password, "ada.Lovelace@example.com"), "{password}");
        }
        for password in ["", "ada", "example.com", "ada.lovelace@"] {
            assert!(!is_own_address(password, "ada.Lovelace@example.com"), "{password}");
        }
    }
}
