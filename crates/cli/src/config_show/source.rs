//! Tells where the value of a setting comes from.

use std::{
    fmt::{self, Display, Formatter},
    path::PathBuf,
};

use hearth_server::config::{self, Setting, settings};

use crate::{args::Serve, config_file::ConfigFile, dotenv};

/// Where the value of a setting comes from.
pub(super) enum Source {
    /// A flag, by its name.
    Flag(&'static str),
    /// A variable of the environment.
    Environment(&'static str),
    /// A variable of the file `.env`.
    Dotenv(&'static str),
    /// A line of the configuration file.
    File(PathBuf, usize),
    /// Nobody sets it.
    Default,
    /// Nobody sets it, and it has no default.
    Unset,
    /// It is set, and a flag has it not count.
    Ignored(&'static str),
}

impl Source {
    pub(super) fn of(setting: &Setting, flags: &Serve, file: Option<&ConfigFile>) -> Self {
        const DATABASE: [&str; 6] = [
            "DATABASE_URL",
            "DATABASE_HOSTNAME",
            "DATABASE_PORT",
            "DATABASE_USERNAME",
            "DATABASE_PASSWORD",
            "DATABASE_NAME",
        ];
        let variable = setting.variable;
        if let Some((flag, _)) = flag(setting, flags) {
            return Self::Flag(flag);
        }
        if flags.place.data_dir.is_some() && DATABASE.contains(&variable) && setting.read().is_some() {
            return Self::Ignored("--data-dir");
        }
        if setting.is_in_environment() {
            return if dotenv::has_set(variable) { Self::Dotenv(variable) } else { Self::Environment(variable) };
        }
        if let Some((file, line)) = file.and_then(|file| Some((file, file.lines.get(variable)?))) {
            return Self::File(file.path.clone(), *line);
        }
        // Its default is the platform's.
        if setting.default.is_some() || variable == settings::DATA_DIR.variable { Self::Default } else { Self::Unset }
    }

    /// Returns the value that counts.
    pub(super) fn value(&self, setting: &Setting, flags: &Serve) -> Option<String> {
        match self {
            Self::Flag(_) => flag(setting, flags).map(|(_, value)| value),
            Self::Default if setting.variable == settings::DATA_DIR.variable => {
                config::data_dir().ok().map(|dir| dir.display().to_string())
            }
            Self::Default => setting.default.map(str::to_owned),
            Self::Unset | Self::Ignored(_) => None,
            Self::Environment(_) | Self::Dotenv(_) | Self::File(..) => {
                setting.read_path().map(|value| value.to_string_lossy().into_owned())
            }
        }
    }
}

/// Returns the flag that sets a setting, with its value.
fn flag(setting: &Setting, flags: &Serve) -> Option<(&'static str, String)> {
    let named = |name, value: Option<String>| value.map(|value| (name, value));
    match setting.variable {
        "HEARTH_LISTEN" => named("--listen", flags.listen.map(|address| address.to_string())),
        "HEARTH_DATA_DIR" => {
            named("--data-dir", flags.place.data_dir.as_ref().map(|dir| dir.to_string_lossy().into_owned()))
        }
        "DATABASE_URL" => named("--database-url", flags.place.database_url.clone()),
        "HEARTH_LOG_FORMAT" => named("--log-format", flags.log_format.map(|format| format.name().to_owned())),
        _ => None,
    }
}

impl Display for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "flag {name}"),
            Self::Environment(variable) => write!(f, "environment, {variable}"),
            Self::Dotenv(variable) => write!(f, ".env, {variable}"),
            Self::File(file, line) => write!(f, "{}, line {line}", file.display()),
            Self::Default => f.write_str("default"),
            Self::Unset => f.write_str("not set"),
            Self::Ignored(flag) => write!(f, "set, and ignored because of {flag}"),
        }
    }
}
