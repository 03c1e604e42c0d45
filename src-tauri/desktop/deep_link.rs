//! Permanent addresses of posts: `hearth://post/7?server=https://hearth.example.org/`, and that of the form for a new one:
//! `hearth://new`. The desktop starts the app with one as its argument. A post's address of earlier versions names no server.

use hearth_client::parse_address;
use url::Url;

use crate::model::{Destination, ServerLocation};

/// The value of `server` for a post in the database of this computer.
const THIS_COMPUTER: &str = "this-computer";

/// The post that an address leads to.
pub(crate) fn post_at(address: &str) -> Option<Destination> {
    let (scheme, rest) = address.split_once("://")?;
    let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
    let id = path.strip_prefix("post/")?;
    let id = id.strip_suffix('/').unwrap_or(id);
    // Digits alone: a number would be read with a sign too.
    if !scheme.eq_ignore_ascii_case("hearth") || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let server = match query {
        Some(_) => Some(server_in(&Url::parse(address).ok()?)?),
        None => None,
    };
    Some(Destination::Post { id: id.parse().ok()?, server })
}

/// Returns the server location that an address names.
fn server_in(address: &Url) -> Option<ServerLocation> {
    let (_, named) = address.query_pairs().find(|(name, _)| name == "server")?;
    if named == THIS_COMPUTER {
        return Some(ServerLocation::Local);
    }
    Some(ServerLocation::Server { address: parse_address(&named).ok()?.into() })
}

/// Where an address leads to; none where it is no address of the app.
fn destination_at(address: &str) -> Option<Destination> {
    let (scheme, rest) = address.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("hearth") {
        return None;
    }
    if matches!(rest, "//new" | "//new/") {
        return Some(Destination::Composer);
    }
    Some(post_at(address).unwrap_or(Destination::Unsupported))
}

/// Where the arguments of a start lead to.
pub(crate) fn destination_in(arguments: &[String]) -> Option<Destination> {
    arguments.iter().skip(1).find_map(|argument| destination_at(argument))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(id: i32) -> Destination {
        Destination::Post { id, server: None }
    }

    fn post_on(address: &str) -> Destination {
        Destination::Post { id: 7, server: Some(ServerLocation::Server { address: address.to_owned() }) }
    }

    #[test]
    fn reads_the_address_of_a_post_and_nothing_else() {
        assert_eq!(post_at("hearth://post/7"), Some(post(7)));
        assert_eq!(post_at("HEARTH://post/7/"), Some(post(7)));
        for other in [
            "7",
            "hearth:post/7",
            "hearth://post/",
            "hearth://post/-7",
            "hearth://post/+7",
            "hearth://post/7/edit",
            "hearth://post/99999999999",
            "hearth://user/7",
            "https://post/7",
            // No server that could have it.
            "hearth://post/7?",
            "hearth://post/7?server=",
            "hearth://post/7?server=ftp://a.example",
            "hearth://post/7?server=https://ada:secret@a.example",
        ] {
            assert_eq!(post_at(other), None, "{other}");
        }
    }

    #[test]
    fn reads_the_server_that_has_the_post() {
        for (server, address) in [
            ("https://a.example/", "https://a.example/"),
            ("https%3A%2F%2Fa.example%2F", "https://a.example/"),
            ("a.example", "https://a.example/"),
            ("http://localhost:8000/some%2520where/", "http://localhost:8000/some%20where/"),
        ] {
            assert_eq!(post_at(&format!("hearth://post/7?server={server}")), Some(post_on(address)), "{server}");
        }
        let here = Destination::Post { id: 7, server: Some(ServerLocation::Local) };
        assert_eq!(post_at("hearth://post/7?server=this-computer"), Some(here));
    }

    #[test]
    fn the_name_of_the_program_is_no_address() {
        let start = |arguments: &[&str]| {
            destination_in(&arguments.iter().map(|argument| (*argument).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(start(&["hearth", "--flag", "hearth://post/7"]), Some(post(7)));
        assert_eq!(start(&["hearth://post/7"]), None);
    }

    #[test]
    fn tells_a_new_post_from_what_it_cannot_open() {
        for new in ["hearth://new", "HEARTH://new/"] {
            assert_eq!(destination_at(new), Some(Destination::Composer), "{new}");
        }
        for other in ["hearth:", "hearth://", "hearth://post/x", "hearth://user/7", "hearth://new/post"] {
            assert_eq!(destination_at(other), Some(Destination::Unsupported), "{other}");
        }
        for foreign in ["", "new", "--hidden", "https://post/7", "/tmp/hearth"] {
            assert_eq!(destination_at(foreign), None, "{foreign}");
        }
    }
}
