//! Brings the window back to where people can reach it, from where it was when the app ended: a screen may be gone or smaller
//! since, and the plugin that restores the window is content with one pixel of it.

use std::{fs, path::Path};

use serde_json::{Map, Value};

use crate::storage::atomic_file;

/// The extent of a window that has to be on a screen, in pixels: enough to see it and to move it.
const REACHABLE: i64 = 120;

/// An area of the screen, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) width: i64,
    pub(crate) height: i64,
}

/// Fits the remembered state of the windows to the screens. Called before the window is made.
pub(crate) fn fit(file: &Path, screens: &[Area]) {
    let Ok(bytes) = fs::read(file) else { return };
    let Ok(mut windows) = serde_json::from_slice::<Map<String, Value>>(&bytes) else { return };
    let mut changed = false;
    for window in windows.values_mut().filter_map(Value::as_object_mut) {
        changed |= fit_window(window, screens);
    }
    if !changed {
        return;
    }
    let written = serde_json::to_vec_pretty(&windows).map_err(std::io::Error::from);
    if let Err(error) = written.and_then(|bytes| atomic_file::replace(file, &bytes)) {
        tracing::warn!(%error, "where the window was cannot be changed");
    }
}

fn fit_window(window: &mut Map<String, Value>, screens: &[Area]) -> bool {
    let number = |window: &Map<String, Value>, name: &str| window.get(name).and_then(Value::as_i64);
    let size = (number(window, "width"), number(window, "height"));
    let (Some(width), Some(height)) = size else { return false };
    let mut changed = false;
    // Of a window that was maximized, the plugin restores where it was before.
    for (left, top) in [("x", "y"), ("prev_x", "prev_y")] {
        let (Some(x), Some(y)) = (number(window, left), number(window, top)) else { continue };
        let area = Area { x, y, width, height };
        let fitted = fitted(area, screens);
        if fitted != area {
            changed = true;
            for (name, value) in [(left, fitted.x), (top, fitted.y), ("width", fitted.width), ("height", fitted.height)]
            {
                window.insert(name.to_owned(), value.into());
            }
        }
    }
    changed
}

/// Returns the area itself where enough of it can be reached; else the nearest to it that is wholly on a screen.
fn fitted(area: Area, screens: &[Area]) -> Area {
    if screens.is_empty() || screens.iter().any(|screen| is_reachable(area, *screen)) {
        return area;
    }
    let shown = |screen: &Area| {
        let (width, height) = overlap(area, *screen);
        width.max(0) * height.max(0)
    };
    let Some(screen) = screens.iter().max_by_key(|screen| shown(screen)) else { return area };
    let (width, height) = (area.width.min(screen.width), area.height.min(screen.height));
    Area {
        x: area.x.clamp(screen.x, screen.x + screen.width - width),
        y: area.y.clamp(screen.y, screen.y + screen.height - height),
        width,
        height,
    }
}

/// Returns whether enough of a window is on a screen, its upper edge included, by which it is moved.
fn is_reachable(window: Area, screen: Area) -> bool {
    let (width, height) = overlap(window, screen);
    width >= REACHABLE.min(window.width) && height >= REACHABLE.min(window.height) && window.y >= screen.y
}

fn overlap(one: Area, other: Area) -> (i64, i64) {
    let shared = |from: i64, length: i64, other_from: i64, other_length: i64| {
        from.saturating_add(length).min(other_from.saturating_add(other_length)).saturating_sub(from.max(other_from))
    };
    (shared(one.x, one.width, other.x, other.width), shared(one.y, one.height, other.y, other.height))
}

/// The screens of this desktop.
#[cfg(target_os = "linux")]
pub(crate) fn screens() -> Vec<Area> {
    use gtk::gdk::prelude::MonitorExt;

    let Some(display) = gtk::gdk::Display::default() else { return Vec::new() };
    let monitors = (0..display.n_monitors()).filter_map(|index| display.monitor(index));
    let area = |monitor: gtk::gdk::Monitor| {
        let (area, scale) = (monitor.workarea(), monitor.scale_factor());
        let pixels = |length: i32| i64::from(length) * i64::from(scale);
        Area { x: pixels(area.x()), y: pixels(area.y()), width: pixels(area.width()), height: pixels(area.height()) }
    };
    monitors.map(area).collect()
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn screens() -> Vec<Area> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCREEN: Area = Area { x: 0, y: 0, width: 1280, height: 900 };

    const fn window(x: i64, y: i64) -> Area {
        Area { x, y, width: 1000, height: 760 }
    }

    #[test]
    fn a_window_that_cannot_be_reached_is_brought_back() {
        assert_eq!(fitted(window(1279, 899), &[SCREEN]), window(280, 140), "one pixel is not enough");
        assert_eq!(fitted(window(-999, 100), &[SCREEN]), window(0, 100));
        assert_eq!(fitted(window(100, -300), &[SCREEN]), window(100, 0), "its title bar is above the screen");
        assert_eq!(fitted(window(i64::MAX / 2, -9000), &[SCREEN]), window(280, 0));
    }

    #[test]
    fn a_window_that_can_be_reached_stays() {
        for place in [window(0, 0), window(280, 140), window(1100, 700), window(-800, 40)] {
            assert_eq!(fitted(place, &[SCREEN]), place);
        }
        let second = Area { x: 1280, ..SCREEN };
        assert_eq!(fitted(window(1279, 100), &[SCREEN, second]), window(1279, 100), "it is on the second screen");
        assert_eq!(fitted(window(5000, 5000), &[]), window(5000, 5000), "nobody knows the screens");
    }

    #[test]
    fn a_window_from_a_larger_screen_becomes_smaller() {
        let large = Area { x: 3000, y: 2000, width: 2400, height: 1600 };
        assert_eq!(fitted(large, &[SCREEN]), SCREEN);
    }

    #[test]
    fn what_cannot_be_read_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("window.json");
        for text in ["", "{", "[]", r#"{"main":7}"#, r#"{"main":{"x":1e400}}"#, r#"{"main":{"x":"a","width":1}}"#] {
            fs::write(&file, text).unwrap();
            fit(&file, &[SCREEN]);
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
        fs::write(&file, r#"{"main":{"width":1000,"height":760,"x":1279,"y":899,"visible":true}}"#).unwrap();
        fit(&file, &[SCREEN]);
        let written: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        assert_eq!(written["main"]["x"], 280);
        assert_eq!(written["main"]["visible"], true);
    }
}
