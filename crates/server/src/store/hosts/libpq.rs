//! Tells PostgreSQL's own programs how to connect: by the environment, where other users of the computer cannot read it.

use percent_encoding::percent_decode_str;
use sqlx::{
    ConnectOptions as _,
    postgres::{PgConnectOptions, PgSslMode},
};

use super::DatabaseOptions;

impl DatabaseOptions {
    /// Returns the variables that have libpq connect to the host that was connected to last. A password is among them.
    #[must_use]
    pub fn libpq_environment(&self) -> Vec<(&'static str, String)> {
        environment(self.last_host())
    }
}

fn environment(host: &PgConnectOptions) -> Vec<(&'static str, String)> {
    let socket = host.get_socket().map(|dir| dir.to_string_lossy().into_owned());
    let ssl_mode = match host.get_ssl_mode() {
        _ if socket.is_some() => "disable",
        PgSslMode::Disable => "disable",
        PgSslMode::Allow => "allow",
        PgSslMode::Prefer => "prefer",
        PgSslMode::Require => "require",
        PgSslMode::VerifyCa => "verify-ca",
        PgSslMode::VerifyFull => "verify-full",
    };
    let mut variables = vec![
        ("PGHOST", socket.unwrap_or_else(|| host.get_host().to_owned())),
        ("PGPORT", host.get_port().to_string()),
        ("PGUSER", host.get_username().to_owned()),
        ("PGDATABASE", host.get_database().unwrap_or_else(|| host.get_username()).to_owned()),
        ("PGSSLMODE", ssl_mode.to_owned()),
        ("PGCONNECT_TIMEOUT", "15".to_owned()),
        ("PGAPPNAME", "hearth backup".to_owned()),
    ];
    // The rest has no other way out of the options.
    let url = host.to_url_lossy();
    let password = url.password().and_then(|password| percent_decode_str(password).decode_utf8().ok());
    variables.extend(password.map(|password| ("PGPASSWORD", password.into_owned())));
    let files = [("sslrootcert", "PGSSLROOTCERT"), ("sslcert", "PGSSLCERT"), ("sslkey", "PGSSLKEY")];
    variables.extend(files.into_iter().filter_map(|(name, variable)| {
        let (_, value) = url.query_pairs().find(|(key, _)| key == name)?;
        // So it is written there, and only files come from an address.
        Some((variable, value.strip_prefix("file: ").unwrap_or(&value).to_owned()))
    }));
    variables
}

#[cfg(test)]
mod tests {
    use crate::config::database_url;

    #[test]
    fn each_part_reaches_libpq_as_it_is() {
        let options = database_url(
            "postgresql://a%3Ada:p%40ss/w:rd?@db.example:5433/so%20cial?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        );
        let variables = options.expect("it is an address").libpq_environment();
        let value = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
        assert_eq!((value("PGHOST"), value("PGPORT")), (Some("db.example"), Some("5433")));
        assert_eq!((value("PGUSER"), value("PGPASSWORD")), (Some("a:da"), Some("p@ss/w:rd?")));
        assert_eq!((value("PGDATABASE"), value("PGSSLMODE")), (Some("so cial"), Some("verify-full")));
        assert_eq!(value("PGSSLROOTCERT"), Some("/etc/ca.pem"));
    }

    #[test]
    fn a_socket_needs_no_password() {
        let options = database_url("postgresql://ada@%2Frun%2Fpostgresql/social").expect("it is an address");
        let variables = options.libpq_environment();
        assert!(variables.contains(&("PGHOST", "/run/postgresql".to_owned())), "{variables:?}");
        assert!(variables.iter().all(|(name, _)| *name != "PGSSLROOTCERT"), "{variables:?}");
    }
}
