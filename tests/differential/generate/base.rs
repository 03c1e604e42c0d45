//! Requests as a client sends them.

use fastrand::Rng;
use serde_json::json;

use super::{emails, once_in, pick, queries, values};
use crate::{
    request::{Request, Target},
    side::Kind,
    world::World,
};

/// Those who act.
const CAST: usize = 5;
/// The password of everybody who has a good one.
const PASSWORD: &str = "correct horse";

/// People who sign up and in, and a first post each; one more is deleted at once, so that the lowest number is of none.
pub(super) fn opening(world: &mut World, step: usize) -> Option<Request> {
    let (round, user) = (step / CAST, step % CAST);
    match round {
        0 => {
            let email = format!("cast-{}@example.com", world.fresh());
            Some(sign_up(&email, PASSWORD))
        }
        1 => Some(sign_in(&world.people[user].email.clone(), PASSWORD)),
        2 => Some(write(user, &format!("Opening {user}"), user % 2 == 0)),
        3 if user == 0 => Some(world.deletion(0)),
        _ => None,
    }
}

/// A request without fault, though not always with success.
pub(super) fn any(rng: &mut Rng, world: &mut World) -> Request {
    let me = pick(rng, &world.signed_in());
    match world.living().len() {
        0..6 => return post(rng, me),
        45.. => return remove(rng, world, me),
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
        32..43 => Request { method: "GET".to_owned(), ..remove(rng, world, me) },
        43..53 => {
            let body = json!({ "title": values::title(rng), "content": "Changed.", "published": !once_in(rng, 4) });
            Request { method: "PUT".to_owned(), ..remove(rng, world, me) }.json(body)
        }
        53..58 => remove(rng, world, me),
        58..74 => vote(rng, world, me),
        74..82 => {
            let email = if once_in(rng, 5) { known(rng, world) } else { emails::good(rng, world) };
            sign_up(&email, PASSWORD)
        }
        82..88 => {
            let id = some_user(rng, world);
            Request::new("GET", Target::User, &format!("/users/{id}"))
        }
        88..96 => {
            let person = pick(rng, &world.people);
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
fn remove(rng: &mut Rng, world: &World, me: usize) -> Request {
    let post = some_post(rng, world);
    let by = if once_in(rng, 3) { me } else { post.map_or(me, |post| world.posts[post].owner) };
    let id = post.map_or_else(|| values::no_id(rng).to_owned(), |post| Kind::Post.name(post));
    Request::new("DELETE", Target::Post(post), &format!("/posts/{id}")).by(by)
}

fn vote(rng: &mut Rng, world: &World, me: usize) -> Request {
    let post = some_post(rng, world);
    let id = post.map_or_else(|| json!(2_000_000_000 + rng.i32(..1000)), |post| json!(Kind::Post.name(post)));
    let dir = pick(rng, &[1, 1, 1, 0, 0, -1, -5]);
    Request::new("POST", Target::Vote(post), "/vote/").by(me).json(json!({ "post_id": id, "dir": dir }))
}

/// A post that is there, or was, or never.
fn some_post(rng: &mut Rng, world: &World) -> Option<usize> {
    match rng.u8(0..12) {
        0 => None,
        1 => Some(rng.usize(..world.posts.len())),
        _ => Some(pick(rng, &world.living())),
    }
}

fn some_user(rng: &mut Rng, world: &World) -> String {
    if once_in(rng, 6) { values::no_id(rng).to_owned() } else { Kind::User.name(rng.usize(..world.people.len())) }
}

/// An address that has an account, perhaps spelled otherwise.
fn known(rng: &mut Rng, world: &World) -> String {
    let email = pick(rng, &world.people).email.clone();
    match rng.u8(0..3) {
        0 => email.replace("example", "EXAMPLE"),
        1 => format!(" {email} "),
        _ => email,
    }
}
