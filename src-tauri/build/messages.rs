//! Gathers the messages of each language for the program.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// Puts the message files of each language into one, `<language>.ftl`, for the program to include.
pub(crate) fn gather(locales: &Path) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", locales.display());
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    for language in sorted(locales)? {
        let mut messages = String::new();
        for file in sorted(&language)? {
            messages.push_str(&fs::read_to_string(file)?);
            messages.push('\n');
        }
        let name = language.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        fs::write(out.join(name).with_extension("ftl"), messages)?;
    }
    Ok(())
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
