//! Tells the page which fonts the desktop has, so that it asks for no other: for each size and weight of a font that is not
//! there, WebKit compares it with all that might stand for it, which takes longer than all else in laying out the first screen.

#[cfg(target_os = "linux")]
use gtk::{gdk, pango, pango::prelude::*, prelude::GtkSettingsExt};

/// What titles are set in, the first that is there.
#[cfg(target_os = "linux")]
const TITLES: [&str; 4] = ["Palatino", "P052", "Palatino Linotype", "URW Palladio L"];

/// Returns a script for the page that sets the fonts of its texts; an empty one where the page's own choice is as good.
#[cfg(target_os = "linux")]
pub(crate) fn script() -> String {
    let installed = installed();
    let is_installed = |name: &str| installed.iter().any(|family| family.eq_ignore_ascii_case(name));
    let text = font_of_desktop().filter(|name| is_installed(name));
    let title = TITLES.into_iter().find(|name| is_installed(name));
    set("--font", text.as_deref(), "sans-serif") + &set("--font-title", title, "serif")
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn script() -> String {
    String::new()
}

/// The families of all fonts, and the names that stand for one of them.
#[cfg(target_os = "linux")]
fn installed() -> Vec<String> {
    let families = gdk::pango_context_get().map(|context| context.list_families());
    families.unwrap_or_default().iter().map(|family| family.name().to_string()).collect()
}

/// The font that the desktop's settings name for menus and the like, such as `Cantarell`. None for the generic one.
#[cfg(target_os = "linux")]
fn font_of_desktop() -> Option<String> {
    let named = gtk::Settings::default()?.gtk_font_name()?;
    let family = pango::FontDescription::from_string(&named).family()?.to_string();
    // CSS has another name for it.
    (!family.eq_ignore_ascii_case("Sans")).then_some(family)
}

/// A statement that sets a property of the page to a family, or to the generic one.
#[cfg(target_os = "linux")]
fn set(property: &str, family: Option<&str>, generic: &str) -> String {
    let family = family.map(|name| format!("\"{}\", ", name.replace(['"', '\\'], "")));
    let value = format!("{}{generic}", family.unwrap_or_default());
    format!("document.documentElement.style.setProperty(\"{property}\", {});\n", serde_json::Value::from(value))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::set;

    #[test]
    fn families_stand_in_quotes_of_both_languages() {
        assert_eq!(
            set("--font", Some("Fira \"Sans\\"), "sans-serif"),
            "document.documentElement.style.setProperty(\"--font\", \"\\\"Fira Sans\\\", sans-serif\");\n"
        );
        assert_eq!(
            set("--font", None, "serif"),
            "document.documentElement.style.setProperty(\"--font\", \"serif\");\n"
        );
    }
}
