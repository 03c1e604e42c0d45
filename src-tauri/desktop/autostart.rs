//! Starts the app at login by an entry of XDG autostart, which names this program and its data directory. Whether the app is
//! started is what the entry says, whoever wrote it last; the app keeps no opinion of its own.

use std::{
    env,
    ffi::OsStr,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf, absolute},
};

use crate::storage::atomic_file::replace;

/// The name of the entry, without its extension.
const NAME: &str = "social.hearth.desktop";

/// The argument of a start without a visible window.
pub(crate) const HIDDEN: &str = "--hidden";

const DATA_DIR: &str = "HEARTH_DATA_DIR";

/// Returns whether the desktop starts the app; none where the app cannot know.
pub(crate) fn is_on() -> Option<bool> {
    let entry = match fs::read_to_string(entry_path()?) {
        Ok(entry) => entry,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(false),
        Err(_) => return None,
    };
    Some(is_active(&entry))
}

/// Turns the start at login on or off.
pub(crate) fn set(on: bool) -> io::Result<()> {
    let path = entry_path().ok_or(io::ErrorKind::NotFound)?;
    if !on {
        return match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir)?;
    }
    replace(&path, entry(&env::current_exe()?, env::var_os(DATA_DIR).as_deref())?.as_bytes())
}

/// Repairs an entry whose program is gone, because the app was moved or installed elsewhere: it starts this program
/// from then on. An entry of another installation is left to it, and what the desktop's own settings wrote into this
/// one stays.
pub(crate) fn repair() -> io::Result<()> {
    let Some(path) = entry_path() else { return Ok(()) };
    let found = match fs::read_to_string(&path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let Some((line, program)) = found.lines().find_map(|line| Some((line, program_of(line)?))) else { return Ok(()) };
    if program.is_file() {
        return Ok(());
    }
    let exec = exec(&env::current_exe()?, env::var_os(DATA_DIR).as_deref())?;
    tracing::info!(program = %program.display(), "the start at login is mended: its program is gone");
    replace(&path, found.replacen(line, &exec, 1).as_bytes())
}

/// The program of an `Exec` line of the app's: the last of its arguments that is quoted.
fn program_of(line: &str) -> Option<PathBuf> {
    let arguments = line.strip_prefix("Exec=")?.trim_end().strip_suffix(HIDDEN)?.trim_end();
    let quoted = arguments.strip_suffix('"')?;
    let quoted = quoted.rsplit_once(" \"").map_or_else(|| quoted.strip_prefix('"'), |(_, last)| Some(last))?;
    Some(PathBuf::from(unquote(quoted)))
}

/// Undoes [`quote`], for the text between its quotes.
fn unquote(quoted: &str) -> String {
    let mut text = String::new();
    let unescaped = quoted.replace("\\\\", "\\");
    let mut letters = unescaped.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.extend(letters.next()),
            '%' => {
                letters.next_if_eq(&'%');
                text.push('%');
            }
            letter => text.push(letter),
        }
    }
    text
}

/// Returns the path of the entry: one for each data directory, as there can be one app at each.
fn entry_path() -> Option<PathBuf> {
    let home = || Some(PathBuf::from(env::var_os("HOME")?).join(".config"));
    let config = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute()).or_else(home)?;
    let name = match env::var_os(DATA_DIR) {
        Some(dir) => format!("{NAME}{}.desktop", escape(&absolute(Path::new(&dir)).ok()?)),
        None => format!("{NAME}.desktop"),
    };
    Some(config.join("autostart").join(name))
}

/// A path as a part of a file's name, which has its limits: the end of it tells more than the beginning.
fn escape(path: &Path) -> String {
    const MAX: usize = 150;
    let mut escaped = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' => escaped.push('-'),
            byte if byte.is_ascii_alphanumeric() => escaped.push(char::from(*byte)),
            byte => {
                let _ = write!(escaped, "_{byte:02x}");
            }
        }
    }
    escaped.split_off(escaped.len().saturating_sub(MAX))
}

