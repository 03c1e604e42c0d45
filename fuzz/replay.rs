//! Replays the kept inputs of a fuzz target, so that what once failed is tested for good.

use std::{fs, path::Path};

/// Checks the property of `target` on each of its kept inputs. Where it fails, the last line printed is the input's file.
pub(crate) fn replay(target: &str, property: fn(&[u8])) {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let corpus = above.map(|folder| folder.join("fuzz/corpus")).find(|corpus| corpus.is_dir()).unwrap();
    let mut files: Vec<_> = fs::read_dir(corpus.join(target)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{target} has no inputs");
    for file in files {
        println!("{}", file.display());
        property(&fs::read(file).unwrap());
    }
}
