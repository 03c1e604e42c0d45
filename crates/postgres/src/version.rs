//! Parses and compares versions of PostgreSQL.

use std::fmt;

/// A version of PostgreSQL, such as 18.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// The major version. Clusters of different ones do not understand each other.
    pub major: u32,
    /// The minor version, which brings fixes only.
    pub minor: u32,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl Version {
    /// Parses `postgres (PostgreSQL) 18.4 (Debian 18.4-1)`; a test version (`19beta1`) has the minor 0.
    pub(crate) fn parse(output: &str) -> Option<Self> {
        Self::parse_of("postgres", output)
    }

    /// Parses what another of PostgreSQL's programs says: `pg_dump (PostgreSQL) 18.4`.
    pub(crate) fn parse_of(program: &str, output: &str) -> Option<Self> {
        let text = output.strip_prefix(program)?.strip_prefix(" (PostgreSQL) ")?;
        let number = |text: &str| text.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok();
        let minor = text.split_once('.').and_then(|(_, minor)| number(minor));
        Some(Self { major: number(text)?, minor: minor.unwrap_or(0) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_programs_print_them() {
        let version = |major, minor| Some(Version { major, minor });
        assert_eq!(Version::parse("postgres (PostgreSQL) 18.4\n"), version(18, 4));
        assert_eq!(Version::parse("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), version(15, 18));
        assert_eq!(Version::parse("postgres (PostgreSQL) 19beta2\n"), version(19, 0));
        assert_eq!(Version::parse("postgres: something else"), None);
        assert_eq!(Version::parse_of("pg_dump", "pg_dump (PostgreSQL) 18.4\n"), version(18, 4));
        assert_eq!(Version::parse_of("pg_dump", "pg_dumpall (PostgreSQL) 18.4\n"), None);
    }
}
