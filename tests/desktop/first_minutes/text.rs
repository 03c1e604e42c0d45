//! Provides a long text as people paste it.

use std::fmt::Write as _;

const PARTS: usize = 50;

/// A hundred words and a few.
const PARAGRAPH: &str = "It was a wet morning, and the oven took its time. We had flour from the mill below the \
    bridge, water from the tap, and salt from a tin that had no label any more. The dough was slow, which is what one \
    hopes for: whoever hurries it gets a loaf that is pale within and hard around. So we **waited**, talked about the \
    _second chapter_, and wrote down what we would try differently. Somebody had brought butter, somebody else a knife \
    that cut. By noon the crust had the colour of a chestnut, the kitchen was warm, and nobody remembered who had wanted \
    to leave early.";

/// Five thousand words and more of Markdown, with headings, lists, a long table and long code.
pub(super) fn long_read() -> String {
    let mut text = "# A long read\n\n".to_owned();
    for part in 1..=PARTS {
        write!(text, "## Part {part}\n\n{PARAGRAPH}\n\n").unwrap();
        match part % 4 {
            1 => text += "- flour\n- water\n- salt, and not too little of it\n\n",
            2 => text += "1. mix\n2. wait\n3. bake\n\n",
            _ => {}
        }
    }
    format!("{text}## Table\n\n{}\n## Code\n\n{}", wide_table(), long_code())
}

/// The headings of the long read, from the top.
pub(super) fn headings() -> Vec<String> {
    let parts = (1..=PARTS).map(|part| format!("Part {part}"));
    ["A long read".to_owned()].into_iter().chain(parts).chain(["Table".to_owned(), "Code".to_owned()]).collect()
}

/// A table of more columns than a window has room for, and of many rows.
pub(super) fn wide_table() -> String {
    const COLUMNS: [&str; 14] = [
        "Name",
        "Votes",
        "Flour",
        "Temperature",
        "Hydration",
        "Fermentation",
        "Kneading",
        "Thursday",
        "Ingredients",
        "Neighbourhood",
        "Remarks",
        "Measured",
        "Estimated",
        "Entirely",
    ];
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut table = format!("{}{}|\n", row(&COLUMNS.map(str::to_owned)), "| --- ".repeat(COLUMNS.len()));
    for line in 1..=60 {
        let cell =
            |column: &str| if column.len().is_multiple_of(2) { (line * 16).to_string() } else { column.to_lowercase() };
        table.push_str(&row(&COLUMNS.map(cell)));
    }
    table
}

/// Code of many lines, each longer than a post is wide.
pub(super) fn long_code() -> String {
    let lines = (1..=40).map(|line| format!("let loaf_{line} = {};\n", "bake(flour, water, salt, time) + ".repeat(6)));
    format!("```rust\n{}```\n", lines.collect::<String>())
}
