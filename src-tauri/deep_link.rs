//! Permanent addresses of posts: `hearth://post/7`. The desktop starts the app with one as its argument.

use crate::status::Destination;

/// The post that an address leads to.
fn post_at(address: &str) -> Option<i32> {
    let (scheme, rest) = address.split_once("://")?;
    let id = rest.strip_prefix("post/")?;
    let id = id.strip_suffix('/').unwrap_or(id);
    // Digits alone: a number would be read with a sign too.
    let digits = id.bytes().all(|byte| byte.is_ascii_digit());
    (scheme.eq_ignore_ascii_case("hearth") && digits).then(|| id.parse().ok())?
}

/// The post that the arguments of a start lead to.
pub(crate) fn post_in(arguments: &[String]) -> Option<Destination> {
    arguments.iter().skip(1).find_map(|argument| post_at(argument)).map(|id| Destination::Post { id })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_address_of_a_post_and_nothing_else() {
        assert_eq!(post_at("hearth://post/7"), Some(7));
        assert_eq!(post_at("HEARTH://post/7/"), Some(7));
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
        ] {
            assert_eq!(post_at(other), None, "{other}");
        }
    }

    #[test]
    fn the_name_of_the_program_is_no_address() {
        let start =
            |arguments: &[&str]| post_in(&arguments.iter().map(|argument| (*argument).to_owned()).collect::<Vec<_>>());
        assert_eq!(start(&["hearth", "--flag", "hearth://post/7"]), Some(Destination::Post { id: 7 }));
        assert_eq!(start(&["hearth://post/7"]), None);
    }
}
