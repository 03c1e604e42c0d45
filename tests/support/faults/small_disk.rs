//! Mounts a small disk, to fill up or to make read-only.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Account, TestDir, is_root, skip};

const FILLING: &str = "filling";
const SPARE: &str = "spare";

/// A small disk in memory. Unmounted in the end.
#[derive(Debug)]
pub struct SmallDisk {
    at: PathBuf,
    /// The directory that it is mounted in, so dropped after it.
    test_dir: Option<TestDir>,
}

impl SmallDisk {
    /// Mounts a disk of so many mebibytes that belongs to `owner`. None, said in the log, where that is not possible.
    #[must_use]
    pub fn mount(mebibytes: u32, owner: Account) -> Option<Self> {
        let test_dir = TestDir::new();
        let mut disk = Self::mount_at(&test_dir.join("disk"), mebibytes, owner)?;
        disk.test_dir = Some(test_dir);
        Some(disk)
    }

    /// The same at a path where nothing is yet, of somebody who removes the directory later.
    #[must_use]
    pub fn mount_at(at: &Path, mebibytes: u32, owner: Account) -> Option<Self> {
        if !is_root() {
            skip("only root can mount a small disk");
            return None;
        }
        fs::create_dir(at).unwrap();
        let options = format!("size={mebibytes}m,mode=0755,uid={},gid={}", owner.uid, owner.gid);
        if !run(Command::new("mount").args(["-t", "tmpfs", "-o", &options, "hearth-test"]).arg(at)) {
            skip("this machine does not let its root mount a disk");
            return None;
        }
        Some(Self { at: at.to_owned(), test_dir: None })
    }

    /// Returns where it is mounted.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.at
    }

    /// Fills it, but for so many mebibytes.
    pub fn fill(&self, spare_mebibytes: usize) {
        let spare = self.at.join(SPARE);
        fs::write(&spare, vec![0; spare_mebibytes << 20]).unwrap();
        let mut file = File::options().create(true).append(true).open(self.at.join(FILLING)).unwrap();
        for size in [1 << 20, 1 << 12, 1] {
            let zeros = vec![0; size];
            let full = loop {
                if let Err(error) = file.write_all(&zeros) {
                    break error;
                }
            };
            assert_eq!(full.kind(), io::ErrorKind::StorageFull, "{full}");
        }
        fs::remove_file(spare).unwrap();
    }

    /// Removes what [`fill`](Self::fill) wrote.
    pub fn make_room(&self) {
        fs::remove_file(self.at.join(FILLING)).unwrap();
    }

    /// Lets nobody write any more.
    pub fn make_read_only(&self) {
        self.remount("ro");
    }

    /// Takes [`make_read_only`](Self::make_read_only) back.
    pub fn make_writable(&self) {
        self.remount("rw");
    }

    /// Gives it another size.
    pub fn resize(&self, mebibytes: u32) {
        self.remount(&format!("size={mebibytes}m"));
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        assert!(run(Command::new("mount").args(["-o", &options]).arg(&self.at)), "remounting failed");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a process that is about to end may still have a file open.
        run(Command::new("umount").arg("--lazy").arg(&self.at));
    }
}

fn run(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}
