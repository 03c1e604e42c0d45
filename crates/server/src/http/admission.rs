//! Bounds the connections that are open at once: in all, and from one address.
//!
//! Beyond the bound in all, a few more are let in, on which the server is asked whether it is well and nothing else.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use parking_lot::Mutex;

use ipnet::IpNet;

use crate::domain::{client_prefix, is_in};

/// The connections that are let in beyond the bound, for health checks.
pub(super) const RESERVE: usize = 16;

/// Counts connections, for whoever looks after the server.
#[derive(Default)]
pub(crate) struct ConnectionCounts {
    open: AtomicU64,
    beyond_all: AtomicU64,
    beyond_address: AtomicU64,
}

impl ConnectionCounts {
    /// Returns how many connections are open.
    pub(crate) fn open(&self) -> u64 {
        self.open.load(Relaxed)
    }

    /// Returns how many were refused so far: beyond the bound on all, and beyond that on one address.
    pub(crate) fn refused(&self) -> (u64, u64) {
        (self.beyond_all.load(Relaxed), self.beyond_address.load(Relaxed))
    }

    fn refuse(&self, exceeded: Exceeded) -> Exceeded {
        let count = match exceeded {
            Exceeded::All => &self.beyond_all,
            Exceeded::Address => &self.beyond_address,
        };
        count.fetch_add(1, Relaxed);
        exceeded
    }
}

/// The bounds on open connections.
pub(crate) struct Bounds {
    /// The most connections at once.
    pub(crate) most: usize,
    /// The most connections from one address; none to set no bound. A Unix socket has no addresses.
    pub(crate) per_address: Option<usize>,
    /// The networks of proxies, from which everybody's connections come.
    pub(crate) proxies: Vec<IpNet>,
    /// What counts them.
    pub(crate) counts: Arc<ConnectionCounts>,
}

/// Counts the connections that are open.
pub(super) struct Admission {
    bounds: Bounds,
    open: Arc<Mutex<Open>>,
}

#[derive(Default)]
struct Open {
    /// Within the bound on all.
    usual: usize,
    /// Beyond it.
    reserved: usize,
    addresses: HashMap<IpAddr, usize>,
}

/// A connection that was let in, counted until this is dropped.
pub(super) struct ConnectionPermit {
    open: Arc<Mutex<Open>>,
    counts: Arc<ConnectionCounts>,
    client: Option<IpAddr>,
    /// True beyond the bound: for health checks alone.
    pub(super) reserved: bool,
}

/// The bound that a connection would exceed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exceeded {
    /// The bound on all connections, and on the reserve.
    All,
    /// The bound on those from one address.
    Address,
}

impl Admission {
    pub(super) fn new(bounds: Bounds) -> Self {
        Self { bounds, open: Arc::default() }
    }

    /// Lets a connection from this address in, if the bounds allow it.
    pub(super) fn admit(&self, peer: Option<IpAddr>) -> Result<ConnectionPermit, Exceeded> {
        let counts = &self.bounds.counts;
        let admitted = self.admit_within_bounds(peer).map_err(|exceeded| counts.refuse(exceeded));
        admitted.inspect(|_| _ = counts.open.fetch_add(1, Relaxed))
    }

    fn admit_within_bounds(&self, peer: Option<IpAddr>) -> Result<ConnectionPermit, Exceeded> {
        let peer = peer.map(|peer| peer.to_canonical()).filter(|peer| !is_in(&self.bounds.proxies, *peer));
        let limited = peer.map(client_prefix).zip(self.bounds.per_address);
        let mut open = self.open.lock();
        if let Some((client, most)) = limited
            && open.addresses.get(&client).is_some_and(|connections| *connections >= most)
        {
            return Err(Exceeded::Address);
        }
        let reserved = open.usual >= self.bounds.most;
        if reserved && open.reserved >= RESERVE {
            return Err(Exceeded::All);
        }
        *open.count(reserved) += 1;
        let client = limited.map(|(client, _)| client);
        if let Some(client) = client {
            *open.addresses.entry(client).or_default() += 1;
        }
        drop(open);
        let counts = Arc::clone(&self.bounds.counts);
        Ok(ConnectionPermit { open: Arc::clone(&self.open), counts, client, reserved })
    }
}

impl Open {
    fn count(&mut self, reserved: bool) -> &mut usize {
        if reserved { &mut self.reserved } else { &mut self.usual }
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        self.counts.open.fetch_sub(1, Relaxed);
        let mut open = self.open.lock();
        *open.count(self.reserved) -= 1;
        if let Some(client) = self.client
            && let Some(connections) = open.addresses.get_mut(&client)
        {
            *connections -= 1;
            if *connections == 0 {
                open.addresses.remove(&client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admission(most: usize, per_address: Option<usize>) -> Admission {
        Admission::new(Bounds {
            most,
            per_address,
            proxies: vec!["10.0.0.0/8".parse().unwrap()],
            counts: Arc::default(),
        })
    }

    fn admit(admission: &Admission, peer: &str) -> Result<ConnectionPermit, Exceeded> {
        admission.admit(Some(peer.parse().unwrap()))
    }

    #[test]
    fn counts_addresses_until_their_connections_end() {
        let admission = admission(100, Some(2));
        let (one, _other) = (admit(&admission, "2001:db8::1").unwrap(), admit(&admission, "2001:db8::2").unwrap());
        assert_eq!(admit(&admission, "2001:db8::3").err(), Some(Exceeded::Address));
        let _another_network = admit(&admission, "2001:db8:0:1::1").unwrap();
        drop(one);
        let _next = admit(&admission, "2001:db8::3").unwrap();
        assert_eq!(admit(&admission, "2001:db8::3").err(), Some(Exceeded::Address));
    }

    #[test]
    fn exempts_proxies_and_unix_sockets() {
        let admission = admission(100, Some(1));
        let permits = [0; 5].map(|_| (admit(&admission, "::ffff:10.1.2.3").unwrap(), admission.admit(None).unwrap()));
        drop(permits);
    }

    #[test]
    fn keeps_a_reserve_beyond_the_bound() {
        let admission = admission(2, None);
        let mut permits: Vec<_> = (0..2 + RESERVE).map(|_| admit(&admission, "192.0.2.1").unwrap()).collect();
        assert_eq!(permits.iter().filter(|permit| permit.reserved).count(), RESERVE);
        assert_eq!(admission.admit(None).err(), Some(Exceeded::All));
        // Whoever holds the reserve holds no place that anybody may have.
        drop(permits.remove(0));
        let usual = admission.admit(None).unwrap();
        assert!(!usual.reserved && admission.admit(None).is_err());
    }
}
