//! Has the kernel find out that a client is gone which said no goodbye: a computer that lost its network or its power.

use std::{io, time::Duration};

use socket2::{SockRef, TcpKeepalive};
use tokio::net::TcpStream;

/// The probes that go unanswered before a silent client counts as gone.
const PROBES: u32 = 3;

/// Bounds what the kernel holds of a response before a client has room for it, in bytes. What it takes is then known as it does
/// so, and not in pieces as large as the kernel's buffer.
#[cfg(target_os = "linux")]
const UNSENT_MAX: u32 = 64 * 1024;

/// Ends the connection where the client answers nothing for about this long: neither to what it is sent nor, where it is sent
/// nothing, to the kernel's probes.
pub(super) fn notice_loss(stream: &TcpStream, within: Duration) -> io::Result<()> {
    const SECOND: Duration = Duration::from_secs(1);
    let socket = SockRef::from(stream);
    let probes = TcpKeepalive::new().with_time(within.max(SECOND)).with_interval((within / PROBES).max(SECOND));
    socket.set_tcp_keepalive(&probes.with_retries(PROBES))?;
    #[cfg(target_os = "linux")]
    {
        socket.set_tcp_user_timeout(Some(within))?;
        socket.set_tcp_notsent_lowat(UNSENT_MAX)?;
    }
    Ok(())
}
