//! Generates values that are odd in themselves, whatever field they end up in.

use fastrand::Rng;
use serde_json::{Value, json};

use super::{once_in, pick};

const TITLES: [&str; 22] = [
    "Bread",
    "bread crumbs",
    "BREAD",
    "100% rye",
    "a_b",
    r"c\d",
    r"\",
    "%",
    "_",
    "Ünïcode",
    "ÄRGER",
    "straße",
    "日本語のパン",
    "🔥🍞",
    "e\u{301}clair",
    "\u{202e}backwards",
    "new\nline\ttab",
    "<script>alert(1)</script>",
    "it's \"quoted\"; DROP TABLE posts; --",
    " ",
    "",
    "\u{fffd}\u{feff}\u{7f}",
];

/// Paths that lead nowhere.
pub(super) const ELSEWHERE: [&str; 16] = [
    "/nowhere",
    "/POSTS/",
    "/post",
    "/votes/",
    "/user/1",
    "/users/1/2",
    "/posts/1/2",
    "/login/x",
    "/vote/1",
    "/favicon.ico",
    "/.env",
    "/redoc",
    "/docs",
    "/docs/oauth2-redirect",
    "/openapi.json",
    "/metrics",
];

/// The texts that are the number of no post and no user.
const NO_IDS: [&str; 34] = [
    "0",
    "-1",
    "2000000000",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999999999",
    "1000000000.0",
    "1000000000.5",
    "1_000_000_000",
    "1__0",
    "_1",
    "1_",
    "+1000000000",
    "++1",
    "+-1",
    "1e9",
    "0x10",
    "0b1",
    "1,000",
    "abc",
    "true",
    "null",
    "NaN",
    "%20",
    "%201000000000%20",
    "%D9%A1%D9%A2",
    "%C2%B2",
    "%EF%BC%91",
    "1%00",
    "1%2E0",
];

pub(super) fn title(rng: &mut Rng) -> String {
    let title = pick(rng, &TITLES);
    if once_in(rng, 3) { format!("{title} {}", rng.u8(..)) } else { title.to_owned() }
}

/// A piece of a title, in some spelling.
pub(super) fn search(rng: &mut Rng) -> String {
    let title = pick(rng, &TITLES);
    match rng.u8(0..6) {
        0 => title.chars().take(3).collect(),
        1 => title.to_uppercase(),
        2 => title.to_lowercase(),
        _ => title.to_owned(),
    }
}

pub(super) fn no_id(rng: &mut Rng) -> &'static str {
    pick(rng, &NO_IDS)
}

/// JSON that a typed field may or may not take.
pub(super) fn any(rng: &mut Rng) -> Value {
    match rng.u8(0..8) {
        0 => number(rng),
        1 | 2 => raw(rng),
        3 => text(rng),
        4 => json!(pick(rng, &NO_IDS).replace("%20", " ")),
        _ => pick(
            rng,
            &[
                Value::Null,
                json!(true),
                json!(false),
                json!([]),
                json!([1, "a", null]),
                json!({}),
                json!({ "a": { "b": [] } }),
                json!("true"),
                json!("Off"),
                json!("yes"),
                json!(" true "),
                json!("1"),
                json!("0"),
                json!("2"),
            ],
        ),
    }
}

fn number(rng: &mut Rng) -> Value {
    pick(
        rng,
        &[
            json!(0),
            json!(-1),
            json!(2),
            json!(1_000_000_000),
            json!(1.0e9),
            json!(0.0),
            json!(-0.0),
            json!(1.5),
            json!(0.1),
            json!(1e20),
            json!(1e300),
            json!(-1e300),
            json!(5e-324),
            json!(i32::MAX),
            json!(i64::from(i32::MAX) + 1),
            json!(i32::MIN),
            json!(i64::from(i32::MIN) - 1),
            json!(i64::MAX),
            json!(i64::MIN),
            json!(u64::MAX),
        ],
    )
}

fn text(rng: &mut Rng) -> Value {
    match rng.u8(0..8) {
        0 => json!("x".repeat(rng.usize(60..90))),
        1 => json!("é".repeat(rng.usize(30..40))),
        2 => json!("long ".repeat(rng.usize(1..4000))),
        3 => json!("\0"),
        4 => json!("a\0b"),
        _ => json!(title(rng)),
    }
}

/// Generates what JSON does not have, or not every parser takes.
fn raw(rng: &mut Rng) -> Value {
    let digits = "9".repeat(pick(rng, &[25, 400, 4299, 4301]));
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let raw = match rng.u8(0..10) {
        0 => digits,
        1 => format!("-{digits}"),
        2 => format!("1.{digits}"),
        3 => nested(pick(rng, &[3, 100, 130, 500, 3000])),
        _ => (pick(
            rng,
            &[
                "NaN",
                "Infinity",
                "-Infinity",
                "nan",
                "1e400",
                "-1e400",
                "1E9",
                "1e-7",
                "01",
                "-",
                "+1",
                ".5",
                "1.",
                "1.e1",
                "0x10",
                "-0",
                "'single'",
                "True",
                "None",
                "undefined",
                r#""\ud800""#,
                r#""\udc00\ud800""#,
                r#""\ud83d\udd25""#,
                r#""\x41""#,
                r#""\u12""#,
                "\"tab\tinside\"",
                "\"unterminated",
                "/* comment */ 1",
                "[1,]",
                r#"{"a":1,}"#,
                "",
            ],
        ))
        .to_owned(),
    };
    json!(format!("«raw {raw}»"))
}
