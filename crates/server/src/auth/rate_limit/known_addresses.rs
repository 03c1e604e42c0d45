//! Remembers from which addresses each account was signed in to, in memory and within bounds.

use std::{
    hash::{BuildHasher, Hash, RandomState},
    net::IpAddr,
    sync::Arc,
};

use parking_lot::Mutex;

use moka::{policy::EvictionPolicy, sync::Cache};

/// Bounds how many accounts are remembered. Of more, those that were not signed in to for longest are forgotten.
const ACCOUNTS_MAX: u64 = 20_000;

/// Bounds how many addresses of one account are remembered: its owner's devices and networks. It bounds as well how many
/// allowances there are to guess its password, and keeps one account from taking the place of others.
const ADDRESSES_MAX: usize = 8;

/// Remembers hashes of accounts and of addresses, the one that was used last in front.
pub(super) struct KnownAddresses {
    accounts: Cache<u64, Arc<Mutex<Vec<u64>>>>,
    hasher: RandomState,
}

impl KnownAddresses {
    pub(super) fn new() -> Self {
        // The usual policy prefers what is asked for often: a guesser would choose what stays.
        let accounts = Cache::builder().max_capacity(ACCOUNTS_MAX).eviction_policy(EvictionPolicy::lru()).build();
        Self { accounts, hasher: RandomState::new() }
    }

    /// Remembers a client who gave the right password.
    pub(super) fn insert(&self, account: impl Hash, client: IpAddr) {
        let addresses = self.accounts.get_with(self.hasher.hash_one(account), Arc::default);
        let client = self.hasher.hash_one(client);
        let mut addresses = addresses.lock();
        addresses.retain(|address| *address != client);
        addresses.truncate(ADDRESSES_MAX - 1);
        addresses.insert(0, client);
    }

    /// Returns whether somebody at this address has signed in to the account.
    pub(super) fn contains(&self, account: impl Hash, client: IpAddr) -> bool {
        let Some(addresses) = self.accounts.get(&self.hasher.hash_one(account)) else { return false };
        addresses.lock().contains(&self.hasher.hash_one(client))
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn address(number: u32) -> IpAddr {
        IpAddr::V4(Ipv4Addr::from_bits(number))
    }

    #[test]
    fn knows_the_last_addresses_of_each_account() {
        let known = KnownAddresses::new();
        for number in 0..20 {
            known.insert("ada", address(number));
            known.insert("ada", address(0));
        }
        known.insert("bob", address(99));
        let of_ada = (0..100).filter(|number| known.contains("ada", address(*number))).count();
        assert_eq!(of_ada, ADDRESSES_MAX);
        assert!(known.contains("ada", address(0)) && known.contains("ada", address(19)));
        assert!(known.contains("bob", address(99)) && !known.contains("bob", address(0)));
    }

    #[test]
    fn bounds_the_accounts_it_remembers() {
        let known = KnownAddresses::new();
        for account in 0..ACCOUNTS_MAX + 5_000 {
            known.insert(account, address(1));
        }
        known.accounts.run_pending_tasks();
        assert!(known.accounts.entry_count() <= ACCOUNTS_MAX);
        assert!(known.contains(ACCOUNTS_MAX + 4_999, address(1)));
    }
}
