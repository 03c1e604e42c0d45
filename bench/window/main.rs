//! Opens a bare Tauri window as large as the app's, with a page of one word: whatever the app takes beyond this is its
//! own.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!())
}
