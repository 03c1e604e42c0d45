//! Checks the commands on posts.

use hearth_tests::{
    eventually,
    keyboard::{ENTER, ESCAPE, TAB},
};

use super::scene::{FOREIGN, OWN, Scene, WORDS};

pub(super) async fn check(scene: &mut Scene, id: &str, act: &impl AsyncFn(&Scene)) -> bool {
    match id {
        "post-next" => {
            scene.focus(OWN).await;
            act(scene).await;
            scene.window.sees_focus(FOREIGN).await;
        }
        "post-previous" => {
            scene.focus(FOREIGN).await;
            act(scene).await;
            scene.window.sees_focus(OWN).await;
        }
        "post-open" => {
            scene.focus(FOREIGN).await;
            act(scene).await;
            scene.window.see("Copy link").await;
            scene.window.sees_titles(&[FOREIGN]).await;
            scene.leave("Copy link").await;
        }
        "post-vote" => {
            scene.focus(FOREIGN).await;
            let (count, pressed) = match scene.window.votes(FOREIGN).await.0.as_str() {
                "0" => ("1", "true"),
                _ => ("0", "false"),
            };
            act(scene).await;
            scene.window.sees_votes(FOREIGN, count, pressed).await;
        }
        "post-edit" => {
            scene.focus(OWN).await;
            act(scene).await;
            scene.window.see("Save changes").await;
            scene.window.sees_focus("Title").await;
            scene.leave("Save changes").await;
        }
        "post-delete" => {
            scene.focus(OWN).await;
            act(scene).await;
            scene.window.see("Delete this post?").await;
            scene.leave("Delete this post?").await;
        }
        "undo-delete" => undo_delete(scene, act).await,
        "post-author" => {
            scene.focus(FOREIGN).await;
            act(scene).await;
            scene.window.see("Posts by").await;
            scene.leave("Posts by").await;
        }
        "post-copy-link" => {
            scene.focus(FOREIGN).await;
            sees_copied(scene, act, |copied| copied.starts_with("hearth://post/")).await;
        }
        "post-copy-text" => {
            scene.focus(FOREIGN).await;
            sees_copied(scene, act, |copied| copied == format!("{FOREIGN}\n\n{WORDS}\n")).await;
        }
        "find" => {
            scene.open_post().await;
            act(scene).await;
            scene.find("[name=find]:focus").await;
            scene.desktop.press_keys(&[ESCAPE]);
            scene.window.sees_focus(FOREIGN).await;
            scene.leave("Copy link").await;
        }
        "find-next" | "find-previous" => {
            scene.open_post().await;
            scene.press("Mod+F");
            scene.find("[name=find]:focus").await;
            scene.desktop.type_text("water");
            // Its first letters find as much: the last one is awaited, which went to the palette otherwise.
            let typed = "return document.querySelector('[name=find]').value";
            scene.window.sees_result("what is looked for", typed, (), "water").await;
            scene.window.see("1 of 2").await;
            act(scene).await;
            scene.window.see("2 of 2").await;
            scene.desktop.press_keys(&[ESCAPE]);
            scene.window.see_no_more("2 of 2").await;
            scene.leave("Copy link").await;
        }
        "print" => {
            scene.open_post().await;
            act(scene).await;
            scene.desktop.focus_dialog("Print");
            scene.desktop.press_focused(&[ESCAPE]);
            scene.window.see("Copy link").await;
            scene.leave("Copy link").await;
        }
        "refresh" => refreshes(scene, act).await,
        "toggle-paged" => {
            let paged = scene.preference("paged").await == true;
            act(scene).await;
            let said = if paged { "Posts now load as you scroll." } else { "Posts now load page by page." };
            scene.window.see(said).await;
            scene.prefer("paged", false).await;
        }
        _ => return false,
    }
    true
}

/// A deletion is carried out after some seconds: until then there is no time to lose.
async fn undo_delete(scene: &Scene, act: &impl AsyncFn(&Scene)) {
    scene.focus(OWN).await;
    scene.press("#");
    scene.window.sees_focus("Keep post").await;
    scene.desktop.press_keys(&[TAB]);
    scene.window.sees_focus("Delete post").await;
    scene.desktop.press_keys(&[ENTER]);
    scene.window.see("will be deleted.").await;
    act(scene).await;
    scene.window.post(OWN).await;
    scene.window.see_no_more("will be deleted.").await;
}

async fn sees_copied(scene: &Scene, act: &impl AsyncFn(&Scene), is_right: impl Fn(&str) -> bool) {
    scene.desktop.copy("what was copied before");
    act(scene).await;
    eventually("it is copied", || scene.desktop.clipboard().is_some_and(|copied| is_right(&copied))).await;
}

/// Sees a post come that somebody else has written, and go again.
async fn refreshes(scene: &Scene, act: &impl AsyncFn(&Scene)) {
    let post = scene.grace.post("Oats").await;
    scene.window.see("1 new post").await;
    act(scene).await;
    scene.window.sees_titles(&["Oats", OWN, FOREIGN]).await;
    scene.grace.client.delete_post(post).await.unwrap();
    scene.window.sees_titles(&[OWN, FOREIGN]).await;
}
