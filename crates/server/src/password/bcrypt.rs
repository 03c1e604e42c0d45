//! bcrypt with a rest after each few rounds.
//!
//! A core that is never idle takes over no work that waits at another one, so whoever reads while a password is hashed would
//! wait for it, whatever its priority. The crate `bcrypt` cannot rest: it hashes in one go. What it is made of, and its way of
//! writing hashes down, serve here as well; a test compares the two.

use std::{fmt, str::FromStr, thread, time::Duration};

use base64::Engine;
use bcrypt::{BASE_64, HashParts};
use blowfish::Blowfish;
use subtle::ConstantTimeEq;

/// About a millisecond of work.
const ROUNDS: u32 = 16;

/// Long enough for a core to look for other work.
const REST: Duration = Duration::from_micros(50);

/// What bcrypt encrypts with the key that the password expands to.
const TEXT: &[u8; 24] = b"OrpheanBeholderScryDoubt";

/// bcrypt leaves the last byte of what it encrypts out.
const DIGEST_BYTES: usize = 23;

/// So much of a hash says how it was made: version, cost and salt.
const PREFIX_BYTES: usize = 29;

/// A hash that passwords can be compared with.
pub(super) struct Hash {
    pub(super) cost: u32,
    salt: [u8; 16],
    digest: [u8; DIGEST_BYTES],
}

impl Hash {
    /// Hashes a new password at a cost of 4 to 31.
    pub(super) fn new(password: &str, cost: u32) -> Result<Self, getrandom::Error> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt)?;
        Ok(Self { cost, salt, digest: digest(password, cost, &salt) })
    }

    /// Reads what was written down, by whichever program.
    pub(super) fn read(text: &str) -> Option<Self> {
        let parts = HashParts::from_str(text).ok()?;
        let digest = BASE_64.decode(&text[PREFIX_BYTES..]).ok()?.try_into().ok()?;
        let hash = Self { cost: parts.get_cost(), salt: parts.get_salt_raw(), digest };
        (4..=31).contains(&hash.cost).then_some(hash)
    }

    pub(super) fn is_of(&self, password: &str) -> bool {
        digest(password, self.cost, &self.salt).ct_eq(&self.digest).into()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "$2b${:02}${}{}", self.cost, BASE_64.encode(self.salt), BASE_64.encode(self.digest))
    }
}

/// The work of a hash, 2 to the power of `cost`.
///
/// As bcrypt always has, it takes the first 72 bytes of a password and what ends it.
pub(super) fn digest(password: &str, cost: u32, salt: &[u8; 16]) -> [u8; DIGEST_BYTES] {
    let mut key = password.as_bytes().to_vec();
    key.push(0);
    key.truncate(72);
    let mut state = Blowfish::bc_init_state();
    state.salted_expand_key(salt, &key);
    for round in 1..=1_u32 << cost {
        state.bc_expand_key(&key);
        state.bc_expand_key(salt);
        if round.is_multiple_of(ROUNDS) {
            thread::sleep(REST);
        }
    }
    let mut digest = *TEXT;
    for block in digest.as_chunks_mut().0.as_chunks_mut().0 {
        let mut words: [u32; 2] = block.map(u32::from_be_bytes);
        for _ in 0..64 {
            words = state.bc_encrypt(words);
        }
        *block = words.map(u32::to_be_bytes);
    }
    digest[..DIGEST_BYTES].try_into().expect("it is longer")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_bcrypt() {
        let long = "ü".repeat(40);
        for (cost, password) in [(4, ""), (5, "a"), (6, "correct horse"), (4, "zero \0 inside"), (4, &long)] {
            let ours = Hash::new(password, cost).expect("there is randomness").to_string();
            assert!(bcrypt::verify(password, &ours).expect("it can be read"), "{password:?}");
            let theirs = bcrypt::hash(password, cost).expect("the cost is allowed");
            let theirs = Hash::read(&theirs).expect("it can be read");
            assert!(theirs.is_of(password) && !theirs.is_of("another"), "{password:?}");
        }
    }

    #[test]
    fn every_version_is_read_and_nothing_else() {
        let hash = bcrypt::hash("correct horse", 4).expect("the cost is allowed");
        for version in ["2a", "2b", "2x", "2y"] {
            let hash = Hash::read(&hash.replace("2b", version)).expect("it can be read");
            assert!(hash.is_of("correct horse"), "{version}");
        }
        let dear = hash.replace("$04$", "$99$");
        for broken in ["", "$2b$04$", &hash[1..], &hash.replace("2b", "2c"), &format!("{hash}."), &dear] {
            assert!(Hash::read(broken).is_none(), "{broken}");
        }
    }
}
