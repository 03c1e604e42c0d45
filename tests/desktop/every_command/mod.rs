//! Tests every command of the catalogue in the real window: by each of its keys, from the menu bar and from the palette. A
//! command whose effect is not known here fails the tests.

mod app;
mod attempts;
mod catalogue;
mod editing;
mod menu_bar;
mod posts;
mod scene;
mod views;
mod writing;

use std::time::Duration;

use thirtyfour::prelude::By;

use self::{
    catalogue::{Command, commands, keysyms, messages},
    scene::Scene,
};

/// Sees that a command does what it is for, where `act` has it carried out in some way.
async fn check(scene: &mut Scene, id: &str, act: &impl AsyncFn(&Scene)) {
    eprintln!("{id}");
    scene.is_home().await;
    let known = posts::check(scene, id, act).await
        || views::check(scene, id, act).await
        || writing::check(scene, id, act).await
        || app::check(scene, id, act).await;
    assert!(known, "nobody knows what {id:?} does: say it in one of the modules here");
}

/// Returns whether a command can be carried out with one account.
fn is_offered(command: &Command) -> bool {
    !command.id.starts_with("account-") || command.id == "account-1"
}

#[tokio::test(flavor = "multi_thread")]
async fn every_key_does_what_the_catalogue_says() {
    let mut scene = Scene::open().await;
    for Command { id, keys, .. } in commands().into_iter().filter(is_offered) {
        for keys in keys {
            check(&mut scene, &id, &async |scene| {
                for chord in keysyms(&keys) {
                    scene.desktop.press_keys(&chord);
                }
            })
            .await;
        }
    }
    scene.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_is_in_the_palette() {
    let mut scene = Scene::open().await;
    // The palette does not offer itself, and accounts by their names.
    let is_listed = |command: &Command| command.id != "palette" && !command.id.starts_with("account-");
    for Command { id, message, .. } in commands().into_iter().filter(is_listed) {
        check(&mut scene, &id, &async |scene| {
            let name = &messages(&scene.language().await)[&message];
            choose_from_palette(scene, name).await;
        })
        .await;
    }
    scene.close().await;
}

/// Opens the palette, types the name of a command and goes to it.
async fn choose_from_palette(scene: &Scene, name: &str) {
    const LEAVE_TEXT: &str = "document.querySelector('dialog[open] [name=title]')?.focus()";
    const SELECTED: &str = "
        const option = document.querySelector('[role=option][aria-selected=true] .name');
        return option?.textContent.trim() ?? ''";
    // Its key makes a link where the caret is in a text; beside that, what is selected there stays so.
    scene.window.driver().execute(LEAVE_TEXT, Vec::new()).await.unwrap();
    scene.press("Mod+K");
    scene.window.find(By::Css("[role=combobox]:focus")).await;
    scene.window.keys(name).await;
    let typed = "return document.querySelector('[role=combobox]').value";
    scene.window.sees_result("what is typed", typed, (), name).await;
    for _ in 0..20 {
        if scene.window.eval::<String>(SELECTED, Vec::new()).await == name {
            return scene.press("Enter");
        }
        scene.press("ArrowDown");
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    panic!("the palette does not offer {name:?}");
}
