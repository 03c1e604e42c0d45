//! What Tauri asks of every app.

fn main() {
    tauri_build::build();
}
