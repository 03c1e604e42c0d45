//! Runs nginx before a server, as the documentation sets it up.

use std::{fs, path::Path};

use super::daemon::Daemon;
use crate::{
    TestDir,
    system::{account, free_port},
};

/// A running nginx that has the server below a prefix.
pub struct Nginx {
    _daemon: Daemon,
    port: u16,
    prefix: String,
    _test_dir: TestDir,
}

impl Nginx {
    /// Starts one that passes `prefix`, which begins and ends with a slash, on to the server at `address`.
    pub async fn start(address: &str, prefix: &str) -> Self {
        let test_dir = TestDir::new();
        let port = free_port();
        let dir = test_dir.path().display();
        let server = address.trim_start_matches("http://");
        let settings = format!(
            "daemon off; master_process off; pid {dir}/pid; error_log {dir}/error.log;\n\
             events {{}}\n\
             http {{\n\
               access_log off; client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy; fastcgi_temp_path {dir}/f;\n\
               uwsgi_temp_path {dir}/u; scgi_temp_path {dir}/s;\n\
               upstream hearth {{ server {server}; keepalive 4; }}\n\
               server {{\n\
                 listen 127.0.0.1:{port};\n\
                 location {prefix} {{\n\
                   proxy_pass http://hearth/; proxy_http_version 1.1; proxy_set_header Connection \"\";\n\
                   proxy_set_header Host $host;\n\
                 }}\n\
               }}\n\
             }}\n"
        );
        let file = test_dir.join("nginx.conf");
        fs::write(&file, settings).unwrap();
        let mut command = account::command(Path::new("/usr/sbin/nginx"), None);
        command.arg("-c").arg(&file).current_dir("/");
        let daemon = Daemon::start(&mut command, port, &test_dir.join("error.log")).await;
        Self { _daemon: daemon, port, prefix: prefix.to_owned(), _test_dir: test_dir }
    }

    /// Returns the address of the server behind it.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.prefix)
    }
}
