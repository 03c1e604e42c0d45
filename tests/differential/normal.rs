//! Normalizes responses so that two servers can be compared: numbers, times and tokens become the names of what they
//! stand for.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};

use crate::{
    raw_http::Answer,
    request::{Request, Target},
    side::{Kind, Side},
};

/// The headers that a client acts upon, besides `access-control-*`.
const HEADERS: [&str; 10] = [
    "allow",
    "content-disposition",
    "content-encoding",
    "content-type",
    "link",
    "location",
    "retry-after",
    "set-cookie",
    "vary",
    "www-authenticate",
];

/// The sentences that have numbers in them, up to the number.
const SENTENCES: [(&str, Kind); 5] = [
    ("Post with the id:", Kind::Post),
    ("Post with id: ", Kind::Post),
    ("User with id: ", Kind::User),
    ("User ", Kind::User),
    (" has already voted on the post ", Kind::Post),
];

/// An answer to compare.
#[derive(Clone, Debug)]
pub(crate) struct Normal {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Value,
    /// The number of entries of a list.
    pub(crate) entries: Option<usize>,
}

pub(super) fn of(side: &Side, request: &Request, answer: &Answer) -> Normal {
    let sent = side.named_in(request);
    let matters = |name: &str| HEADERS.contains(&name) || name.starts_with("access-control-");
    let headers = answer.headers.iter().filter(|(name, _)| matters(name));
    let headers = headers.map(|(name, value)| {
        let value = unsay(&sent, &value.replace(side.client.base(), ""));
        (name.clone(), if name == "link" { without_cursor(&value) } else { value })
    });
    let raw = json_body(answer);
    let entries = raw.as_array().filter(|_| request.target == Target::Posts).map(Vec::len);
    let body = Names { side, sent: &sent }.value(raw);
    Normal {
        status: answer.status,
        headers: headers.collect(),
        body: if entries.is_some() { by_name(body) } else { body },
        entries,
    }
}

/// A link to a further page, but for where exactly that begins: this is the server's own affair.
fn without_cursor(link: &str) -> String {
    let Some((before, cursor)) = link.split_once("after=") else { return link.to_owned() };
    format!("{before}after=…{}", cursor.trim_start_matches(|char| !matches!(char, '&' | '>')))
}

/// The body as JSON; as a text where it is none.
pub(crate) fn json_body(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body)
        .unwrap_or_else(|_| Value::from(String::from_utf8_lossy(&answer.body).into_owned()))
}

/// A list of posts as an object, by the posts' names: the documented API promises no order.
fn by_name(list: Value) -> Value {
    let Value::Array(entries) = list else { return list };
    let mut set = Map::new();
    for entry in entries {
        let mut name = entry.pointer("/Post/id").map_or_else(|| "?".to_owned(), |id| id.to_string().replace('"', ""));
        while set.contains_key(&name) {
            name.push_str(" again");
        }
        set.insert(name, entry);
    }
    Value::Object(set)
}

/// Puts names in the place of the numbers that were sent for them.
fn unsay(sent: &[(String, String)], text: &str) -> String {
    sent.iter().fold(text.to_owned(), |text, (name, number)| replace_number(&text, number, name))
}

/// Replaces a number where it stands alone, not as a part of a longer one.
fn replace_number(text: &str, number: &str, name: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(number) {
        let (before, behind) = (&rest[..at], &rest[at + number.len()..]);
        let digit = |char: Option<char>| char.is_some_and(|char| char.is_ascii_digit());
        let alone = !digit(before.chars().next_back().or(out.chars().next_back())) && !digit(behind.chars().next());
        out.push_str(before);
        out.push_str(if alone { name } else { number });
        rest = behind;
    }
    out + rest
}

struct Names<'a> {
    side: &'a Side,
    sent: &'a [(String, String)],
}

impl Names<'_> {
    fn value(&self, value: Value) -> Value {
        match value {
            Value::Object(object) => self.object(object),
            Value::Array(list) => list.into_iter().map(|item| self.value(item)).collect(),
            Value::String(text) => Value::from(self.sentence(&text)),
            other => other,
        }
    }

    fn object(&self, object: Map<String, Value>) -> Value {
        let is_user = object.contains_key("email");
        let fields = object.into_iter().map(|(key, value)| {
            let value = match key.as_str() {
                "id" => self.number(if is_user { Kind::User } else { Kind::Post }, value),
                "owner_id" | "user_id" => self.number(Kind::User, value),
                "post_id" => self.number(Kind::Post, value),
                "created_at" => self.time(value),
                "access_token" => self.token(&value),
                "input" => self.echo(value),
                _ => self.value(value),
            };
            (key, value)
        });
        fields.collect::<Map<_, _>>().into()
    }

    fn number(&self, kind: Kind, value: Value) -> Value {
        let name = value.as_i64().and_then(|number| self.side.name(kind, number));
        name.map_or_else(|| self.echo(value), Value::from)
    }

    /// Replaces a time by its spelling and the name of what it is of.
    fn time(&self, value: Value) -> Value {
        let Some((text, of)) = value.as_str().and_then(|text| Some((text, self.side.time(text)?))) else {
            return value;
        };
        let shape: String = text.chars().map(|char| if char.is_ascii_digit() { '0' } else { char }).collect();
        Value::from(format!("{shape} of {of}"))
    }

    /// Replaces a token by what it says.
    fn token(&self, token: &Value) -> Value {
        let text = token.as_str().unwrap_or_default();
        let mut claims = claims(token);
        claims["user_id"] = self.number(Kind::User, claims["user_id"].take());
        // When a session ends is the owner's setting.
        for name in ["exp", "issued"] {
            if let Some(time) = claims.get_mut(name) {
                *time = Value::from(if time.is_u64() { "a time" } else { "no time" });
            }
        }
        json!({ "header": part(text, 0), "claims": claims, "signature": text.rsplit('.').next().map(str::len) })
    }

    /// Replaces the numbers in a value that was sent, and is sent back.
    fn echo(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::from(unsay(self.sent, &text)),
            Value::Number(number) => {
                let name = self.sent.iter().find(|(_, sent)| *sent == number.to_string());
                name.map_or(Value::Number(number), |(name, _)| Value::from(name.as_str()))
            }
            Value::Array(list) => list.into_iter().map(|item| self.echo(item)).collect(),
            Value::Object(object) => {
                object.into_iter().map(|(key, value)| (key, self.echo(value))).collect::<Map<_, _>>().into()
            }
            other => other,
        }
    }

    /// Replaces the numbers in a sentence by names.
    fn sentence(&self, text: &str) -> String {
        SENTENCES.iter().fold(text.to_owned(), |text, (before, kind)| self.name_behind(&text, before, *kind))
    }

    fn name_behind(&self, text: &str, before: &str, kind: Kind) -> String {
        let mut pieces = text.split(before);
        let mut named = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let behind = piece.trim_start_matches(|char: char| char.is_ascii_digit());
            let number = &piece[..piece.len() - behind.len()];
            let name = number.parse().ok().and_then(|number| self.side.name(kind, number));
            named = named + before + name.as_deref().unwrap_or(number) + behind;
        }
        named
    }
}

/// Decodes the claims of a token; nothing where it is none.
pub(crate) fn claims(token: &Value) -> Value {
    part(token.as_str().unwrap_or_default(), 1)
}

fn part(token: &str, n: usize) -> Value {
    let bytes = token.split('.').nth(n).and_then(|part| URL_SAFE_NO_PAD.decode(part).ok()).unwrap_or_default();
    serde_json::from_slice(&bytes).ok().filter(Value::is_object).unwrap_or_else(|| json!({}))
}
