//! Parses whole numbers as pydantic does, from JSON or from text, within the bounds of a field.

use std::ops::RangeInclusive;

use hearth_api::Invalid;
use serde_json::{Value, json};

use crate::error::invalid;

/// The range of ids, PostgreSQL's `int4`.
pub(super) const INT4: RangeInclusive<i64> = i32::MIN as i64..=i32::MAX as i64;

/// Reads a number out of a path, a query or a form.
pub(super) fn from_text(text: &str, loc: [&str; 2], range: &RangeInclusive<i64>) -> Result<i64, Invalid> {
    let input = || Value::from(text);
    match parse(text) {
        Some(number) => within(number, loc, range, input()),
        None => Err(invalid(
            "int_parsing",
            loc,
            "Input should be a valid integer, unable to parse string as an integer",
            Some(input()),
        )),
    }
}

/// Reads a number out of JSON; text that spells one and a float without fraction will do.
pub(super) fn from_json(value: &Value, loc: [&str; 2], range: &RangeInclusive<i64>) -> Result<i64, Invalid> {
    let wrong = |kind, msg| Err(invalid(kind, loc, msg, Some(value.clone())));
    match value {
        Value::String(text) => from_text(text, loc, range),
        Value::Bool(flag) => within(i128::from(*flag), loc, range, value.clone()),
        Value::Number(number) => match (number.as_i128(), number.as_f64()) {
            (Some(number), _) => within(number, loc, range, value.clone()),
            (None, Some(float)) if float.fract() == 0.0 =>
            {
                #[expect(clippy::cast_possible_truncation, reason = "saturates, and is out of range then")]
                within(float as i128, loc, range, value.clone())
            }
            _ => wrong("int_from_float", "Input should be a valid integer, got a number with a fractional part"),
        },
        _ => wrong("int_type", "Input should be a valid integer"),
    }
}

/// Parses digits with a sign, single underscores between them, white space around and zeros after a point.
fn parse(text: &str) -> Option<i128> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = match digits.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => whole,
        Some(_) => return None,
        None => digits,
    };
    let groups = digits.split('_');
    if groups.clone().any(|group| group.is_empty() || !group.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    // What does not fit is out of any field's range all the same.
    let number = groups.collect::<String>().parse().unwrap_or(i128::MAX);
    Some(if negative { -number } else { number })
}

fn within(number: i128, loc: [&str; 2], range: &RangeInclusive<i64>, input: Value) -> Result<i64, Invalid> {
    let (kind, msg, ctx) = match i64::try_from(number) {
        Ok(number) if range.contains(&number) => return Ok(number),
        _ if number < i128::from(*range.start()) => {
            let ge = range.start();
            ("greater_than_equal", format!("Input should be greater than or equal to {ge}"), json!({ "ge": ge }))
        }
        _ => {
            let le = range.end();
            ("less_than_equal", format!("Input should be less than or equal to {le}"), json!({ "le": le }))
        }
    };
    Err(Invalid { ctx: Some(ctx), ..invalid(kind, loc, msg, Some(input)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_text_as_pydantic_does() {
        for (text, number) in [("7", 7), (" +7 ", 7), ("-1_000", -1000), ("10.00", 10), ("007", 7)] {
            assert_eq!(from_text(text, ["path", "id"], &INT4).unwrap(), number, "{text}");
        }
        for text in ["", "seven", "1.5", "1__0", "_1", "0x10", "1e3", "1.", "²"] {
            assert_eq!(from_text(text, ["path", "id"], &INT4).unwrap_err().r#type, "int_parsing", "{text}");
        }
    }

    #[test]
    fn names_the_bound_of_a_number_out_of_range() {
        let huge = "9".repeat(400);
        assert_eq!(from_text(&huge, ["path", "id"], &INT4).unwrap_err().r#type, "less_than_equal");
        let error = from_json(&json!(1e300), ["body", "post_id"], &INT4).unwrap_err();
        assert_eq!(error.ctx, Some(json!({ "le": i32::MAX })));
        assert_eq!(from_text("-1", ["query", "skip"], &(0..=10)).unwrap_err().ctx, Some(json!({ "ge": 0 })));
    }
}
