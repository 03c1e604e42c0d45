//! Represents a request before it is sent: what both servers get, with names where each of them has numbers and tokens
//! of its own.

use serde_json::Value;

/// The target of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Target {
    /// `/`
    Root,
    /// `/users/`
    Users,
    /// `/users/{id}`
    User,
    /// `/login`
    Login,
    /// `/posts/`
    Posts,
    /// `/posts/{id}`, of this post where the id is of one.
    Post(Option<usize>),
    /// `/vote/`, on this post where the body names one.
    Vote(Option<usize>),
    /// A path that the API does not have.
    Elsewhere,
}

/// The caller, by the header `Authorization`.
#[derive(Clone, Debug)]
pub(crate) enum Auth {
    /// No header.
    None,
    /// A user who has signed in.
    User(usize),
    /// A user's token behind an unusual scheme: what stands before it, and what behind.
    Spelled(usize, String, String),
    /// Another value of the header.
    Raw(Vec<u8>),
    /// A token of our own making: of whom, header, claims (with names), and whether the key is the servers'.
    Forged { user: usize, header: Value, claims: String, genuine_key: bool },
}

/// The body of a request.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    None,
    Json(Value),
    Form(Vec<(String, String)>),
    Raw(Vec<u8>),
    /// JSON in another encoding than UTF-8.
    Encoded(Encoding, Value),
}

/// The encoding of a JSON text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Encoding {
    Utf8Bom,
    Utf16Le,
    Utf16Be,
    Utf16Bom,
    Utf32Le,
    Latin1,
}

/// A request. In its path, query and body, `«post 3»` stands for the number of the third post, and so on; in JSON, a
/// string that is nothing but a name becomes a number, and `«raw …»` whatever follows.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) target: Target,
    pub(crate) method: String,
    pub(crate) path: Vec<u8>,
    pub(crate) query: Option<Vec<u8>>,
    pub(crate) auth: Auth,
    /// The headers besides `Authorization`, which is [`Self::auth`].
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Body,
}

impl Request {
    pub(crate) fn new(method: &str, target: Target, path: &str) -> Self {
        Self {
            target,
            method: method.to_owned(),
            path: path.as_bytes().to_vec(),
            query: None,
            auth: Auth::None,
            headers: Vec::new(),
            body: Body::None,
        }
    }

    pub(crate) fn by(mut self, user: usize) -> Self {
        self.auth = Auth::User(user);
        self
    }

    pub(crate) fn json(mut self, body: Value) -> Self {
        self.body = Body::Json(body);
        self.with("content-type", "application/json")
    }

    pub(crate) fn form(mut self, fields: &[(&str, &str)]) -> Self {
        let own = |text: &&str| (*text).to_owned();
        self.body = Body::Form(fields.iter().map(|(name, value)| (own(name), own(value))).collect());
        self.with("content-type", "application/x-www-form-urlencoded")
    }

    pub(crate) fn with(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    /// Replaces a header, or takes it away.
    pub(crate) fn set(&mut self, name: &str, value: Option<&[u8]>) {
        self.headers.retain(|(other, _)| other != name);
        self.headers.extend(value.map(|value| (name.to_owned(), value.to_vec())));
    }

    /// The value of a header as text.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let (_, value) = self.headers.iter().find(|(other, _)| other == name)?;
        Some(String::from_utf8_lossy(value).into_owned())
    }

    /// The user whose token is sent as it should be, or nearly so.
    pub(crate) fn caller(&self) -> Option<usize> {
        match &self.auth {
            Auth::User(user) | Auth::Spelled(user, ..) | Auth::Forged { user, .. } => Some(*user),
            _ => None,
        }
    }

    /// The post that the request names.
    pub(crate) fn post(&self) -> Option<usize> {
        match self.target {
            Target::Post(post) | Target::Vote(post) => post,
            _ => None,
        }
    }

    /// The body as text with names, for those who look for something in it.
    pub(crate) fn body_text(&self) -> String {
        match &self.body {
            Body::None => String::new(),
            Body::Json(value) | Body::Encoded(_, value) => json_text(value),
            Body::Form(fields) => fields.iter().flat_map(|(name, value)| [name, "=", value, "&"]).collect(),
            Body::Raw(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        }
    }

    /// The query as text with names.
    pub(crate) fn query_text(&self) -> String {
        self.query.as_deref().map(|query| String::from_utf8_lossy(query).into_owned()).unwrap_or_default()
    }

    /// The path as text with names.
    pub(crate) fn path_text(&self) -> String {
        String::from_utf8_lossy(&self.path).into_owned()
    }
}

/// JSON with its raw parts in place.
pub(crate) fn json_text(value: &Value) -> String {
    let text = value.to_string();
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, raw)) = rest.split_once("\"«raw ") {
        let (raw, after) = raw.split_once("»\"").unwrap_or((raw, ""));
        out.push_str(before);
        // The raw part was written as the content of a JSON string.
        out.push_str(&serde_json::from_str::<String>(&format!("\"{raw}\"")).unwrap_or_default());
        rest = after;
    }
    out + rest
}
