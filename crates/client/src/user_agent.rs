//! Names this app and the operating system, by which people tell their devices apart in the list of their sessions.

use std::{env::consts, fs::File, io::Read, sync::LazyLock};

/// Describes the distribution (os-release(5)).
const OS_RELEASE: [&str; 2] = ["/etc/os-release", "/usr/lib/os-release"];

/// Bounds how much of that file is read, in bytes.
const FILE_MAX: u64 = 16 * 1024;

/// Bounds the name of a distribution, in characters.
const NAME_MAX: usize = 40;

/// Returns the value of the header `User-Agent`, for example `Hearth/0.1.0 (Linux; Debian GNU/Linux 12)`.
pub(crate) fn user_agent() -> &'static str {
    static USER_AGENT: LazyLock<String> = LazyLock::new(|| {
        let release = OS_RELEASE.into_iter().find_map(read).unwrap_or_default();
        format!("Hearth/{} ({})", env!("CARGO_PKG_VERSION"), system(consts::OS, &release))
    });
    &USER_AGENT
}

fn read(path: &str) -> Option<String> {
    let mut text = Vec::new();
    File::open(path).ok()?.take(FILE_MAX).read_to_end(&mut text).ok()?;
    Some(String::from_utf8_lossy(&text).into_owned())
}

/// Names the operating system, and its distribution where there is one.
fn system(os: &str, release: &str) -> String {
    let os = match os {
        "linux" => "Linux",
        "macos" => "macOS",
        other => other,
    };
    let value = |key: &str| {
        let line = release.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        line.unwrap_or_default().trim().trim_matches(['"', '\''])
    };
    let name = format!("{} {}", value("NAME"), value("VERSION_ID"));
    // What ends a comment of the header, or cannot be in one.
    let plain = |char: &char| char.is_ascii_alphanumeric() || " ./+-_".contains(*char);
    let name: String = name.chars().filter(plain).take(NAME_MAX).collect();
    match name.trim() {
        "" => os.to_owned(),
        name => format!("{os}; {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_distribution() {
        let debian = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\n";
        assert_eq!(system("linux", debian), "Linux; Debian GNU/Linux 12");
        assert_eq!(system("linux", "NAME='Arch Linux'\nID=arch"), "Linux; Arch Linux");
        assert_eq!(system("macos", ""), "macOS");
        assert_eq!(system("linux", "NAME=(;\u{202e}\u{e9}"), "Linux");
        assert_eq!(system("linux", &format!("NAME={}", "x".repeat(500))).len(), "Linux; ".len() + NAME_MAX);
        assert!(user_agent().starts_with("Hearth/"));
    }
}
