//! Finds free TCP ports, and connects from an address of choice.

use std::{
    io,
    net::{IpAddr, SocketAddr, TcpListener},
};

use tokio::net::{TcpSocket, TcpStream};

/// Returns a port of this computer that nobody listens on now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// Connects to a server from an address of this computer, such as 127.0.0.2. Both are of IPv4.
pub async fn connect_from(server: SocketAddr, address: IpAddr) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::new(address, 0))?;
    socket.connect(server).await
}
