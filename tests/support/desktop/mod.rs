//! Drives the real window on a desktop of its own: WebDriver, keyboard, mouse, tray, notifications, keyring, clipboard.

mod app;
mod appearance;
mod clipboard;
mod failure_screenshot;
pub mod keyboard;
mod keyring;
mod mouse;
mod native_menus;
mod notifications;
mod programs;
mod screen;
pub mod screen_walkthrough;
mod session;
mod slow_bus;
mod tray;
pub mod window;
mod windows;

pub use appearance::Appearance;
pub use mouse::Mouse;
pub use native_menus::NativeMenus;
pub use notifications::{Notification, NotificationDaemon};
pub use session::DesktopSession;
pub use slow_bus::SlowBus;
pub use tray::TrayHost;
pub use window::Window;
