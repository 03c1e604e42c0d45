//! Fills the placeholders of the files in `deploy/`.

use std::{collections::BTreeMap, fs, net::Ipv4Addr, path::Path};

use crate::Fallible;

/// What placeholders stand for.
#[derive(Debug, Clone, Default)]
pub struct Values {
    /// `<NAME>` and what it stands for.
    pub single: BTreeMap<&'static str, String>,
    /// `<SERVER>`: a line with it stands for one of each of these machines, whose addresses are `<SERVER_ADDRESS>`.
    pub lists: BTreeMap<&'static str, Vec<(String, Ipv4Addr)>>,
}

impl Values {
    /// Fills a text. Comments are left as they are.
    fn fill(&self, text: &str) -> Fallible<String> {
        let mut filled = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            if line.trim_start().starts_with(['#', ';']) {
                filled.push_str(line);
                continue;
            }
            let list = self.lists.iter().find(|(name, _)| line.contains(&format!("<{name}>")));
            let mut lines = match list {
                Some((name, machines)) => machines.iter().map(|machine| for_machine(line, name, machine)).collect(),
                None => line.to_owned(),
            };
            for (name, value) in &self.single {
                lines = lines.replace(&format!("<{name}>"), value);
            }
            if let Some(left) = placeholder(&lines) {
                return Err(format!("Nothing is known for the placeholder <{left}>.").into());
            }
            filled.push_str(&lines);
        }
        Ok(filled)
    }

    /// Copies a directory with all that is in it, filled.
    pub fn copy(&self, from: &Path, to: &Path) -> Fallible<()> {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from).map_err(|error| format!("{} cannot be read: {error}", from.display()))? {
            let entry = entry?;
            let target = to.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                self.copy(&entry.path(), &target)?;
            } else {
                let text = fs::read_to_string(entry.path())?;
                let filled = self.fill(&text).map_err(|error| format!("{}: {error}", entry.path().display()))?;
                fs::write(target, filled)?;
            }
        }
        Ok(())
    }
}

fn for_machine(line: &str, list: &str, (name, address): &(String, Ipv4Addr)) -> String {
    line.replace(&format!("<{list}>"), name).replace(&format!("<{list}_ADDRESS>"), &address.to_string())
}

/// Finds a placeholder that is left.
fn placeholder(line: &str) -> Option<&str> {
    line.split('<').skip(1).find_map(|rest| {
        let name = rest.split_once('>')?.0;
        (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')).then_some(name)
    })
}
