//! Lays rows out in columns for a terminal.

/// Writes rows below a head, each column as wide as what is in it. The first one is of numbers, and stands on the right.
pub(crate) fn lay_out<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let rows: Vec<[String; N]> = std::iter::once(head.map(str::to_owned)).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; N] = std::array::from_fn(width);
    let mut text = String::new();
    for row in &rows {
        let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, width))| match column {
            0 => format!("{cell:>width$}"),
            _ => format!("{cell:<width$}"),
        });
        text += cells.collect::<Vec<_>>().join("  ").trim_end();
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_what_is_in_them() {
        let rows = [["7", "ada", "x"], ["12", "b", "-"]].map(|row| row.map(str::to_owned));
        assert_eq!(lay_out(["ID", "NAME", ""], rows.into_iter()), "ID  NAME\n 7  ada   x\n12  b     -\n");
    }
}
