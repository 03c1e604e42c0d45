//! Describes the client of a session: the device, and where it is.

use std::net::IpAddr;

/// Bounds the description of a device, in characters.
const DEVICE_MAX: usize = 100;

/// The client of a session, as its owner is shown it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ClientInfo {
    /// What the client calls itself: up to 100 letters, digits, spaces and signs of ASCII. None where it says nothing.
    pub(crate) device: Option<String>,
    /// None on the owner's own socket.
    pub(crate) address: Option<IpAddr>,
}

impl ClientInfo {
    /// Describes a client by its `User-Agent`, which can be anything, and its address.
    pub(crate) fn new(user_agent: &[u8], address: Option<IpAddr>) -> Self {
        // More than is kept, because some of it is left out.
        let text = String::from_utf8_lossy(&user_agent[..user_agent.len().min(8 * DEVICE_MAX)]);
        // Neither control characters nor those that turn or hide what stands beside them.
        let visible = |char: char| if char.is_ascii_graphic() || char.is_alphanumeric() { char } else { ' ' };
        let words = text.replace(char::REPLACEMENT_CHARACTER, " ").chars().map(visible).collect::<String>();
        let device = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let device: String = device.chars().take(DEVICE_MAX).collect();
        let device = device.trim_end();
        Self { device: (!device.is_empty()).then(|| device.to_owned()), address }
    }

    /// Returns the address as people write it.
    pub(crate) fn address_text(&self) -> Option<String> {
        self.address.map(|address| address.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(user_agent: &[u8]) -> Option<String> {
        ClientInfo::new(user_agent, None).device
    }

    #[test]
    fn describes_a_device_in_visible_characters() {
        assert_eq!(device(b"Hearth/0.1.0 (Linux; Debian 12)").as_deref(), Some("Hearth/0.1.0 (Linux; Debian 12)"));
        assert_eq!(device("Ho\u{202e}me\u{200b} \u{7} t\u{e9}l\tx".as_bytes()).as_deref(), Some("Ho me tél x"));
        assert_eq!(device(b"\xff\xfe caf\xe9").as_deref(), Some("caf"));
        assert_eq!(device(b" \x01 ").as_deref(), None);
        assert_eq!(device(b"").as_deref(), None);
    }

    #[test]
    fn bounds_the_description() {
        let long = device("ä".repeat(5000).as_bytes()).unwrap();
        assert_eq!(long.chars().count(), DEVICE_MAX);
    }
}
