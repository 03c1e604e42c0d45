//! Lists intended differences in addresses, passwords and tokens.

use super::Entry;
use crate::request::{Auth, Target};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "address: wording",
        reason: "why an address is none is told in fewer sentences than email-validator has",
        explains: |case, difference| {
            let wrong = |answer: &crate::normal::Normal| {
                let errors = answer.body["detail"].as_array();
                errors.is_some_and(|errors| {
                    errors.iter().any(|error| error["loc"][1] == "email" && error["type"] == "value_error")
                })
            };
            wrong(case.left)
                && wrong(case.right)
                && ["/msg", "/ctx/reason"].iter().any(|end| difference.place.ends_with(end))
        },
    },
    Entry {
        name: "password: length",
        reason: "a new password has at least 8 characters, and no more bytes than bcrypt hashes",
        explains: |case, difference| {
            let error = &case.right.body["detail"][0];
            let length = ["string_too_short", "string_too_long"].iter().any(|kind| error["type"] == *kind);
            difference.place == "status" && case.right.status == 422 && error["loc"][1] == "password" && length
        },
    },
    Entry {
        name: "password: not repeated",
        reason: "an error never sends a password back",
        explains: |case, difference| {
            let input = ["/input", "/input/password"].iter().any(|end| difference.place.ends_with(end));
            case.request.target == Target::Users && difference.right.is_none() && input
        },
    },
    Entry {
        name: "token: claims",
        reason: "our tokens also say when they were issued and in which session, so that a new password and its user end it",
        explains: |_, difference| {
            let ours = ["/access_token/claims/issued", "/access_token/claims/session"];
            ours.contains(&difference.place.as_str()) && difference.left.is_none()
        },
    },
    Entry {
        name: "token: of nobody",
        reason: "whether a user exists is asked when the work is done, after the request was found valid",
        explains: |case, _| {
            let nobody =
                ["1999999999", "-1"].iter().any(|id| claims(case.request).contains(&format!("\"user_id\": {id}")));
            case.left.status == 401 && case.right.status == 422 && nobody
        },
    },
    Entry {
        name: "token: audience",
        reason: "the audience of a token plays no part, where PyJWT refuses what it was not told to expect",
        explains: |case, _| case.left.status == 401 && claims(case.request).contains("\"aud\""),
    },
    Entry {
        name: "token: end",
        reason: "a token that has no end, or not a whole number for it, is none",
        explains: |case, _| {
            let claims = claims(case.request);
            let end = claims.split_once("\"exp\": ").map(|(_, end)| end.trim_end_matches('}'));
            case.right.status == 401 && end.is_none_or(|end| end.parse::<u64>().is_err()) && claims.contains("user_id")
        },
    },
];

/// Returns the claims of the request's token, where it was made for the purpose.
fn claims(request: &crate::request::Request) -> &str {
    match &request.auth {
        Auth::Forged { claims, .. } => claims,
        _ => "",
    }
}
