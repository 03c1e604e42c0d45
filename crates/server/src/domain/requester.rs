//! Knows for whom the current task works, so that what many clients share is shared fairly among them.

use std::{cell::Cell, net::IpAddr};

/// Who takes the server's time: an account, or the address of somebody without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Requester {
    /// The account of a token with a valid signature, from whichever addresses.
    Account(i32),
    /// A client without a token; see [`client_prefix`](super::client_prefix).
    Address(IpAddr),
}

/// What is known of the request that a task works on.
#[derive(Default)]
struct Request {
    requester: Cell<Option<Requester>>,
    asks_for_much: Cell<bool>,
}

tokio::task_local! {
    static CURRENT: Request;
}

impl Requester {
    /// Runs a request whose requester becomes known while it is decoded.
    pub(crate) async fn scope<T>(request: impl Future<Output = T>) -> T {
        CURRENT.scope(Request::default(), request).await
    }

    /// Returns for whom the task works; none for the server itself, and for a request that nothing is known of yet.
    pub(crate) fn current() -> Option<Self> {
        CURRENT.try_with(|current| current.requester.get()).ok().flatten()
    }

    /// Sets for whom the request is. An account counts for more than the address it comes from.
    pub(crate) fn set(self) {
        // Outside of a request there is nobody to know.
        let _ = CURRENT.try_with(|current| {
            if !matches!((current.requester.get(), self), (Some(Self::Account(_)), Self::Address(_))) {
                current.requester.set(Some(self));
            }
        });
    }
}

/// Notes that the request takes the database long, whoever makes it.
pub(crate) fn expect_much() {
    let _ = CURRENT.try_with(|current| current.asks_for_much.set(true));
}

/// Returns whether the request takes the database long.
pub(crate) fn asks_for_much() -> bool {
    CURRENT.try_with(|current| current.asks_for_much.get()).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_account_counts_for_more_than_its_address() {
        let address = Requester::Address([192, 0, 2, 1].into());
        address.set();
        assert_eq!(Requester::current(), None, "outside of a request");
        Requester::scope(async {
            assert_eq!(Requester::current(), None);
            address.set();
            assert_eq!(Requester::current(), Some(address));
            Requester::Account(7).set();
            address.set();
            assert_eq!(Requester::current(), Some(Requester::Account(7)));
            assert!(!asks_for_much());
            expect_much();
            assert!(asks_for_much());
        })
        .await;
    }
}
