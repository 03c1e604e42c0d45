//! Limits the rate of sign-ups and logins from one address, of wrong passwords given for one account, of users looked up by
//! their ids, and of what one account writes.
//!
//! A stranger's wrong passwords count for all strangers together. An address from which somebody has signed in to the account
//! has an allowance of its own there, so that nobody can lock the owner out by guessing.
//!
//! Each process counts for itself, in memory. The owner's own socket has no address and is not limited: whoever may
//! open it can read the database as well.

mod client_address;
mod known_addresses;
mod limit;
mod rate;

use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::{Arc, Once},
};

use axum::http::HeaderMap;
use hearth_api::CreatePost;
use ipnet::IpNet;

pub(crate) use client_address::of_client as client_address;
pub(crate) use limit::Limit;
pub use rate::{ParseRateError, Rate};

use crate::{domain::Requester, error::Result};
use known_addresses::KnownAddresses;
use limit::Refusals;
use rate::{Counted, Limiter};

/// The rate limits of the tries of clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// The rate of sign-ups from one address.
    pub sign_up: Rate,
    /// The rate of logins from one address, to whichever accounts.
    pub login: Rate,
    /// The rate of wrong passwords given for one account, from wherever; and from each address that has signed in to it.
    pub account: Rate,
    /// The rate of posts and drafts that one account creates.
    pub post: Rate,
    /// The rate of posts and drafts that one account changes or deletes; and, each counted apart, of sessions that it ends, and of reports
    /// and blocks.
    pub edit: Rate,
    /// The rate of characters in the titles and contents that one account writes, in posts and in changes.
    pub text: Rate,
    /// The rate of votes that one account casts or takes back.
    pub vote: Rate,
    /// The rate of users looked up by their ids, from one address, or with the token of one account.
    pub user_lookup: Rate,
    /// The rate of bytes in the bodies of requests with the token of one account, or from one address without a token.
    pub body: Rate,
}

impl Default for RateLimits {
    /// Returns limits that are generous to a school or an office behind one address, and to a person who mistypes, but
    /// hopeless for guessing. Those of writing let a day's posts through at once that waited for the server, and after that
    /// a post in ten seconds, a change in five and a vote in each, which nobody reaches by hand; and five of the longest posts
    /// at once, for whoever saves one again and again, then one in two minutes. That of bytes allows more than twice what
    /// those take that are allowed, however JSON writes them: it is reached by requests that are refused.
    fn default() -> Self {
        const fn times(number: u32) -> NonZeroU32 {
            NonZeroU32::new(number).expect("more than no tries")
        }
        Self {
            sign_up: const { Rate::per_hour(times(30)) },
            login: const { Rate::per_hour(times(100)) },
            account: const { Rate::per_hour(times(40)).at_once(times(10)) },
            post: const { Rate::per_hour(times(360)).at_once(times(60)) },
            edit: const { Rate::per_hour(times(720)).at_once(times(120)) },
            text: const { Rate::per_hour(times(3_000_000)).at_once(times(500_000)) },
            vote: const { Rate::per_hour(times(3600)).at_once(times(600)) },
            user_lookup: const { Rate::per_hour(times(3600)).at_once(times(60)) },
            body: const { Rate::per_hour(times(64_000_000)) },
        }
    }
}

/// Counts tries against the rate limits.
pub(crate) struct RateLimiter {
    sign_up: Limiter,
    login: Limiter,
    account: Limiter,
    post: Limiter,
    edit: Limiter,
    session: Limiter,
    report: Limiter,
    text: Limiter,
    vote: Limiter,
    known_client: Limiter,
    confirmation: Limiter,
    reset: Limiter,
    user_lookup: Limiter,
    body: Limiter,
    known: KnownAddresses,
    refusals: Refusals,
    proxy_warning: Once,
}

