//! Opens the window, and answers the commands that it calls. What it shows is made in `ui/`.
//!
//! The modules use each other in one direction: `commands` -> `desktop` -> `accounts` -> `sync` -> `storage` -> `model` ->
//! `error` -> `i18n`; `event_bus` is used by `sync` and all above it, and uses `model`.

mod accounts;
mod commands;
mod desktop;
mod error;
mod event_bus;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod i18n;
mod model;
mod storage;
mod sync;
#[cfg(test)]
mod types;
#[cfg(test)]
mod upgrade_tests;

use std::{env, io::Write as _, path::Path, process::ExitCode};

use tauri::{App, Emitter, Manager, RunEvent, async_runtime};
use tauri_plugin_window_state::StateFlags;

use crate::{
    accounts::AppState,
    desktop::{
        DesktopHandle, autostart::HIDDEN, deep_link, dropped, menu, offered_lines, preflight, shutdown, usage, window,
        window_state,
    },
    event_bus::Event,
    model::Preferences,
    storage::log,
};

/// Opens the window, and returns when it is closed and everything has stopped.
#[must_use]
pub fn run() -> ExitCode {
    if let Some(answer) = usage::answer(arguments().skip(1)) {
        // Whoever reads no further than a line of it closes the pipe.
        let _ = std::io::stdout().write_all(answer.as_bytes());
        return ExitCode::SUCCESS;
    }
    if let Some(option) = usage::unknown_option(arguments().skip(1)) {
        eprintln!("hearth: There is no option {option}. Run hearth --help for those that there are.");
        return ExitCode::from(2);
    }
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("hearth: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> impl Iterator<Item = String> {
    env::args_os().map(|argument| argument.to_string_lossy().into_owned())
}

fn start() -> Result<(), String> {
    preflight::leave_no_core_dumps();
    preflight::prefer_working_graphics();
    preflight::check_display()?;
    let data_dir = preflight::data_dir().map_err(|error| error.to_string())?;
    log::start(&data_dir);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), data_dir = %data_dir.display(), "starting");
    let window_file = data_dir.join("window.json");
    window_state::fit(&window_file, &window_state::screens());
    let app = tauri::Builder::default()
        .plugin(window::single_instance(&data_dir))
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_filename(window_file.to_string_lossy())
                // A window that was in the tray when the app ended would not be seen at the next start.
                .with_state_flags(StateFlags::all() - StateFlags::VISIBLE)
                .build(),
        )
        .manage(shutdown::Closing::default())
        .manage(offered_lines::Offer::default())
        .register_uri_scheme_protocol(offered_lines::SCHEME, |page, request| offered_lines::receive(&page, &request))
        .manage(commands::export::LastExport::default())
        .on_window_event(shutdown::on_window_event)
        .on_window_event(dropped::on_window_event)
        .invoke_handler(tauri::generate_handler![
            commands::about::about,
            commands::account::account_details,
            commands::account::set_display_name,
            commands::account::set_phone_number,
            commands::account::change_password,
            commands::account::delete_account,
            commands::accounts::switch_account,
            commands::accounts::add_account,
            commands::accounts::sign_in_again,
            commands::accounts::label_account,
            commands::accounts::set_account_accent,
            commands::accounts::move_account,
            commands::accounts::sign_out,
            commands::accounts::sign_out_all,
            commands::accounts::turn_local_server,
            commands::desktop::desktop,
            commands::desktop::set_launch_at_login,
            commands::desktop::mark_seen,
            commands::drafts::drafts,
            commands::drafts::save_draft,
            commands::drafts::discard_draft,
            commands::export::export_data,
            commands::export::show_export,
            commands::export::cancel_export,
            commands::outbox::outbox,
            commands::outbox::take_back,
            commands::outbox::reconnect,
            commands::posts::feed,
            commands::posts::cached_feed,
            commands::posts::search_people,
            commands::posts::post,
            commands::posts::create_post,
            commands::posts::update_post,
            commands::posts::delete_post,
            commands::posts::vote,
            commands::posts::save_scroll_position,
            commands::session::status,
            commands::session::choose_server,
            commands::session::change_server,
            commands::session::return_to_previous,
            commands::session::forget_server,
            commands::session::retry,
            commands::session::unlock_keychain,
            commands::session::protect_sessions,
            commands::session::unlock_sessions,
            commands::session::check_server,
            commands::session::sign_up,
            commands::session::sign_in,
            commands::sessions::sessions,
            commands::sessions::end_session,
            commands::sessions::end_other_sessions,
            commands::window::set_preferences,
            commands::window::set_show_pictures,
            commands::window::toggle_full_screen,
            commands::window::is_full_screen,
            commands::window::print_page,
            commands::window::closed,
            commands::window::quit,
            commands::window::close_window,
            commands::window::hide_menu_bar,
            commands::window::show_edit_keys,
            commands::window::edit_text,
            commands::window::log_page_fault,
            commands::window::log,
            commands::window::open_link,
            commands::window::link_shown,
        ])
        .setup(move |app| Ok(set_up(app, &data_dir)?))
        .build(tauri::generate_context!())
        .map_err(|error| format!("The window cannot be opened: {error}"))?;
    app.run(|app, event| {
        if matches!(event, RunEvent::Exit) {
            async_runtime::block_on(app.state::<AppState>().stop());
            tracing::info!("stopped");
        }
    });
    Ok(())
}

fn set_up(app: &mut App, data_dir: &Path) -> tauri::Result<()> {
    let handle = app.handle().clone();
    let desktop = DesktopHandle::new();
    let sender = desktop.sender();
    let listener = move |event: Event| {
        sender.forward(&event);
        let told = match event {
            Event::Status(status) => handle.emit("status", status),
            Event::Outbox(change) => handle.emit("outbox", change),
            Event::Live(events) => handle.emit("live", events),
        };
        if let Err(error) = told {
            tracing::error!(%error, "the window was not told");
        }
    };
    let state = AppState::new(data_dir, app.path().resource_dir().ok(), Box::new(listener));
    let arguments: Vec<String> = arguments().collect();
    let destination = deep_link::destination_in(&arguments);
    let preferences = state.status().preferences;
    let hidden = preferences.keep_in_tray && arguments.iter().any(|argument| argument == HIDDEN);
    app.manage(state.clone());
    app.manage(desktop);
    app.manage(state.drafts());
    app.set_menu(menu::empty_bar(app.handle())?)?;
    let window = window::open(app, data_dir, !hidden)?;
    #[cfg(target_os = "linux")]
    desktop::context_menu::install(&window);
    // The server starts while the page loads, which takes longer; it must not take turns with what makes the window.
    async_runtime::spawn(async move {
        state.begin();
        if destination.is_some() {
            state.show(destination);
        }
    });
    // Not while it is built, where Linux takes no notice.
    window::apply(&preferences, &Preferences::default(), &window);
    menu::apply_direction(&window);
    desktop::start(app.handle());
    async_runtime::spawn(shutdown::on_signal(app.handle().clone()));
    Ok(())
}
