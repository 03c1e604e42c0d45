//! Integrates the app with the desktop: window, menus, tray, notifications, start at login, links. What a desktop does not
//! offer is left out.

mod account_watch;
pub(crate) mod autostart;
pub(crate) mod checked_link;
#[cfg(target_os = "linux")]
pub(crate) mod context_menu;
pub(crate) mod deep_link;
pub(crate) mod dropped;
mod event;
pub(crate) mod excerpt;
mod fonts;
mod handle;
pub(crate) mod links;
pub(crate) mod menu;
pub(crate) mod notifications;
mod notify;
pub(crate) mod offered_lines;
pub(crate) mod page_faults;
mod pages;
pub(crate) mod preflight;
pub(crate) mod save_dialog;
pub(crate) mod shutdown;
pub(crate) mod spelling;
mod task;
mod tray;
mod tray_menu;
mod unread;
pub(crate) mod usage;
mod votes;
pub(crate) mod window;
pub(crate) mod window_state;

pub(crate) use self::{handle::DesktopHandle, task::start};
