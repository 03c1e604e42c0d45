//! Watches the screen from outside, and tells when a window shows what it goes on showing.

use std::time::{Duration, Instant};

use x11rb::{
    connection::Connection as _,
    cookie::Cookie,
    protocol::xproto::{ConnectionExt, GetImageReply, ImageFormat},
    rust_connection::RustConnection,
};

/// The interval between two looks at the screen, which bounds how exact a time is.
const FRAME_INTERVAL: Duration = Duration::from_millis(8);

/// The time after which a picture that stays is the last one: longer than any step of a start.
const SETTLED: Duration = Duration::from_secs(4);

/// Time limit for a window to come to rest.
const SETTLE_TIMEOUT: Duration = Duration::from_mins(2);

/// The part of a picture that may still change, such as a caret that blinks.
const STILL: f64 = 0.001;

/// The distance of the points of a picture that are compared, in a line.
const GRAIN: usize = 4;

/// The distance of the lines that are compared. Only they are read: all of a large screen, read this often, would take a core
/// from what is measured.
const LINE_DISTANCE: usize = 12;

/// A screen that shows one window.
pub(crate) struct Screen {
    connection: RustConnection,
    root: u32,
    width: u16,
    height: u16,
}

/// Some points of what was on the screen.
#[derive(PartialEq)]
struct Picture(Vec<u32>);

impl Screen {
    pub(crate) fn open(display: &str) -> Self {
        let (connection, number) = RustConnection::connect(Some(display)).expect("the screen is there");
        let screen = &connection.setup().roots[number];
        let (root, width, height) = (screen.root, screen.width_in_pixels, screen.height_in_pixels);
        Self { connection, root, width, height }
    }

    /// Starts something that opens a window, and tells how long it took until the window showed what it goes on showing.
    /// What was on the screen before must go on being there.
    pub(crate) fn time_until_painted(&self, start: impl FnOnce()) -> Duration {
        let begun = Instant::now();
        let empty = self.look();
        start();
        let mut seen = vec![(Duration::ZERO, empty)];
        loop {
            std::thread::sleep(FRAME_INTERVAL);
            let (now, picture) = (begun.elapsed(), self.look());
            assert!(now < SETTLE_TIMEOUT, "the window does not come to rest");
            let (since, last) = &seen[seen.len() - 1];
            if !picture.is_like(last) {
                seen.push((now, picture));
            } else if seen.len() > 1 && now.saturating_sub(*since) > SETTLED {
                return *since;
            }
        }
    }

    fn look(&self) -> Picture {
        // All lines are asked for before the first answer is awaited: one journey to the screen and back.
        let lines: Vec<_> = (0..self.height).step_by(LINE_DISTANCE).map(|y| self.ask_for_line(y)).collect();
        let points = lines.into_iter().flat_map(|line| points_of(&line.reply().expect("the screen can be read").data));
        Picture(points.collect())
    }

    fn ask_for_line(&self, y: u16) -> Cookie<'_, RustConnection, GetImageReply> {
        let y = y.try_into().expect("no screen is as high");
        let line = self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, 0, y, self.width, 1, !0);
        line.expect("the screen is there")
    }
}

impl Picture {
    fn is_like(&self, other: &Self) -> bool {
        let different = self.0.iter().zip(&other.0).filter(|(a, b)| a != b).count();
        #[expect(clippy::cast_precision_loss, reason = "a screen has fewer points than that")]
        let share = different as f64 / self.0.len() as f64;
        share < STILL
    }
}

/// The points of a line that are compared, of four bytes each.
fn points_of(line: &[u8]) -> Vec<u32> {
    line.chunks_exact(4).step_by(GRAIN).map(|point| u32::from_ne_bytes([point[0], point[1], point[2], 0])).collect()
}
