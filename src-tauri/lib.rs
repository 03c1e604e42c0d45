//! The desktop shell: a window, and the commands that it may call. What it shows is made in `ui/`; what it
//! does is done by the crates in `crates/`.

mod about;
mod account;
mod closing;
mod commands;
mod deep_link;
mod error;
mod export;
mod files;
mod hearth;
mod keychain;
mod links;
mod live;
mod local;
mod log;
mod menu;
mod messages;
mod native;
mod offline;
mod posts;
mod preferences;
mod reading;
mod sentences;
mod settings;
mod spelling;
mod startup;
mod status;
#[cfg(test)]
mod types;
mod writing;

use std::{
    env,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
    process::ExitCode,
};

use tauri::{App, AppHandle, Emitter, Manager, RunEvent, WebviewUrl, WebviewWindowBuilder, async_runtime};

use hearth::{Hearth, News};
use native::{HIDDEN, Native};
use preferences::Preferences;
use tauri_plugin_window_state::StateFlags;

const WINDOW: &str = "main";

/// Opens the window, and returns when it is closed and everything has stopped.
#[must_use]
pub fn run() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("hearth: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<(), String> {
    startup::prefer_working_graphics();
    startup::check_display()?;
    let data_dir = startup::data_dir().map_err(|error| error.to_string())?;
    log::start(&data_dir);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), data_dir = %data_dir.display(), "starting");
    let app = tauri::Builder::default()
        .plugin(single_instance(&data_dir))
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_filename(data_dir.join("window.json").to_string_lossy())
                // A window that was in the tray when the app ended would not be seen at the next start.
                .with_state_flags(StateFlags::all() - StateFlags::VISIBLE)
                .build(),
        )
        .manage(closing::Closing::default())
        .on_window_event(closing::on_window_event)
        .invoke_handler(tauri::generate_handler![
            about::about,
            preferences::set_preferences,
            account::account,
            account::set_phone_number,
            account::change_password,
            account::delete_account,
            export::export_data,
            closing::closed,
            menu::quit,
            menu::close_window,
            menu::hide_menu_bar,
            menu::edit_text,
            writing::writings,
            writing::keep_writing,
            writing::forget_writing,
            offline::commands::outbox,
            offline::commands::take_back,
            offline::commands::reconnect,
            commands::status,
            commands::choose_place,
            commands::change_place,
            commands::retry,
            commands::log,
            commands::sign_up,
            commands::sign_in,
            commands::sign_out,
            commands::feed,
            commands::post,
            commands::create_post,
            commands::update_post,
            commands::delete_post,
            commands::vote,
            commands::open_link,
            commands::remember,
            commands::link_shown,
            native::settings::desktop,
            native::settings::set_launch_at_login,
            native::settings::looked,
        ])
        .setup(move |app| Ok(set_up(app, &data_dir)?))
        .build(tauri::generate_context!())
        .map_err(|error| format!("The window cannot be opened: {error}"))?;
    app.run(|app, event| {
        if matches!(event, RunEvent::Exit) {
            async_runtime::block_on(app.state::<Hearth>().stop());
            tracing::info!("stopped");
        }
    });
    Ok(())
}

/// One app a data directory: a second start hands over what it was asked to show, brings the first window forward and
/// ends.
fn single_instance(data_dir: &Path) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    let mut hasher = DefaultHasher::new();
    data_dir.hash(&mut hasher);
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(format!("social.hearth.desktop.i{:016x}", hasher.finish()))
        .callback(|app, arguments, _| {
            let destination = deep_link::post_in(&arguments);
            if destination.is_some() {
                app.state::<Hearth>().show(destination);
            }
            if !arguments.iter().any(|argument| argument == HIDDEN) {
                bring_forward(app);
            }
        })
        .build()
}

fn bring_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

fn set_up(app: &mut App, data_dir: &Path) -> tauri::Result<()> {
    let handle = app.handle().clone();
    let native = Native::new();
    let teller = native.teller();
    let announce = move |news: News| {
        let told = match news {
            News::Status(status) => {
                teller.tell_status();
                handle.emit("status", status)
            }
            News::Outbox(news) => handle.emit("outbox", news),
            News::Live(events) => {
                teller.tell_live(events);
                handle.emit("live", events)
            }
        };
        if let Err(error) = told {
            tracing::error!(%error, "the window was not told");
        }
    };
    let hearth = Hearth::new(data_dir, app.path().resource_dir().ok(), Box::new(announce));
    let arguments: Vec<String> = env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    hearth.show(deep_link::post_in(&arguments));
    let hidden = hearth.status().preferences.keep_in_tray && arguments.iter().any(|argument| argument == HIDDEN);
    app.manage(hearth.clone());
    app.manage(native);
    app.manage(hearth.desk());
    app.set_menu(menu::empty_bar(app.handle())?)?;
    let window = WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::default())
        .title("Hearth")
        .inner_size(1000.0, 760.0)
        .min_inner_size(320.0, 480.0)
        .data_directory(data_dir.join("webview"))
        .on_navigation(links::stays_inside)
        .on_page_load(|window, page| spelling::on_page_load(window, &page))
        .visible(!hidden)
        .build()?;
    // The server starts while the page loads, which takes longer; it must not take turns with what makes the window.
    async_runtime::spawn(async move { hearth.begin() });
    // Not while it is built, where Linux takes no notice.
    app.state::<Hearth>().status().preferences.apply(&Preferences::default(), &window);
    app.state::<Native>().settle(app.handle());
    async_runtime::spawn(stop_when_told(app.handle().clone()));
    Ok(())
}

/// A signal ends the app as closing its window does.
async fn stop_when_told(app: AppHandle) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut terminate), Ok(mut interrupt), Ok(mut hangup)) =
            (signal(SignalKind::terminate()), signal(SignalKind::interrupt()), signal(SignalKind::hangup()))
        else {
            return;
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = hangup.recv() => {}
        }
        closing::begin(&app);
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_ok() {
        closing::begin(&app);
    }
}
