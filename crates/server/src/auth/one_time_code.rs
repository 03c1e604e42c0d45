//! Makes the codes of invites and of links that set a password anew. The database has their digests alone.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// A code that nobody guesses: 128 random bits, in hexadecimal.
pub(crate) struct OneTimeCode(String);

impl OneTimeCode {
    /// Makes a new one.
    pub(crate) fn new() -> Result<Self, getrandom::Error> {
        let mut random = [0; 16];
        getrandom::fill(&mut random)?;
        let mut text = String::new();
        for byte in random {
            let _ = write!(text, "{byte:02x}");
        }
        Ok(Self(text))
    }

    /// Returns the code, for whom it is for.
    pub(crate) fn into_string(self) -> String {
        self.0
    }

    /// Returns the link of a code that sets a password anew, below the address of a server.
    pub(crate) fn into_link(self, base: &str) -> String {
        format!("{base}/password-reset/page#{}", self.0)
    }

    pub(crate) fn digest(&self) -> Vec<u8> {
        digest_of_code(&self.0)
    }
}

/// Computes what the database knows of a code: SHA-256, which is enough for what nobody can guess.
pub(crate) fn digest_of_code(code: &str) -> Vec<u8> {
    Sha256::digest(code.trim()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_differ_and_are_found_by_their_digests() {
        let (one, other) = (OneTimeCode::new().unwrap(), OneTimeCode::new().unwrap());
        assert_ne!(one.digest(), other.digest());
        let digest = one.digest();
        let text = one.into_string();
        assert_eq!(text.len(), 32);
        assert_eq!(digest_of_code(&format!(" {text}\n")), digest, "as it was pasted");
    }
}
