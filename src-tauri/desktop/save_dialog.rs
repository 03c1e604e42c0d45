//! Asks where a file is to be saved, with the desktop's own dialog.

use std::path::PathBuf;

use tauri::WebviewWindow;

use crate::i18n::Text;

/// Asks for a path, beginning with a name in a folder. None where the answer is to save nothing. Whether a file that is there
/// may be replaced, the dialog asks.
#[cfg(target_os = "linux")]
pub(crate) async fn ask(window: &WebviewWindow, title: Text, folder: PathBuf, name: String) -> Option<PathBuf> {
    let (answer, chosen) = tokio::sync::oneshot::channel();
    let parent = window.clone();
    let shown = window.run_on_main_thread(move || {
        use std::{cell::RefCell, rc::Rc};

        use gtk::prelude::*;

        let parent = parent.gtk_window().ok();
        let title = title.to_string();
        let dialog =
            gtk::FileChooserNative::new(Some(&title), parent.as_ref(), gtk::FileChooserAction::Save, None, None);
        dialog.set_modal(true);
        dialog.set_do_overwrite_confirmation(true);
        dialog.set_current_folder(folder);
        dialog.set_current_name(&name);
        // GTK keeps no reference of its own: the dialog lives until it is answered.
        let kept = Rc::new(RefCell::new(Some((dialog.clone(), answer))));
        dialog.connect_response(move |dialog, response| {
            let Some((_, answer)) = kept.borrow_mut().take() else { return };
            let path = (response == gtk::ResponseType::Accept).then(|| dialog.filename()).flatten();
            // Nobody waits any longer where the window has gone.
            let _ = answer.send(path);
        });
        dialog.show();
    });
    super::window::warn(shown);
    chosen.await.ok().flatten()
}

/// Takes the suggestion: no dialog is known to the app here.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn ask(_: &WebviewWindow, _: Text, folder: PathBuf, name: String) -> Option<PathBuf> {
    Some(folder.join(name))
}
