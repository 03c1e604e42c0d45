//! Writes XPath expressions.

/// Selects a button by its text or the beginning of its label.
pub(super) fn button(name: &str) -> String {
    let name = quoted(name);
    format!("//button[normalize-space(.)={name} or starts-with(@aria-label, {name})]")
}

/// Selects the innermost elements whose text contains this one.
pub(super) fn containing(text: &str) -> String {
    let text = quoted(text);
    format!("//body//*[contains(normalize-space(.), {text})][not(*[contains(normalize-space(.), {text})])]")
}

/// Quotes a string of XPath, which has no escapes.
pub(super) fn quoted(text: &str) -> String {
    assert!(!text.contains('"'), "XPath cannot quote {text}");
    format!("\"{text}\"")
}
