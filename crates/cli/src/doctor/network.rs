//! Examines the address to listen on, and the proxies in front of it.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use hearth_server::config::settings;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::timeout,
};

use super::report::Finding;
use crate::serve;

const ADDRESS: &str = "address";
const PROXIES: &str = "proxies";

/// Bounds how long whoever listens already is asked who it is.
const ASKED_WITHIN: Duration = Duration::from_secs(2);

/// Bounds how much of its answer is read.
const ANSWER_MAX: u64 = 64 * 1024;

/// Examines the address that is named, or that of the settings.
pub(super) async fn examine(named: Option<SocketAddr>) -> Vec<Finding> {
    match serve::address(named) {
        Ok(address) => vec![listening(address).await, proxies(address)],
        Err(error) => vec![Finding::problem(ADDRESS, error)],
    }
}

async fn listening(address: SocketAddr) -> Finding {
    let Err(error) = TcpListener::bind(address).await else {
        return Finding::ok(ADDRESS, format!("{address} is free."));
    };
    match error.kind() {
        io::ErrorKind::AddrInUse if is_hearth(address).await => {
            Finding::ok(ADDRESS, format!("A Hearth answers on {address} already."))
        }
        io::ErrorKind::AddrInUse => Finding::problem(ADDRESS, format!("Another program listens on {address}."))
            .remedy("Stop it, or choose another address with --listen or HEARTH_LISTEN"),
        io::ErrorKind::PermissionDenied => {
            Finding::problem(ADDRESS, format!("This user may not listen on {address}: ports below 1024 are for root."))
                .remedy("Choose a higher one, and put a reverse proxy in front of it")
        }
        io::ErrorKind::AddrNotAvailable => {
            Finding::problem(ADDRESS, format!("This computer has no address {}.", address.ip()))
                .remedy("Choose one that `ip address` lists, 127.0.0.1, or 0.0.0.0 for all")
        }
        _ => Finding::problem(ADDRESS, format!("It is not possible to listen on {address}: {error}."))
            .remedy("Choose another address with --listen or HEARTH_LISTEN"),
    }
}

/// Asks whoever listens whether it is a server of Hearth.
async fn is_hearth(address: SocketAddr) -> bool {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let asked = async {
        let mut stream = TcpStream::connect((ip, address.port())).await?;
        stream.write_all(b"GET /capabilities HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
        let mut answer = Vec::new();
        stream.take(ANSWER_MAX).read_to_end(&mut answer).await?;
        io::Result::Ok(answer)
    };
    let answer = timeout(ASKED_WITHIN, asked).await.ok().and_then(Result::ok).unwrap_or_default();
    String::from_utf8_lossy(&answer).contains("\"server\":\"hearth\"")
}

/// Warns where everybody could count as one client.
fn proxies(address: SocketAddr) -> Finding {
    match settings::TRUSTED_PROXIES.read() {
        Some(proxies) => Finding::ok(PROXIES, format!("Trusted are {proxies}.")),
        None if address.ip().is_loopback() => Finding::ok(
            PROXIES,
            "None is trusted. Where a reverse proxy is in front of the server, name it in HEARTH_TRUSTED_PROXIES.",
        ),
        None => Finding::warning(
            PROXIES,
            format!(
                "The server listens on {address} for other computers, over plain HTTP, and trusts no proxy: passwords can be \
                 read on the way, and everybody behind a proxy counts as one client."
            ),
        )
        .remedy("Put a reverse proxy with TLS in front of it, listen on 127.0.0.1, and name the proxy in HEARTH_TRUSTED_PROXIES"),
    }
}
