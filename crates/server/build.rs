//! Rebuilds the program after a change of the migrations, which are built into it.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
