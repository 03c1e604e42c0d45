//! Checks the commands for writing.

use hearth_tests::keyboard::ESCAPE;

use super::scene::{FOREIGN, OWN, Scene};

/// The text that is written.
const CONTENT: &str = "return document.querySelector('dialog[open] [name=content]').value";

/// Selects all of it.
const SELECT: &str = "
    const area = document.querySelector('dialog[open] [name=content]');
    area.focus();
    area.select();";

pub(super) async fn check(scene: &mut Scene, id: &str, act: &impl AsyncFn(&Scene)) -> bool {
    match id {
        "write" => {
            act(scene).await;
            scene.window.sees_focus("Title").await;
            scene.leave("Preview").await;
        }
        "publish" => {
            scene.window.write("Oats", "Rolled.").await;
            act(scene).await;
            scene.window.is_sent().await;
            scene.window.see("Rolled.").await;
            delete(scene, "Oats").await;
        }
        "keep-draft" => {
            scene.window.write("Barley", "Pearls.").await;
            act(scene).await;
            scene.window.see("Draft saved").await;
            scene.window.is_sent().await;
            delete(scene, "Barley").await;
        }
        "format-bold" => becomes(scene, act, "**dough**").await,
        "format-italic" => becomes(scene, act, "*dough*").await,
        "format-link" => becomes(scene, act, "[dough](https://)").await,
        "format-bullets" => becomes(scene, act, "- dough").await,
        "format-numbers" => becomes(scene, act, "1. dough").await,
        "format-quote" => becomes(scene, act, "> dough").await,
        "format-code" => becomes(scene, act, "`dough`").await,
        _ => return false,
    }
    true
}

/// Selects a word of a text, and sees what becomes of it.
async fn becomes(scene: &Scene, act: &impl AsyncFn(&Scene), wanted: &str) {
    scene.window.open_composer().await;
    scene.window.fill("content", "dough").await;
    scene.window.driver().execute(SELECT, Vec::new()).await.unwrap();
    act(scene).await;
    scene.window.sees_result("the text", CONTENT, (), wanted).await;
    scene.window.fill("content", "").await;
    scene.desktop.press_keys(&[ESCAPE]);
    scene.window.see_no_more("Preview").await;
}

/// Deletes one's own post, at once.
async fn delete(scene: &Scene, title: &str) {
    const DELETE: &str = "
        const [title, done] = arguments;
        const article = [...document.querySelectorAll('article')].find((it) => it.querySelector('h3')?.innerText.trim() === title);
        const { invoke } = window.__TAURI_INTERNALS__;
        const remove = ({ server, account: { id: account } }) =>
            invoke('delete_post', { account: { server, account }, id: Number(article.dataset.post) });
        invoke('status').then(remove).then(() => done(null));";
    scene.window.post(title).await;
    scene.window.driver().execute_async(DELETE, vec![title.into()]).await.unwrap();
    scene.press("r");
    scene.window.sees_titles(&[OWN, FOREIGN]).await;
}
