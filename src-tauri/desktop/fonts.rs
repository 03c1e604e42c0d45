//! Tells the page which fonts stand for those that it would ask for: for each size and weight of one that goes by another name,
//! WebKit compares it with all that might stand for it, which takes longer than laying out the first screen.

#[cfg(target_os = "linux")]
use gtk::{gdk, pango, pango::prelude::*, prelude::GtkSettingsExt};

/// What titles are set in, the first that is there.
#[cfg(target_os = "linux")]
const TITLES: &str = "Palatino, Palatino Linotype, Serif 12";

/// Returns a script for the page that sets the fonts of its texts: that of the desktop's menus, and that of titles.
#[cfg(target_os = "linux")]
pub(crate) fn script() -> String {
    let menus = gtk::Settings::default().and_then(|settings| settings.gtk_font_name());
    set("--font", family(menus.as_deref().unwrap_or("Sans 12")), "sans-serif")
        + &set("--font-title", family(TITLES), "serif")
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn script() -> String {
    String::new()
}

/// The family that the desktop draws a description with, such as `DejaVu Sans` for `Sans 12`.
#[cfg(target_os = "linux")]
fn family(description: &str) -> Option<String> {
    let font = gdk::pango_context_get()?.load_font(&pango::FontDescription::from_string(description))?;
    Some(font.describe().family()?.to_string())
}

/// A statement that sets a property of the page to a family, and to the generic one for what that lacks.
#[cfg(target_os = "linux")]
fn set(property: &str, family: Option<String>, generic: &str) -> String {
    let Some(family) = family else { return String::new() };
    let value = format!("\"{}\", {generic}", family.replace(['"', '\\'], ""));
    format!("document.documentElement.style.setProperty(\"{property}\", {});\n", serde_json::Value::from(value))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::set;

    #[test]
    fn families_stand_in_quotes_of_both_languages() {
        assert_eq!(
            set("--font", Some("Fira \"Sans\\".to_owned()), "sans-serif"),
            "document.documentElement.style.setProperty(\"--font\", \"\\\"Fira Sans\\\", sans-serif\");\n"
        );
        assert_eq!(set("--font", None, "serif"), "");
    }
}
