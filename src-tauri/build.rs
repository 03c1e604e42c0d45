//! Tells Tauri where this layout keeps what it looks for, relative to the package's root, gathers the messages, and lets the
//! program find PostgreSQL beside itself.

#[cfg(unix)]
#[path = "build/link.rs"]
mod link;
#[path = "build/messages.rs"]
mod messages;

#[cfg(unix)]
use std::{env, io, path::PathBuf};
use std::{fs, path::Path};

use tauri_build::{AppManifest, Attributes};

fn main() {
    for folder in ["src-tauri/capabilities", "src-tauri/permissions"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    let manifest = AppManifest::new().permissions_path_pattern("./src-tauri/permissions/**/*");
    let attributes =
        Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*").app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:error={error:#}");
        std::process::exit(1);
    }
    if let Err(error) = messages::gather(Path::new("locales")) {
        println!("cargo:error=locales/ cannot be read: {error}");
        std::process::exit(1);
    }
    #[cfg(unix)]
    if let Err(error) = link_postgres() {
        println!("cargo:error=PostgreSQL cannot be linked to: {error}");
        std::process::exit(1);
    }
    // The schemas that editors read; at the root they would be one more folder to wonder about.
    if Path::new("gen").exists() {
        let _ = fs::remove_dir_all("src-tauri/gen");
        let _ = fs::rename("gen", "src-tauri/gen");
    }
}

/// Makes `target/<profile>/postgres` lead to the staged PostgreSQL, as the package has it beside the program.
#[cfg(unix)]
fn link_postgres() -> io::Result<()> {
    // target/<profile>/build/<package>/out
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let profile = out.ancestors().nth(3).ok_or(io::ErrorKind::NotFound)?;
    link::replace(&profile.join("postgres"), &env::current_dir()?.join("target/postgres-bundle"))
}