impl RateLimiter {
    /// Starts with no tries.
    pub(crate) fn new(rates: RateLimits) -> Self {
        Self {
            sign_up: Limiter::new(rates.sign_up),
            login: Limiter::new(rates.login),
            account: Limiter::new(rates.account),
            post: Limiter::new(rates.post),
            edit: Limiter::new(rates.edit),
            session: Limiter::new(rates.edit),
            report: Limiter::new(rates.edit),
            text: Limiter::new(rates.text),
            vote: Limiter::new(rates.vote),
            known_client: Limiter::new(rates.account),
            confirmation: Limiter::new(rates.account),
            reset: Limiter::new(rates.account),
            user_lookup: Limiter::new(rates.user_lookup),
            body: Limiter::new(rates.body),
            known: KnownAddresses::new(),
            refusals: Refusals::default(),
            proxy_warning: Once::new(),
        }
    }

    /// Returns how many tries each limit has refused so far.
    pub(crate) fn refusals(&self) -> impl Iterator<Item = (Limit, u64)> {
        self.refusals.counts()
    }

    /// Warns the owner, once, that everybody behind a proxy counts as one.
    fn warn_about_proxy(&self, peer: IpAddr, headers: &HeaderMap) {
        let nearby = match peer {
            IpAddr::V4(address) => address.is_loopback() || address.is_private(),
            IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
        };
        if nearby && headers.contains_key(client_address::FORWARDED_FOR) {
            self.proxy_warning.call_once(|| {
                tracing::warn!(
                    "{peer} seems to be a proxy. Who comes through it is limited as one person, \
                     until HEARTH_TRUSTED_PROXIES names it."
                );
            });
        }
    }
}

/// Limits the tries of one client. Ask it before doing what costs or reveals something.
pub(crate) struct RateLimited(Option<(Arc<RateLimiter>, IpAddr)>);

impl RateLimited {
    /// Limits nobody.
    pub(crate) fn unlimited() -> Self {
        Self(None)
    }

    /// Limits the client behind this connection and the proxies that the owner trusts.
    pub(crate) fn new(limits: Arc<RateLimiter>, peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let peer = peer.to_canonical();
        if !client_address::is_in(trusted, peer) {
            limits.warn_about_proxy(peer, headers);
        }
        let client = client_address::client_prefix(client_address::of_client(peer, headers, trusted));
        Requester::Address(client).set();
        Self(Some((limits, client)))
    }

    /// Counts a sign-up.
    pub(crate) fn sign_up(&self) -> Result<()> {
        self.limited(Limit::SignUp, |limits, client| limits.sign_up.check(client)).map(drop)
    }

    /// Counts looking a user up: for the account whose token came along, or else for the address.
    pub(crate) fn user_lookup(&self, user_id: Option<i32>) -> Result<()> {
        let limited = self.limited(Limit::UserLookup, |limits, client| match user_id {
            Some(id) => limits.user_lookup.check(id),
            None => limits.user_lookup.check(client),
        });
        limited.map(drop)
    }

    /// Counts the bytes of a request's body, whatever is in it: for the account whose token came along, or else for the address.
    pub(crate) fn body(&self, bytes: usize) -> Result<()> {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let limited = self.limited(Limit::Body, |limits, client| {
            limits.body.check_many(Requester::current().unwrap_or(Requester::Address(client)), bytes)
        });
        limited.map(drop)
    }

    /// Counts a login to the account of this address, whether or not there is one.
    pub(crate) fn login<'a>(&'a self, email: &'a str) -> Result<Attempt<'a>> {
        self.limited(Limit::Login, |limits, client| limits.login.check(client))?;
        let counted = self.limited(Limit::Account, |limits, client| {
            if limits.known.contains(email, client) {
                limits.known_client.check((email, client))
            } else {
                limits.account.check(email)
            }
        })?;
        let client = self.0.as_ref().map(|(limits, client)| (&**limits, *client, email));
        Ok(Attempt { counted, client })
    }

