//! Hashes texts to the same number in every version of the app, which the hash of the standard library does not promise.

use std::hash::Hasher as _;

use fnv::FnvHasher;

/// Returns the 64-bit FNV-1a hash of a text. It does not protect against chosen collisions.
pub(crate) fn fnv1a(text: &str) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_names_the_folders_of_earlier_versions() {
        // The vectors of the algorithm's authors.
        for (text, hash) in
            [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)]
        {
            assert_eq!(fnv1a(text), hash, "{text}");
        }
    }
}
