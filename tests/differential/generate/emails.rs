//! Generates e-mail addresses, and what only looks like one.

use fastrand::Rng;

use super::{once_in, pick};
use crate::model::Model;

/// An address without an account.
pub(super) fn good(rng: &mut Rng, model: &mut Model) -> String {
    let shape = if once_in(rng, 2) { "u#@example.com" } else { pick(rng, &GOOD) };
    fill(model, shape)
}

/// Generates a text that may be an address or not.
pub(super) fn any(rng: &mut Rng, model: &mut Model) -> String {
    match rng.u8(0..8) {
        0 => {
            // Around the limits: 64 before the @-sign is one only in theory, 63 a label, 253 a domain, 254 in all.
            let before = pick(rng, &[1, 64, 65, 100]);
            let label = pick(rng, &[10, 62, 63, 64]);
            let labels = rng.usize(1..5);
            let domain = vec!["d".repeat(label); labels].join(".");
            fill(model, &format!("{}#@{domain}.com", "l".repeat(before)))
        }
        1..3 => fill(model, pick(rng, &GOOD)),
        _ => fill(model, pick(rng, &BAD)),
    }
}

fn fill(model: &mut Model, shape: &str) -> String {
    shape.replace('#', &model.fresh())
}

const GOOD: [&str; 22] = [
    "U#@EXAMPLE.com",
    "first.last+tag-#@mail.example.org",
    " u#@example.com ",
    "Ada <u#@example.com>",
    "\"Ada, Countess\" <u#@example.com>",
    "<u#@example.com>",
    "o'neil#@example.co.uk",
    "!$%&*+-/=?^_`{|}~#@example.com",
    "ü#@example.com",
    "e\u{301}#@example.com",
    "日本#@example.com",
    "u#@münchen.example",
    "u#@MÜNCHEN.example",
    "u#@xn--mnchen-3ya.example",
    "INFO@u#.example",
    "PostMaster@u#.example",
    "u#@1.example",
    "u#@a-b.example",
    "u#@日本.example",
    "u#@example。com",
    "u#@straße.example",
    "u#@example.museum",
];

const BAD: [&str; 56] = [
    "",
    " ",
    "u#",
    "@example.com",
    "u#@",
    "@",
    "u#@localhost",
    "u#@example",
    "u#@x.test",
    "u#@x.local",
    "u#@x.invalid",
    "u#@x.onion",
    "u#@x.arpa",
    "u#@example.1",
    "u#@1.2.3.4",
    "u#@[1.2.3.4]",
    "u#@[IPv6:::1]",
    "u # @example.com",
    "u#@exam ple.com",
    "u#@@example.com",
    "u#@a@example.com",
    "u#..x@example.com",
    ".u#@example.com",
    "u#.@example.com",
    "u#@.example.com",
    "u#@example.com.",
    "u#@example..com",
    "u#@-example.com",
    "u#@example-.com",
    "u#@exa_mple.com",
    "u#@ab--cd.com",
    "u#@xn--.com",
    "u#@xn--a.com",
    "\"u#\"@example.com",
    "\"u #\"@example.com",
    "u#(comment)@example.com",
    "u#,x@example.com",
    "u#;x@example.com",
    "u#:x@example.com",
    "u#<x>@example.com",
    "u#\\x@example.com",
    "u#\n@example.com",
    "u#@example.com\r\n",
    "u#\t@example.com",
    "u#\u{7f}@example.com",
    "u#\u{200b}@example.com",
    "u#\u{a0}@example.com",
    "\u{301}u#@example.com",
    "u#＠example.com",
    "u#﹫example.com",
    "u#@exa\u{200b}mple.com",
    "u#@ex\u{e000}ample.com",
    "Ada u#@example.com",
    "Ada <u#@example.com",
    "Ada <u#@example.com> x",
    "mailto:u#@example.com",
];
