//! Reads the hosts of an address, and their ports: several of them are tried in turn.

use std::net::IpAddr;

use super::{decode::decode, error::DatabaseUrlError};

/// Bounds how many hosts are tried.
const HOSTS_MAX: usize = 16;

/// The parameters that name hosts. They take precedence over what stands before the database.
pub(super) const PARAMETERS: [&str; 3] = ["host", "hostaddr", "port"];

/// A host of an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::config) struct Host {
    /// A name, an IP address without brackets, or the directory of a socket; empty for the default.
    pub(in crate::config) name: String,
    pub(in crate::config) port: Option<u16>,
}

/// Reads the hosts of `server`, what stands before the database, and takes those that the parameters name out of them.
pub(super) fn read(server: &str, parameters: &mut Vec<(String, String)>) -> Result<Vec<Host>, DatabaseUrlError> {
    let authority = split(server).map(split_port).collect::<Result<Vec<_>, _>>()?;
    let (mut names, mut ports) = (Vec::with_capacity(authority.len()), Vec::with_capacity(authority.len()));
    for (name, port) in authority {
        names.push(decode(name)?);
        ports.push(port);
    }
    if let Some(list) = take(parameters, "host") {
        names = split(&list).map(str::to_owned).collect();
    }
    if let Some(list) = take(parameters, "hostaddr") {
        names = with_addresses(names, &list)?;
    }
    if let Some(list) = take(parameters, "port") {
        ports = split(&list).map(parse_port).collect::<Result<_, _>>()?;
    }
    combine(names, &ports)
}

/// Gives each host its port, and one port to all of them.
pub(in crate::config) fn combine(names: Vec<String>, ports: &[Option<u16>]) -> Result<Vec<Host>, DatabaseUrlError> {
    // A port alone is that of the default host.
    let names = if names.is_empty() && !ports.is_empty() { vec![String::new()] } else { names };
    if names.len() > HOSTS_MAX {
        return Err(DatabaseUrlError::Hosts);
    }
    let port = |index: usize| match ports {
        [] => Ok(None),
        [one] => Ok(*one),
        each if each.len() == names.len() => Ok(each[index]),
        _ => Err(DatabaseUrlError::Ports),
    };
    let ports = (0..names.len()).map(port).collect::<Result<Vec<_>, _>>()?;
    Ok(names.into_iter().zip(ports).map(|(name, port)| Host { name, port }).collect())
}

/// Takes a parameter out; the last one counts.
pub(super) fn take(parameters: &mut Vec<(String, String)>, name: &str) -> Option<String> {
    let value = parameters.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    parameters.retain(|(known, _)| known != name);
    value.filter(|value| !value.is_empty())
}

/// Splits a list, which has no entry where it is empty.
pub(in crate::config) fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').filter(move |_| !list.is_empty())
}

/// Puts IP addresses in the place of names, where a name has one.
fn with_addresses(names: Vec<String>, list: &str) -> Result<Vec<String>, DatabaseUrlError> {
    let addresses: Vec<&str> = split(list).collect();
    if addresses.iter().any(|address| !address.is_empty() && address.parse::<IpAddr>().is_err()) {
        return Err(DatabaseUrlError::Unreadable);
    }
    let names = if names.is_empty() { vec![String::new(); addresses.len()] } else { names };
    if names.len() != addresses.len() {
        return Err(DatabaseUrlError::Ports);
    }
    let choose = |(name, address): (String, &str)| if address.is_empty() { name } else { address.to_owned() };
    Ok(names.into_iter().zip(addresses).map(choose).collect())
}

/// Returns whether a text can be what stands before the database, without user and password.
pub(super) fn are_hosts(text: &str) -> bool {
    split(text).all(|host| split_port(host).is_ok())
}

fn split_port(server: &str) -> Result<(&str, Option<u16>), DatabaseUrlError> {
    let (host, port) = match server.strip_prefix('[') {
        Some(server) => {
            let (host, rest) = server.split_once(']').ok_or(DatabaseUrlError::Bracket)?;
            (host, rest.strip_prefix(':').or(rest.is_empty().then_some("")).ok_or(DatabaseUrlError::Port)?)
        }
        None => server.split_once(':').unwrap_or((server, "")),
    };
    Ok((host, parse_port(port)?))
}

/// Parses a port, which is the default one where there is nothing.
pub(in crate::config) fn parse_port(port: &str) -> Result<Option<u16>, DatabaseUrlError> {
    match port.parse() {
        _ if port.is_empty() => Ok(None),
        Ok(port @ 1..) => Ok(Some(port)),
        _ => Err(DatabaseUrlError::Port),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Address, *};

    fn parse(url: &str) -> Result<Vec<(String, Option<u16>)>, DatabaseUrlError> {
        let address: Address = url.parse()?;
        assert!(!address.parameters.iter().any(|(name, _)| PARAMETERS.contains(&&**name)), "{url}");
        Ok(address.hosts.into_iter().map(|Host { name, port }| (name, port)).collect())
    }

    #[test]
    fn parses_several_hosts_as_libpq_does() {
        for (url, hosts) in [
            ("postgresql://ada:a,b@one:1,two,[::3]:3/social", vec![("one", Some(1)), ("two", None), ("::3", Some(3))]),
            ("postgresql://one,two/social?port=7", vec![("one", Some(7)), ("two", Some(7))]),
            ("postgresql:///social?host=one,/run/two&port=1,2", vec![("one", Some(1)), ("/run/two", Some(2))]),
            ("postgresql://other:9/social?host=one&port=", vec![("one", Some(9))]),
            ("postgresql://ada@,two/social", vec![("", None), ("two", None)]),
            ("postgresql://%2Frun%2Fone,two/social", vec![("/run/one", None), ("two", None)]),
            ("postgresql:///social?hostaddr=10.0.0.1,::2", vec![("10.0.0.1", None), ("::2", None)]),
            ("postgresql:///social?host=one,two&hostaddr=,10.0.0.2", vec![("one", None), ("10.0.0.2", None)]),
            ("postgresql://one:1,[::2]:2/social?user=ada@corp", vec![("one", Some(1)), ("::2", Some(2))]),
            ("postgresql:///social?port=7", vec![("", Some(7))]),
            ("postgresql:///social", vec![]),
        ] {
            let hosts = hosts.into_iter().map(|(name, port)| (name.to_owned(), port)).collect();
            assert_eq!(parse(url), Ok(hosts), "{url}");
        }
    }

    #[test]
    fn refuses_lists_that_do_not_fit() {
        let many = vec!["h"; HOSTS_MAX + 1].join(",");
        for (query, error) in [
            ("host=one,two&port=1,2,3", DatabaseUrlError::Ports),
            ("host=one,two&hostaddr=10.0.0.1", DatabaseUrlError::Ports),
            ("host=one,two&port=1,none", DatabaseUrlError::Port),
            ("hostaddr=one", DatabaseUrlError::Unreadable),
            (&format!("host={many}"), DatabaseUrlError::Hosts),
        ] {
            assert_eq!(parse(&format!("postgresql:///social?{query}")), Err(error), "{query}");
        }
        assert_eq!(parse(&format!("postgresql://{many}/social")), Err(DatabaseUrlError::Hosts));
    }
}
