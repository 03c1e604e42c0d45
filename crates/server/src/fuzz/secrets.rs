//! Properties of tokens, of the file of keys and of a database's address.

use std::{fs, sync::LazyLock, time::Duration};

use chrono::Utc;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Value, value::RawValue};
use sqlx::{ConnectOptions, postgres::PgConnectOptions};
use tempfile::TempDir;

use crate::{
    auth::{ExposedKeys, SecretKey, SecretKeys, Tokens},
    config::database_url as parse_database_url,
};

const KEY: &[u8] = b"a key that signs nothing but this";
const LIFETIME: Duration = Duration::from_hours(1);

static TOKENS: LazyLock<Tokens> = LazyLock::new(|| Tokens::new(&SecretKey::new(KEY).into(), LIFETIME));

/// The one token that the fuzzer knows; it expires in 2100.
static SIGNED: LazyLock<String> = LazyLock::new(|| {
    // As it is written here: the order of fields in a map depends on what else is built.
    let claims: &RawValue = serde_json::from_str(r#"{"exp":4102444800,"user_id":7}"#).expect("claims are JSON");
    sign(&claims)
});

fn sign(claims: &impl serde::Serialize) -> String {
    let key = EncodingKey::from_secret(KEY);
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key).expect("claims can be signed")
}

/// No token but one that was signed is verified; of what is signed, only a user's id that has not expired.
pub fn token(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    assert_eq!(TOKENS.verify(text).is_some(), *text == **SIGNED, "{text}");
    let Ok(claims) = serde_json::from_str::<&RawValue>(text) else { return };
    let Some(caller) = TOKENS.verify(&sign(&claims)) else { return };
    // A number that is too large for any type may be in a field that nobody reads.
    let Ok(claims) = serde_json::from_str::<Value>(text) else { return };
    assert_eq!(claims["user_id"].as_i64(), Some(caller.unchecked_id().into()), "{text}");
    assert!(caller.expires() >= Utc::now() - LIFETIME, "{text}");
}

/// A file of keys is read and completed once, and one that cannot be read stays as it is.
pub fn key_file(input: &[u8]) {
    static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("there is room"));
    let file = FOLDER.path().join("secret.key");
    fs::write(&file, input).expect("there is room");
    let Ok(keys) = SecretKeys::load_or_create(&file, LIFETIME, ExposedKeys::MakePrivate) else {
        assert_eq!(fs::read(&file).expect("it is there"), input, "a file was changed that cannot be read");
        return;
    };
    let written = fs::read(&file).expect("it is there");
    let Ok(again) = SecretKeys::load_or_create(&file, LIFETIME, ExposedKeys::MakePrivate) else {
        panic!("what was read is not read again")
    };
    let bytes = |keys: &SecretKeys| keys.verifying().map(|(key, _)| key.bytes().to_vec()).collect::<Vec<_>>();
    assert!(bytes(&keys) == bytes(&again), "other keys are read the second time");
    assert!(keys.verifying().all(|(key, _)| !key.bytes().contains(&0)), "a damaged key verifies");
    assert_eq!(fs::read(&file).expect("it is there"), written);
}

/// Each part of a database's address is what it was before it was encoded, whatever is in it.
pub fn database_url(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    // An error is one of a few sentences, so it repeats nothing by its type.
    let _ = parse_database_url(text);
    let mut parts = text.split('\0');
    let (Some(user), Some(password), Some(database)) = (parts.next(), parts.next(), parts.next()) else { return };
    if [user, password, database].contains(&"") {
        return;
    }
    let [a, b, c] = [user, password, database].map(|part| utf8_percent_encode(part, NON_ALPHANUMERIC));
    let hosts = hosts_of(&format!("postgresql://{a}:{b}@one.example:5433,[::2],%2Frun%2F3/{c}"));
    let expected = [("one.example", 5433), ("::2", hosts[1].get_port())];
    assert!(hosts.iter().zip(expected).all(|(host, expected)| (host.get_host(), host.get_port()) == expected));
    assert_eq!(hosts.iter().filter(|host| host.get_socket().is_some()).count(), 1);
    assert!(hosts.iter().all(|host| (host.get_username(), host.get_database()) == (user, Some(database))));
    // sqlx puts a name into an address as it is, so a plain one stands before this password.
    for host in hosts_of(&format!("postgresql://ada:{b}@one.example,two.example/{c}")) {
        assert_eq!(password_of(&host), password);
    }
    // All of it may be in parameters, and is a name however it looks.
    let hosts = hosts_of(&format!("postgresql:///{c}?host=db.example&user={a}&password={b}"));
    assert_eq!((hosts[0].get_host(), hosts[0].get_username()), ("db.example", user));
}

fn hosts_of(url: &str) -> Vec<PgConnectOptions> {
    parse_database_url(url).expect("it is encoded").hosts().to_vec()
}

fn password_of(options: &PgConnectOptions) -> String {
    let url = options.to_url_lossy();
    percent_decode_str(url.password().unwrap_or_default()).decode_utf8_lossy().into_owned()
}
