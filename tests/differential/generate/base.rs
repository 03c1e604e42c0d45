//! Generates requests as a client sends them.

use fastrand::Rng;
use serde_json::json;

use super::{emails, once_in, pick, queries, values};
use crate::{
    model::Model,
    request::{Request, Target},
    side::Kind,
};

/// The number of people who act.
const CAST: usize = 5;
/// The password of everybody who has a good one.
const PASSWORD: &str = "correct horse";

/// People who sign up and in, and a first post each; one more is deleted at once, so that the lowest number is of none.
pub(super) fn opening(model: &mut Model, step: usize) -> Option<Request> {
    let (round, user) = (step / CAST, step % CAST);
    match round {
        0 => {
            let email = format!("cast-{}@example.com", model.fresh());
            Some(sign_up(&email, PASSWORD))
        }
        1 => Some(sign_in(&model.people[user].email.clone(), PASSWORD)),
        2 => Some(write(user, &format!("Opening {user}"), user % 2 == 0)),
        3 if user == 0 => Some(model.deletion(0)),
        _ => None,
    }
}

/// A request without fault, though not always with success.
pub(super) fn any(rng: &mut Rng, model: &mut Model) -> Request {
    let me = pick(rng, &model.signed_in());
    match model.living().len() {
        0..6 => return post(rng, me),
        45.. => return remove(rng, model, me),
        _ => {}
    }
    match rng.u8(0..100) {
        0..2 => Request::new("GET", Target::Root, "/"),
        2..14 => post(rng, me),
        14..32 => {
            let mut list = Request::new("GET", Target::Posts, "/posts/").by(me);
            list.query = queries::good(rng);
            list
        }
        32..43 => Request { method: "GET".to_owned(), ..remove(rng, model, me) },
        43..53 => {
            let body = json!({ "title": values::title(rng), "content": "Changed.", "published": !once_in(rng, 4) });
            Request { method: "PUT".to_owned(), ..remove(rng, model, me) }.json(body)
        }
        53..58 => remove(rng, model, me),
        58..74 => vote(rng, model, me),
        74..82 => {
            let email = if once_in(rng, 5) { known(rng, model) } else { emails::good(rng, model) };
            sign_up(&email, PASSWORD)
        }
        82..88 => {
            let id = some_user(rng, model);
            Request::new("GET", Target::User, &format!("/users/{id}"))
        }
        88..96 => {
            let person = pick(rng, &model.people);
            let password = if once_in(rng, 4) { "wrong password".to_owned() } else { person.password };
            sign_in(&person.email, &password)
        }
        _ => Request::new(pick(rng, &["GET", "POST", "DELETE"]), Target::Elsewhere, pick(rng, &values::ELSEWHERE)),
    }
}

fn sign_up(email: &str, password: &str) -> Request {
    Request::new("POST", Target::Users, "/users/").json(json!({ "email": email, "password": password }))
}

fn sign_in(email: &str, password: &str) -> Request {
    Request::new("POST", Target::Login, "/login").form(&[("username", email), ("password", password)])
}

fn write(user: usize, title: &str, published: bool) -> Request {
    let body = json!({ "title": title, "content": format!("About {title}"), "published": published });
    Request::new("POST", Target::Posts, "/posts/").by(user).json(body)
}

fn post(rng: &mut Rng, me: usize) -> Request {
    let published = !once_in(rng, 4);
    write(me, &values::title(rng), published)
}

/// Deletes a post, in most cases one's own.
fn remove(rng: &mut Rng, model: &Model, me: usize) -> Request {
    let post = some_post(rng, model);
    let by = if once_in(rng, 3) { me } else { post.map_or(me, |post| model.posts[post].owner) };
    let id = post.map_or_else(|| values::no_id(rng).to_owned(), |post| Kind::Post.name(post));
    Request::new("DELETE", Target::Post(post), &format!("/posts/{id}")).by(by)
}

fn vote(rng: &mut Rng, model: &Model, me: usize) -> Request {
    let post = some_post(rng, model);
    let id = post.map_or_else(|| json!(2_000_000_000 + rng.i32(..1000)), |post| json!(Kind::Post.name(post)));
    let dir = pick(rng, &[1, 1, 1, 0, 0, -1, -5]);
    Request::new("POST", Target::Vote(post), "/vote/").by(me).json(json!({ "post_id": id, "dir": dir }))
}

/// A post that is there, or was, or never.
fn some_post(rng: &mut Rng, model: &Model) -> Option<usize> {
    match rng.u8(0..12) {
        0 => None,
        1 => Some(rng.usize(..model.posts.len())),
        _ => Some(pick(rng, &model.living())),
    }
}

fn some_user(rng: &mut Rng, model: &Model) -> String {
    if once_in(rng, 6) { values::no_id(rng).to_owned() } else { Kind::User.name(rng.usize(..model.people.len())) }
}

/// An address that has an account, perhaps spelled otherwise.
fn known(rng: &mut Rng, model: &Model) -> String {
    let email = pick(rng, &model.people).email.clone();
    match rng.u8(0..3) {
        0 => email.replace("example", "EXAMPLE"),
        1 => format!(" {email} "),
        _ => email,
    }
}
