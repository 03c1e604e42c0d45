//! Runs nginx before servers, as the documentation sets it up.

use std::{fmt::Write as _, fs, path::Path};

use super::daemon::Daemon;
use crate::{
    TestDir,
    stub::Identity,
    system::{account, free_port},
};

/// A running nginx that has servers below prefixes.
pub struct Nginx {
    _daemon: Daemon,
    port: u16,
    prefix: String,
    _test_dir: TestDir,
}

impl Nginx {
    /// Starts one that passes `prefix`, which begins and ends with a slash, on to the server at `address`.
    pub async fn start(address: &str, prefix: &str) -> Self {
        Self::run(None, &[(prefix, address)]).await
    }

    /// Starts one with TLS that passes each prefix, which begins and ends with a slash, on to the server at its address.
    pub async fn start_tls(identity: &Identity, servers: &[(&str, &str)]) -> Self {
        Self::run(Some(identity), servers).await
    }

    async fn run(identity: Option<&Identity>, servers: &[(&str, &str)]) -> Self {
        let test_dir = TestDir::new();
        let port = free_port();
        let dir = test_dir.path().display();
        let (mut upstreams, mut locations) = (String::new(), String::new());
        for (number, (prefix, address)) in servers.iter().enumerate() {
            let server = address.trim_start_matches("http://");
            writeln!(upstreams, "upstream hearth{number} {{ server {server}; keepalive 4; }}").unwrap();
            writeln!(
                locations,
                "location {prefix} {{\n\
                   proxy_pass http://hearth{number}/; proxy_http_version 1.1; proxy_set_header Connection \"\";\n\
                   proxy_set_header Host $host; proxy_buffering off;\n\
                 }}"
            )
            .unwrap();
        }
        let tls = identity.map_or_else(String::new, |identity| {
            identity.write(&test_dir.join("certificate.pem"), &test_dir.join("key.pem"));
            format!("ssl_certificate {dir}/certificate.pem; ssl_certificate_key {dir}/key.pem;")
        });
        let listen = if identity.is_some() { "ssl" } else { "" };
        let settings = format!(
            "daemon off; master_process off; pid {dir}/pid; error_log {dir}/error.log;\n\
             events {{}}\n\
             http {{\n\
               access_log off; client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy; fastcgi_temp_path {dir}/f;\n\
               uwsgi_temp_path {dir}/u; scgi_temp_path {dir}/s;\n\
               {upstreams}\
               server {{ listen 127.0.0.1:{port} {listen}; {tls}\n{locations} }}\n\
             }}\n"
        );
        let file = test_dir.join("nginx.conf");
        fs::write(&file, settings).unwrap();
        let mut command = account::command(Path::new("/usr/sbin/nginx"), None);
        command.arg("-c").arg(&file).current_dir("/");
        let daemon = Daemon::start(&mut command, port, &test_dir.join("error.log")).await;
        Self { _daemon: daemon, port, prefix: servers[0].0.to_owned(), _test_dir: test_dir }
    }

    /// Returns the port that it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the address of the first server behind it, where it has no TLS.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.prefix)
    }
}
