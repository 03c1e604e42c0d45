#[path = "../../src-tauri/desktop/checked_link.rs"]
pub(crate) mod checked_link;
#[path = "../../src-tauri/desktop/deep_link.rs"]
pub(crate) mod deep_link;
#[path = "../../src-tauri/desktop/excerpt.rs"]
pub(crate) mod excerpt;
