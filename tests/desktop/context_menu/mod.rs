//! Tests the context menu: it has what works where it opens, and nothing of a browser's.

mod people;
mod posts;
mod text;

use hearth_tests::{DesktopSession, User, Window};

const TEXT: &str = "See [the bakery](https://bread.example/loaf?a=b) for **flour** and water.";

/// Opens the window on a post of somebody else's.
async fn with_a_post(desktop: &mut DesktopSession) -> (Window, User) {
    desktop.start_accessibility_bus();
    let (window, grace) = desktop.open_with_other_user().await;
    window.receive_post(&grace, "Bread", TEXT).await;
    (window, grace)
}
