//! Checks the edits of the menu bar. They are no commands of the catalogue, because their keys are the platform's.

use hearth_tests::{eventually, keyboard::ESCAPE};

use super::scene::Scene;

/// The lines of the menu.
pub(super) const EDITS: [&str; 6] = ["Undo", "Redo", "Cut", "Copy", "Paste", "Select all"];

/// The text of the field, and what is selected of it.
const FIELD: &str = "
    const field = document.querySelector('dialog[open] [name=title]');
    return `${field.value}|${field.value.slice(field.selectionStart, field.selectionEnd)}`";

/// Sees that an edit does what it is for, in a field with a word that was just typed and is selected.
pub(super) async fn check(scene: &Scene, edit: &str, act: &impl AsyncFn(&Scene)) {
    scene.is_home().await;
    scene.window.open_composer().await;
    scene.window.sees_focus("Title").await;
    scene.desktop.copy("flour");
    scene.desktop.type_text("dough");
    let becomes = async |wanted: &str| scene.window.sees_result(edit, FIELD, (), wanted).await;
    becomes("dough|").await;
    match edit {
        "Undo" => {
            act(scene).await;
            becomes("|").await;
        }
        "Redo" => {
            scene.press("Mod+Z");
            becomes("|").await;
            act(scene).await;
            becomes("dough|").await;
        }
        "Cut" | "Copy" => {
            scene.press("Mod+A");
            becomes("dough|dough").await;
            act(scene).await;
            becomes(if edit == "Cut" { "|" } else { "dough|dough" }).await;
            eventually("it is copied", || scene.desktop.clipboard().as_deref() == Some("dough")).await;
        }
        "Paste" => {
            act(scene).await;
            becomes("doughflour|").await;
        }
        "Select all" => {
            act(scene).await;
            becomes("dough|dough").await;
        }
        _ => panic!("nobody knows what {edit:?} does"),
    }
    scene.window.fill("title", "").await;
    scene.desktop.press_keys(&[ESCAPE]);
    scene.window.see_no_more("Preview").await;
}
