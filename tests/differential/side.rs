//! Translates between names and one server's numbers, in requests and in responses.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::Value;

use crate::{
    normal::{self, Normal},
    raw_http::{Answer, RawClient, RawRequest},
    request::{Auth, Body, Encoding, Request, json_text},
};

/// The kind of thing that a number is of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Kind {
    User,
    Post,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Post => "post",
        }
    }

    /// The name of the n-th of its kind.
    pub(crate) fn name(self, n: usize) -> String {
        format!("«{} {n}»", self.word())
    }
}

/// A server and what was learned from its answers.
pub(crate) struct Side {
    pub(crate) client: RawClient,
    secret: Option<String>,
    numbers: HashMap<(Kind, usize), i64>,
    names: HashMap<(Kind, i64), usize>,
    times: HashMap<String, String>,
    tokens: HashMap<usize, String>,
}

impl Side {
    pub(crate) fn new(base: &str, secret: Option<String>) -> Self {
        Self {
            client: RawClient::new(base),
            secret,
            numbers: HashMap::new(),
            names: HashMap::new(),
            times: HashMap::new(),
            tokens: HashMap::new(),
        }
    }

    /// Remembers the n-th user or post, as the answer that told of it describes it.
    pub(crate) fn learn(&mut self, kind: Kind, n: usize, answer: &Value) {
        if let Some(id) = answer["id"].as_i64() {
            self.numbers.insert((kind, n), id);
            self.names.insert((kind, id), n);
        }
        if let Some(time) = answer["created_at"].as_str() {
            self.times.insert(time.to_owned(), kind.name(n));
        }
    }

    pub(crate) fn learn_token(&mut self, user: usize, answer: &Value) {
        if let Some(token) = answer["access_token"].as_str() {
            self.tokens.insert(user, token.to_owned());
        }
    }

    /// The name of what has this number here.
    pub(crate) fn name(&self, kind: Kind, number: i64) -> Option<String> {
        self.names.get(&(kind, number)).map(|n| kind.name(*n))
    }

    /// Finds which of its kind has this number here.
    pub(crate) fn index(&self, kind: Kind, number: &Value) -> Option<usize> {
        self.names.get(&(kind, number.as_i64()?)).copied()
    }

    /// Finds the name of what was made at this time.
    pub(crate) fn time(&self, text: &str) -> Option<&str> {
        self.times.get(text).map(String::as_str)
    }

    /// The answer with names for numbers.
    pub(crate) fn normalize(&self, request: &Request, answer: &Answer) -> Normal {
        normal::of(self, request, answer)
    }

    /// The names that occur in a request, with the numbers that stand for them here.
    pub(crate) fn named_in(&self, request: &Request) -> Vec<(String, String)> {
        let text = format!("{} {} {}", request.path_text(), request.query_text(), request.body_text());
        let known = |(kind, n)| Some((Kind::name(kind, n), self.numbers.get(&(kind, n))?.to_string()));
        names_in(&text).into_iter().filter_map(known).collect()
    }

    /// The request in bytes, for this server.
    pub(crate) fn raw(&self, request: &Request) -> RawRequest {
        let mut path_and_query = self.fill(&request.path);
        if let Some(query) = &request.query {
            path_and_query.push(b'?');
            path_and_query.extend(self.fill(query));
        }
        let authorization = self.authorization(&request.auth).map(|value| ("authorization".to_owned(), value));
        RawRequest {
            method: request.method.clone(),
            path_and_query,
            headers: authorization.into_iter().chain(request.headers.clone()).collect(),
            body: self.body(&request.body),
        }
    }

    fn authorization(&self, auth: &Auth) -> Option<Vec<u8>> {
        let token = |user: &usize| self.tokens.get(user).map_or("", String::as_str);
        match auth {
            Auth::None => None,
            Auth::User(user) => Some(format!("Bearer {}", token(user)).into_bytes()),
            Auth::Spelled(user, before, behind) => Some(format!("{before}{}{behind}", token(user)).into_bytes()),
            Auth::Raw(value) => Some(value.clone()),
            Auth::Forged { header, claims, genuine_key, .. } => {
                Some(format!("Bearer {}", self.forge(header, claims, *genuine_key)).into_bytes())
            }
        }
    }

    fn forge(&self, header: &Value, claims: &str, genuine_key: bool) -> String {
        let claims = self.fill(claims.as_bytes());
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let message = format!("{}.{}", encode(header.to_string().as_bytes()), encode(&claims));
        let secret = self.secret.as_deref().filter(|_| genuine_key).unwrap_or("not the key of either server, surely");
        let algorithm = match header["alg"].as_str() {
            Some("HS384") => Algorithm::HS384,
            Some("HS512") => Algorithm::HS512,
            _ => Header::default().alg,
        };
        let key = EncodingKey::from_secret(secret.as_bytes());
        let signature = match header["alg"].as_str() {
            Some("none") => String::new(),
            _ => jsonwebtoken::crypto::sign(message.as_bytes(), &key, algorithm).unwrap(),
        };
        format!("{message}.{signature}")
    }

    fn body(&self, body: &Body) -> Vec<u8> {
        match body {
            Body::None => Vec::new(),
            Body::Json(value) => self.fill(json_text(value).as_bytes()),
            Body::Form(fields) => {
                self.fill(form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().as_bytes())
            }
            Body::Raw(bytes) => self.fill(bytes),
            Body::Encoded(encoding, value) => {
                let text = self.fill(json_text(value).as_bytes());
                encode(*encoding, &String::from_utf8_lossy(&text))
            }
        }
    }

    /// Puts numbers in the place of names.
    fn fill(&self, template: &[u8]) -> Vec<u8> {
        let chunks = template.utf8_chunks();
        chunks.flat_map(|chunk| [self.fill_text(chunk.valid()).as_bytes(), chunk.invalid()].concat()).collect()
    }

    fn fill_text(&self, template: &str) -> String {
        let mut filled = template.to_owned();
        for (kind, n) in names_in(template) {
            let Some(number) = self.numbers.get(&(kind, n)).map(i64::to_string) else { continue };
            let name = kind.name(n);
            // In JSON, a name alone is a number, not a string.
            filled = filled.replace(&format!("\"{name}\""), &number).replace(&name, &number);
        }
        filled
    }
}

/// The names in a text, each once.
fn names_in(text: &str) -> Vec<(Kind, usize)> {
    let mut names = Vec::new();
    for piece in text.split('«').skip(1) {
        let Some((kind, n)) = piece.split_once('»').and_then(|(name, _)| name.split_once(' ')) else { continue };
        let kind = [Kind::User, Kind::Post].into_iter().find(|one| one.word() == kind);
        let name = kind.zip(n.parse().ok());
        names.extend(name.filter(|name| !names.contains(name)));
    }
    names
}

fn encode(encoding: Encoding, text: &str) -> Vec<u8> {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    match encoding {
        Encoding::Utf8Bom => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Encoding::Utf16Le => utf16(u16::to_le_bytes),
        Encoding::Utf16Be => utf16(u16::to_be_bytes),
        Encoding::Utf16Bom => [vec![0xff, 0xfe], utf16(u16::to_le_bytes)].concat(),
        Encoding::Utf32Le => text.chars().flat_map(|char| u32::from(char).to_le_bytes()).collect(),
        // A letter outside ASCII makes it no UTF-8.
        Encoding::Latin1 => text.chars().map(|char| u8::try_from(u32::from(char)).unwrap_or(b'?')).collect(),
    }
}
