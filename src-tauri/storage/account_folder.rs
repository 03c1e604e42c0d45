//! Names the folder of an account of a server.

use super::stable_hash::fnv1a;
use crate::model::ServerLocation;

/// The name of an account's folder: `this-computer-1`, `hearth.example-3f1c…-1`.
pub(crate) fn folder_name(server: &ServerLocation, account: i32) -> String {
    match server {
        ServerLocation::Local => format!("this-computer-{account}"),
        ServerLocation::Server { address } => {
            let readable: String = address
                .trim_start_matches("https://")
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
                .take(60)
                .collect();
            format!("{}-{:016x}-{account}", readable.trim_matches(['-', '.']), fnv1a(address))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_account_of_each_place_has_its_own() {
        let at = |address: &str, account| folder_name(&ServerLocation::Server { address: address.to_owned() }, account);
        let here = |account| folder_name(&ServerLocation::Local, account);
        let all =
            [here(1), here(2), at("https://a.example/", 1), at("https://a.example/b", 1), at("http://a.example/", 1)];
        for (index, one) in all.iter().enumerate() {
            assert!(!one.contains('/') && !one.starts_with('.'), "{one}");
            assert!(!all[..index].contains(one), "{one}");
        }
        assert!(!at("https://../../etc/", 1).contains('/'));
        assert!(at(&"a".repeat(4000), 1).len() < 100);
    }
}
