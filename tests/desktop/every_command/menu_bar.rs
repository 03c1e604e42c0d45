//! Tests the whole menu bar.

use std::time::Duration;

use super::{
    catalogue::{commands, messages},
    check,
    editing::{self, EDITS},
    scene::Scene,
};

/// The lines with a mark that are called otherwise than their commands.
const MARKED: [(&str, &str); 2] = [("appearance-paged", "toggle-paged"), ("desktop-menu-bar", "menu-bar")];

/// The command that a line of the menu bar is for; none for an edit.
fn command_of(line: &str) -> Option<String> {
    if EDITS.contains(&line) {
        return None;
    }
    let messages = messages("en");
    if let Some((_, id)) = MARKED.iter().find(|(message, _)| messages[*message] == line) {
        return Some((*id).to_owned());
    }
    let command = commands().into_iter().find(|command| messages[&command.message] == line);
    Some(command.unwrap_or_else(|| panic!("no command is called {line:?}")).id)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_line_of_the_menu_bar_does_what_it_says() {
    let mut scene = Scene::open().await;
    let mut lines = all_lines(&scene).await;
    // Those that end the app are last.
    lines.sort_by_key(|(_, line)| matches!(line.as_str(), "Close window" | "Quit"));
    for (menu, line) in lines {
        let act = async |scene: &Scene| scene.desktop.native_menus().await.choose_from_bar(&menu, &line).await;
        match command_of(&line) {
            Some(id) => check(&mut scene, &id, &act).await,
            None => editing::check(&scene, &line, &act).await,
        }
    }
    scene.close().await;
}

/// Reads all lines of the bar, each with its menu, when it is as it stays.
async fn all_lines(scene: &Scene) -> Vec<(String, String)> {
    let menus = scene.desktop.native_menus().await;
    let mut before = Vec::new();
    loop {
        let mut lines = Vec::new();
        for menu in menus.bar().await {
            let found = menus.lines_of(&menu).await.into_iter().map(|line| line.name).filter(|name| !name.is_empty());
            lines.extend(found.map(|line| (menu.clone(), line)));
        }
        if lines.len() > 30 && lines == before {
            return lines;
        }
        before = lines;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}