fn entry(program: &Path, data_dir: Option<&OsStr>) -> io::Result<String> {
    let exec = exec(program, data_dir)?;
    Ok(format!("[Desktop Entry]\nType=Application\nName=Hearth\nIcon=hearth\n{exec}\nTerminal=false\n"))
}

/// The line that starts a program on a data directory.
fn exec(program: &Path, data_dir: Option<&OsStr>) -> io::Result<String> {
    let mut exec = Vec::new();
    if let Some(dir) = data_dir {
        exec.push(quote("env")?);
        exec.push(quote(&format!("{DATA_DIR}={}", text(absolute(Path::new(dir))?.as_os_str())?))?);
    }
    exec.push(quote(text(program.as_os_str())?)?);
    exec.push(HIDDEN.to_owned());
    Ok(format!("Exec={}", exec.join(" ")))
}

/// Converts a path to UTF-8, which such an entry is in.
fn text(path: &OsStr) -> io::Result<&str> {
    path.to_str().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidFilename))
}

/// An argument in the entry's `Exec`: quoted as there, and once more as a string of such a file.
fn quote(argument: &str) -> io::Result<String> {
    if argument.contains(['\n', '\r', '\0']) {
        return Err(io::Error::from(io::ErrorKind::InvalidFilename));
    }
    let mut quoted = String::from("\"");
    for letter in argument.chars() {
        match letter {
            '\\' => quoted.push_str(r"\\\\"),
            '"' | '`' | '$' => {
                quoted.push_str(r"\\");
                quoted.push(letter);
            }
            '%' => quoted.push_str("%%"),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    Ok(quoted)
}

/// Returns whether an entry starts anything: the settings of some desktops disable it and leave it there.
fn is_active(entry: &str) -> bool {
    let says = |key: &str, value: &str| {
        entry.lines().filter_map(|line| line.split_once('=')).any(|(k, v)| k.trim() == key && v.trim() == value)
    };
    !says("Hidden", "true") && !says("X-GNOME-Autostart-enabled", "false")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_starts_this_program_on_this_directory() {
        let entry = entry(Path::new("/opt/hearth"), Some(OsStr::new("/home/ada/my data"))).unwrap();
        assert!(entry.contains("\nExec=\"env\" \"HEARTH_DATA_DIR=/home/ada/my data\" \"/opt/hearth\" --hidden\n"));
        let entry = super::entry(Path::new("/opt/hearth"), None).unwrap();
        assert!(entry.contains("\nExec=\"/opt/hearth\" --hidden\n"));
    }

    #[test]
    fn each_data_directory_has_an_entry_of_its_own() {
        assert_eq!(escape(Path::new("/srv/my-data 2")), "-srv-my_2ddata_202");
        assert_eq!(escape(Path::new(&"/x".repeat(500))).len(), 150);
    }

    #[test]
    fn a_path_is_one_argument_whatever_it_holds() {
        assert_eq!(quote("a b").unwrap(), r#""a b""#);
        assert_eq!(quote(r#"100% "$HOME" `x` \"#).unwrap(), r#""100%% \\"\\$HOME\\" \\`x\\` \\\\""#);
        assert_eq!(quote("a\nExec=rm").unwrap_err().kind(), io::ErrorKind::InvalidFilename);
    }

    #[test]
    fn the_program_of_an_entry_is_found() {
        for program in ["/opt/hearth", "/home/ada/my \"apps\"/50% $off/back\\slash", "/opt/h e a r t h/هيرث"] {
            for data_dir in [None, Some(OsStr::new("/srv/my \"data\""))] {
                let line = exec(Path::new(program), data_dir).unwrap();
                assert_eq!(program_of(&line).as_deref(), Some(Path::new(program)), "{line}");
            }
        }
        assert_eq!(program_of("Exec=/opt/hearth"), None, "somebody wrote it themselves");
    }

    #[test]
    fn an_entry_can_be_there_and_out_of_use() {
        let entry = entry(Path::new("/opt/hearth"), None).unwrap();
        assert!(is_active(&entry));
        assert!(!is_active(&format!("{entry}Hidden=true\n")));
        assert!(!is_active(&format!("{entry}X-GNOME-Autostart-enabled=false\n")));
    }
}
