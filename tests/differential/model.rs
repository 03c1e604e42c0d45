//! Models what both servers hold so far, as the requests made it: what later requests can speak of.

use serde_json::Value;

use crate::{
    normal,
    raw_http::Answer,
    request::{Body, Request, Target},
    side::{Kind, Side},
};

/// A person who can sign in.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) email: String,
    pub(crate) password: String,
    pub(crate) signed_in: bool,
}

/// A post that was there at some time.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    pub(crate) owner: usize,
    pub(crate) published: bool,
    pub(crate) alive: bool,
}

/// The users and posts that both servers know, by their names: the n-th is `«user n»` or `«post n»`.
pub(crate) struct Model {
    pub(crate) people: Vec<Person>,
    pub(crate) posts: Vec<Post>,
    /// The word that tells the accounts of this run from those of an earlier one on the same servers.
    run: String,
    made: usize,
}

/// A repair, after which both servers hold the same again.
pub(crate) enum Repair {
    Nothing,
    /// The removal from both of a post that may differ.
    Forget(usize),
    /// The deletion of what only one server has made, the left one if true.
    Undo {
        left: bool,
        post: i64,
        owner: usize,
    },
}

impl Model {
    pub(crate) fn new(run: String) -> Self {
        Self { people: Vec::new(), posts: Vec::new(), run, made: 0 }
    }

    /// A word that was never used before.
    pub(crate) fn fresh(&mut self) -> String {
        self.made += 1;
        format!("{}x{}", self.run, self.made)
    }

    /// The posts that are there.
    pub(crate) fn living(&self) -> Vec<usize> {
        (0..self.posts.len()).filter(|n| self.posts[*n].alive).collect()
    }

    /// Lists the people who have a token.
    pub(crate) fn signed_in(&self) -> Vec<usize> {
        (0..self.people.len()).filter(|n| self.people[*n].signed_in).collect()
    }

    /// Returns whether this post is a draft of somebody else's.
    pub(crate) fn is_anothers_draft(&self, post: usize, caller: usize) -> bool {
        self.posts.get(post).is_some_and(|post| post.alive && !post.published && post.owner != caller)
    }

    /// Counts the drafts of others than the caller.
    pub(crate) fn drafts_of_others(&self, caller: usize) -> usize {
        self.living().into_iter().filter(|post| self.is_anothers_draft(*post, caller)).count()
    }

    /// Takes in what a request has changed, and says what has to be repaired. The left server comes first.
    pub(crate) fn learn(&mut self, request: &Request, sides: [&mut Side; 2], answers: [&Answer; 2]) -> Repair {
        let [left, right] = answers.map(|answer| (200..300).contains(&answer.status));
        match (left, right) {
            (false, false) => Repair::Nothing,
            (true, true) => {
                self.note(request, sides, answers.map(normal::json_body).each_ref());
                Repair::Nothing
            }
            _ => Self::repair(request, left, sides[usize::from(right)], answers[usize::from(right)]),
        }
    }

    /// Takes in what both servers have done.
    fn note(&mut self, request: &Request, sides: [&mut Side; 2], told: [&Value; 2]) {
        let [left, right] = sides;
        let [told, told_right] = told;
        match (request.method.as_str(), request.target) {
            ("POST", Target::Users) => {
                left.learn(Kind::User, self.people.len(), told);
                right.learn(Kind::User, self.people.len(), told_right);
                let (email, password) = (text(&told["email"]), password_in(request));
                self.people.push(Person { email, password, signed_in: false });
            }
            ("POST", Target::Login) => {
                let user = left.index(Kind::User, &normal::claims(&told["access_token"])["user_id"]);
                if let Some(user) = user {
                    left.learn_token(user, told);
                    right.learn_token(user, told_right);
                    self.people[user].signed_in = true;
                }
            }
            ("POST", Target::Posts) => {
                left.learn(Kind::Post, self.posts.len(), told);
                right.learn(Kind::Post, self.posts.len(), told_right);
                let owner = left.index(Kind::User, &told["owner"]["id"]).unwrap_or_default();
                self.posts.push(Post { owner, published: told["published"] == true, alive: true });
            }
            ("PUT", Target::Post(Some(post))) => self.posts[post].published = told["published"] == true,
            ("DELETE", Target::Post(Some(post))) => self.posts[post].alive = false,
            _ => {}
        }
    }

    /// Chooses the repair of what only one server has done.
    fn repair(request: &Request, left: bool, side: &Side, answer: &Answer) -> Repair {
        match (request.method.as_str(), request.target) {
            ("POST", Target::Posts) => {
                let made = normal::json_body(answer);
                let owner = side.index(Kind::User, &made["owner"]["id"]).unwrap_or_default();
                Repair::Undo { left, post: made["id"].as_i64().unwrap_or_default(), owner }
            }
            ("PUT" | "DELETE", Target::Post(Some(post))) | ("POST", Target::Vote(Some(post))) => Repair::Forget(post),
            _ => Repair::Nothing,
        }
    }

    /// The request by which a post's owner deletes it.
    pub(crate) fn deletion(&self, post: usize) -> Request {
        Request {
            target: Target::Post(Some(post)),
            ..Self::deletion_of(&Kind::Post.name(post), self.posts[post].owner)
        }
    }

    /// The request that deletes the post with this number.
    pub(crate) fn deletion_of(id: &str, owner: usize) -> Request {
        Request::new("DELETE", Target::Post(None), &format!("/posts/{id}")).by(owner)
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn password_in(request: &Request) -> String {
    match &request.body {
        Body::Json(value) | Body::Encoded(_, value) => text(&value["password"]),
        _ => String::new(),
    }
}
