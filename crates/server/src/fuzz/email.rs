//! Properties of email addresses and of their keys.

use crate::domain::{AddressKey, EmailAddress};

/// An address is stored in one spelling, without what people do not see, and has the key of all its other spellings.
pub fn email(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let key = AddressKey::of(text);
    let looked_up = EmailAddress::lookup_key(text);
    assert_eq!(EmailAddress::lookup_key(&looked_up), looked_up);
    let Ok(address) = text.parse::<EmailAddress>() else { return };
    let normal = address.as_str();
    assert_eq!(normal, looked_up);
    assert!(normal.len() <= 254, "{normal} is too long");
    assert_eq!(normal.matches('@').count(), 1, "{normal}");
    assert!(!normal.contains(|char: char| char.is_control() || char.is_whitespace()), "{normal:?}");
    assert_eq!(AddressKey::of(normal), key);
    assert_eq!(AddressKey::of(&normal.to_ascii_uppercase()), key, "{normal} in upper case");
    assert_eq!(normal.parse(), Ok(address.clone()));
}
