//! Computes what tells new accounts apart: an address without what people do not see, or do not look at.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;

use super::EmailAddress;

/// The key of an address. Addresses that differ only by case or by letters that look alike have the same key (the skeleton of
/// UTS 39 of the address in NFKC and without case). It is a hash, so that it fits into any index and any encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AddressKey(Vec<u8>);

impl AddressKey {
    /// Computes the key of an address, or of another text that an adopted account has for one.
    pub(crate) fn of(address: &str) -> Self {
        let address = EmailAddress::lookup_key(address);
        // Upper case first: that folds letters which have no lower case of their own, such as ß and the final sigma.
        let folded: String = address.nfkc().collect::<String>().to_uppercase().to_lowercase().nfkc().collect();
        let skeleton: String = skeleton(&folded).collect();
        Self(Sha256::digest(skeleton).to_vec())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_have_one_key() {
        for (one, other) in [
            ("ada@example.com", "ADA@Example.COM"),
            ("ada@example.com", "аdа@example.com"),
            ("ada@example.com", "ａｄａ@example.com"),
            ("ada@example.com", "ada@exаmple.com"),
            ("paypal@example.com", "paypa1@example.com"),
            ("barn@example.com", "bam@example.com"),
            ("strasse@example.com", "straße@example.com"),
            ("édith@example.com", "E\u{301}DITH@example.com"),
            ("no address", "NO ADDRESS"),
        ] {
            assert_eq!(AddressKey::of(one), AddressKey::of(other), "{one} {other}");
        }
    }

    #[test]
    fn other_addresses_have_other_keys() {
        let addresses = [
            "ada@example.com",
            "ada@example.org",
            "adá@example.com",
            "ad.a@example.com",
            "ada+x@example.com",
            "дада@example.com",
            "",
        ];
        for (index, one) in addresses.iter().enumerate() {
            for other in &addresses[index + 1..] {
                assert_ne!(AddressKey::of(one), AddressKey::of(other), "{one} {other}");
            }
        }
    }
}
