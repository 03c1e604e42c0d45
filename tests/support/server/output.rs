//! Collects the output of a process while it runs.

use std::{
    io::{BufRead, BufReader, Read},
    sync::{Arc, Mutex},
    thread::{self, JoinHandle},
};

/// The output of a process, read by a thread so that the process never waits for us.
pub(super) struct Output {
    text: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
}

impl Output {
    pub(super) fn of(pipe: impl Read + Send + 'static) -> Self {
        let text = Arc::new(Mutex::new(String::new()));
        let into = Arc::clone(&text);
        let reader = thread::spawn(move || {
            let mut pipe = BufReader::new(pipe);
            let mut line = Vec::new();
            while pipe.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
                into.lock().unwrap().push_str(&String::from_utf8_lossy(&line));
                line.clear();
            }
        });
        Self { text, reader: Some(reader) }
    }

    pub(super) fn so_far(&self) -> String {
        self.text.lock().unwrap().clone()
    }

    /// Returns everything, once the process has ended.
    pub(super) fn all(&mut self) -> String {
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        self.so_far()
    }

    /// Finds the rest of the line that begins so, once it is whole.
    pub(super) fn find(&self, beginning: &str) -> Option<String> {
        let text = self.text.lock().unwrap();
        let line = text.split_inclusive('\n').find(|line| line.starts_with(beginning) && line.ends_with('\n'))?;
        Some(line[beginning.len()..].trim_end().to_owned())
    }
}
