//! A window of Tauri's with a page that says one word, as large as the app's: whatever the app takes beyond this is its own.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!())
}
