//! Generates forms in which something is wrong: those of `/login`.

use fastrand::Rng;

use super::{once_in, pick};
use crate::request::{Body, Request};

/// Sends the fields otherwise.
pub(super) fn change(rng: &mut Rng, request: &mut Request, mut fields: Vec<(String, String)>) {
    match rng.u8(0..10) {
        0..3 => multipart(rng, request, &fields),
        3 => {
            request.body = Body::Json(fields.into_iter().collect());
            request.set("content-type", Some(b"application/json"));
        }
        4 => {
            let urlencoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
            request.body = Body::Raw([urlencoded.as_bytes(), pick(rng, &TAILS)].concat());
        }
        5 => request.body = Body::Raw(pick(rng, &RAW).to_vec()),
        _ => {
            for _ in 0..rng.u8(1..3) {
                field(rng, &mut fields);
            }
            request.body = Body::Form(fields);
        }
    }
}

fn field(rng: &mut Rng, fields: &mut Vec<(String, String)>) {
    const VALUES: [&str; 10] =
        ["", " ", "\0", "a\0b", "password", "PASSWORD", "refresh_token", "client_credentials", "ü", "x y+z%&="];
    const NAMES: [&str; 8] =
        ["username", "password", "grant_type", "scope", "client_id", "client_secret", "Username", ""];
    let value = (pick(rng, &VALUES)).to_owned();
    match rng.u8(0..4) {
        0 if !fields.is_empty() => drop(fields.swap_remove(rng.usize(..fields.len()))),
        1 if !fields.is_empty() => {
            let n = rng.usize(..fields.len());
            fields[n].1 = value;
        }
        2 if !fields.is_empty() => fields.push(pick(rng, fields)),
        _ => fields.push(((pick(rng, &NAMES)).to_owned(), value)),
    }
}

const TAILS: [&[u8]; 10] = [
    b"&",
    b"&&=",
    b"&username",
    b"&username=",
    b"&password=%",
    b"&grant_type=%70assword",
    b"&scope=a+b",
    b"&x=%ff",
    b";username=x",
    b"&x=\xff",
];

const RAW: [&[u8]; 8] =
    [b"", b"=", b"username", b"username=%00&password=x", b"username=\xff&password=\xff", b"%", b"username=x", b"{}"];

/// The same fields in parts, well made or broken.
fn multipart(rng: &mut Rng, request: &mut Request, fields: &[(String, String)]) {
    let mut body = Vec::new();
    let kind = rng.u8(0..14);
    for (name, value) in fields {
        let file = if kind == 0 { "; filename=\"f.txt\"\r\ncontent-type: text/plain" } else { "" };
        let name = if kind == 1 { String::new() } else { format!("; name=\"{name}\"") };
        body.extend(format!("--x\r\ncontent-disposition: form-data{name}{file}\r\n\r\n{value}\r\n").into_bytes());
    }
    if kind == 2 {
        body.extend_from_within(..);
    }
    match kind {
        3 => body.extend(b"--x"),
        4 => {}
        5 => body.extend(b"--y--\r\n"),
        6 => body.extend(b"--x--"),
        7 => body.extend(b"--x--\r\nafter it all"),
        8 => body.splice(..0, *b"before it all\r\n").for_each(drop),
        9 => body.truncate(rng.usize(..body.len())),
        10 => body = String::from_utf8_lossy(&body).replace("\r\n", "\n").into_bytes(),
        11 => body = b"--x--\r\n".to_vec(),
        _ => body.extend(b"--x--\r\n"),
    }
    request.body = Body::Raw(body);
    let boundaries = [&b"multipart/form-data"[..], b"multipart/form-data; boundary=y", b"multipart/mixed; boundary=x"];
    let good = [&b"multipart/form-data; boundary=x"[..], b"Multipart/Form-Data; boundary=\"x\"; charset=utf-8"];
    let kind = if once_in(rng, 6) { pick(rng, &boundaries) } else { pick(rng, &good) };
    request.set("content-type", Some(kind));
}
