//! Properties of positions that clients send back: cursors of lists, and ids of events.

use crate::store::{
    events::Position,
    posts::{Cursor, Sort},
};

/// The longest cursor that is written: the order, 16 hexadecimal digits and an id.
const WRITTEN_MAX: usize = "new--".len() + 16 + "-2147483648".len();

/// A position that is read is written in one way, is read from that again, and belongs to one order.
pub fn cursor(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    for sort in [Sort::New, Sort::Top, Sort::Hot] {
        let Some(cursor) = Cursor::parse(sort, text) else { continue };
        let written = cursor.write();
        assert!(written.len() <= WRITTEN_MAX, "{written}");
        let readers =
            [Sort::New, Sort::Top, Sort::Hot].into_iter().filter(|other| Cursor::parse(*other, &written).is_some());
        assert!(readers.eq([sort].into_iter()), "{written} is of more than one order");
        assert_eq!(Cursor::parse(sort, &written).map(Cursor::write), Some(written));
    }
    if let Ok(position) = text.parse::<Position>() {
        let written = position.to_string();
        assert!(written.len() <= text.len(), "{written} is longer than {text}");
        assert!(position.behind.is_within(&position.behind), "{written}");
        assert_eq!(written.parse(), Ok(position));
    }
}
