//! Defines the errors of a database's address.

/// Error of parsing the address. Nothing of it is repeated: what stands in a wrong place may be a part of the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseUrlError {
    /// A scheme that is not `postgresql`.
    #[error("it does not begin with postgresql://")]
    Scheme,
    /// An IPv6 address without its closing bracket.
    #[error("its host begins with a bracket, and no bracket ends it")]
    Bracket,
    /// A port that is not a number from 1 to 65535.
    #[error("its port is not a number from 1 to 65535")]
    Port,
    /// More hosts than are tried.
    #[error("it names more than 16 hosts")]
    Hosts,
    /// Ports, or IP addresses, that are not as many as the hosts.
    #[error("it names neither one port nor as many ports as hosts (or not as many addresses in hostaddr)")]
    Ports,
    /// An unknown value of `target_session_attrs`, or one for programs that only read.
    #[error("its target_session_attrs is none of any, read-write and primary")]
    Target,
    /// A `connect_timeout` that is no number.
    #[error("its connect_timeout is not a whole number of seconds")]
    ConnectTimeout,
    /// An @ in the name of the database, which is rather a part of the password.
    #[error("there is an @ behind the host. In a password write % as %25, @ as %40, / as %2F, : as %3A and ? as %3F")]
    Password,
    /// A parameter that libpq would refuse, which is rather a part of the password.
    #[error("behind its question mark there is what is no parameter. In a password write ? as %3F, and @ as %40")]
    Parameter,
    /// An unknown value of `sslmode`.
    #[error("its sslmode is none of disable, allow, prefer, require, verify-ca and verify-full")]
    SslMode,
    /// An `sslmode` that does not check the server's name, with the system's certificates, which vouch for a name.
    #[error("sslrootcert=system needs sslmode=verify-full, or no sslmode")]
    WeakMode,
    /// The lack of a file of system certificates.
    #[error("this system has no file of certificates for sslrootcert=system. Install ca-certificates")]
    NoSystemCertificates,
    /// An encoded part that is not UTF-8, or a malformed number.
    #[error("a part of it cannot be read")]
    Unreadable,
}
