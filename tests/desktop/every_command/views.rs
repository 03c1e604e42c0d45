//! Checks the commands that lead to another list or server state.

use hearth_tests::keyboard::ESCAPE;

use super::{attempts::Attempts, scene::Scene};

pub(super) async fn check(scene: &mut Scene, id: &str, act: &impl AsyncFn(&Scene)) -> bool {
    match id {
        "go-new" => {
            scene.go_to("Top").await;
            act(scene).await;
        }
        "go-top" => leads_to(scene, act, "Top").await,
        "go-hot" => leads_to(scene, act, "Hot").await,
        "go-mine" => leads_to(scene, act, "My posts").await,
        "go-drafts" => leads_to(scene, act, "Drafts").await,
        "go-outbox" => {
            act(scene).await;
            scene.window.see("Nothing is waiting to be sent.").await;
            scene.press("Alt+ArrowLeft");
        }
        "search" => {
            act(scene).await;
            scene.window.sees_focus("Search posts and people").await;
            scene.desktop.press_keys(&[ESCAPE]);
            scene.find("#posts:focus").await;
        }
        "go-back" => {
            scene.open_post().await;
            act(scene).await;
            scene.window.see_no_more("Copy link").await;
        }
        "reconnect" => {
            scene.stop_server().await;
            scene.window.see("Reconnect now").await;
            let attempts = Attempts::at(scene.listen()).await;
            attempts.is_due_to(act(scene)).await;
            drop(attempts);
            scene.start_server().await;
            scene.window.see_no_more("Reconnect now").await;
        }
        _ => return false,
    }
    scene.sees_list("New").await;
    true
}

async fn leads_to(scene: &Scene, act: &impl AsyncFn(&Scene), list: &str) {
    act(scene).await;
    scene.sees_list(list).await;
    scene.go_to("New").await;
}