    /// Counts asking for a link to set the password of this address anew, whether or not it has an account: at the rate of logins
    /// from one address, and of wrong passwords for one account.
    pub(crate) fn reset(&self, email: &str) -> Result<()> {
        self.reset_link()?;
        self.limited(Limit::Reset, |limits, _| limits.reset.check(email)).map(drop)
    }

    /// Counts the use of such a link: at the rate of logins from one address.
    pub(crate) fn reset_link(&self) -> Result<()> {
        self.limited(Limit::Login, |limits, client| limits.login.check(client)).map(drop)
    }

    /// Counts giving the password once more, signed in. That is counted apart from logins, so that nobody from outside can
    /// keep a user from changing a password.
    pub(crate) fn password(&self, user_id: i32) -> Result<Attempt<'static>> {
        let counted = self.limited(Limit::Account, |limits, _| limits.confirmation.check(user_id))?;
        Ok(Attempt { counted, client: None })
    }

    /// Counts a post or a draft that an account creates.
    pub(crate) fn post(&self, user_id: i32) -> Result<()> {
        self.limited(Limit::Post, |limits, _| limits.post.check(user_id)).map(drop)
    }

    /// Counts a change or a deletion of a post by an account.
    pub(crate) fn edit(&self, user_id: i32) -> Result<()> {
        self.limited(Limit::Edit, |limits, _| limits.edit.check(user_id)).map(drop)
    }

    /// Counts the end of sessions of an account: at the rate of edits, but apart from them.
    pub(crate) fn session(&self, user_id: i32) -> Result<()> {
        self.limited(Limit::Session, |limits, _| limits.session.check(user_id)).map(drop)
    }

    /// Counts a report or a block of an account: at the rate of edits, but apart from them.
    pub(crate) fn report(&self, user_id: i32) -> Result<()> {
        self.limited(Limit::Report, |limits, _| limits.report.check(user_id)).map(drop)
    }

    /// Counts the characters that an account writes into a post.
    pub(crate) fn text(&self, user_id: i32, post: &CreatePost) -> Result<()> {
        let characters = post.title.chars().count() + post.content.chars().count();
        let characters = u32::try_from(characters).unwrap_or(u32::MAX);
        self.limited(Limit::Text, |limits, _| limits.text.check_many(user_id, characters)).map(drop)
    }

    /// Counts a vote that an account casts or takes back.
    pub(crate) fn vote(&self, user_id: i32) -> Result<()> {
        self.limited(Limit::Vote, |limits, _| limits.vote.check(user_id)).map(drop)
    }

    /// Returns whether anything is limited for this client.
    pub(crate) fn applies(&self) -> bool {
        self.0.is_some()
    }

    fn limited(
        &self,
        limit: Limit,
        check: impl FnOnce(&RateLimiter, IpAddr) -> Result<Counted>,
    ) -> Result<Option<Counted>> {
        let Some((limits, client)) = &self.0 else { return Ok(None) };
        check(limits, *client).map(Some).inspect_err(|_| {
            limits.refusals.count(limit);
            tracing::info!(%client, "too many {}", limit.what());
        })
    }
}

/// A password given for an account. It counts as wrong until it is known: guesses that are compared at the same time
/// are counted, and so are those whose client does not wait.
pub(crate) struct Attempt<'a> {
    counted: Option<Counted>,
    /// The client who becomes known by the right password, and the account.
    client: Option<(&'a RateLimiter, IpAddr, &'a str)>,
}

impl Attempt<'_> {
    /// Takes note of what came of it. Only a wrong password stays counted; an error says nothing about it.
    pub(crate) fn end<E>(self, matches: &Result<bool, E>) {
        if let (Ok(true), Some((limits, client, email))) = (matches, self.client) {
            limits.known.insert(email, client);
        }
        match self.counted {
            Some(counted) if !matches!(matches, Ok(false)) => counted.give_back(),
            _ => {}
        }
    }
}
