//! Tells Tauri where this layout keeps what it looks for, relative to the package's root.

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
    // The schemas that editors read; at the root they would be one more folder to wonder about.
    if Path::new("gen").exists() {
        let _ = fs::remove_dir_all("src-tauri/gen");
        let _ = fs::rename("gen", "src-tauri/gen");
    }
}
