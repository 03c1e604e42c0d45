//! Describes what answers at an address in place of a server that this client can use.

use std::fmt;

/// An answer of another program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ForeignAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The media type, for example `text/html`, where it is told.
    pub content_type: Option<String>,
    /// The title of a web page that has one.
    pub title: Option<String>,
    /// The program, as its header `Server` tells.
    pub product: Option<String>,
    /// True where the answer is longer than any of this API.
    pub is_endless: bool,
}

impl fmt::Display for ForeignAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
        let (kind, title, product) = (told(&self.content_type), told(&self.title), told(&self.product));
        let end = if self.is_endless { ", without an end" } else { "" };
        write!(f, "status {}, type {kind}, title {title}, server {product}{end}", self.status)
    }
}

/// A version of this API that this client does not speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incompatible {
    /// The server's version, for example `0.1.0`.
    pub server_version: String,
    /// True where the server speaks later versions only; false for earlier ones.
    pub is_newer: bool,
}

impl fmt::Display for Incompatible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = if self.is_newer { "later" } else { "earlier" };
        write!(f, "a {side} one, in version {}", self.server_version)
    }
}
