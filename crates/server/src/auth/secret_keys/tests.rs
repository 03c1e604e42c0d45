use std::{fs, path::PathBuf};

use chrono::Utc;

use super::*;

const LIFETIME: Duration = Duration::from_hours(1);
const NEW: &str = "the-current-key";
const OLD: &str = "a-previous-key";
const OLDER: &str = "an-older-key";

fn place() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("secret.key");
    (dir, file)
}

fn load(file: &Path) -> SecretKeys {
    SecretKeys::load_or_create(file, LIFETIME, ExposedKeys::MakePrivate).unwrap()
}

#[test]
fn makes_one_key_for_all_who_start_at_once() {
    let (dir, file) = place();
    let keys = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| load(&file))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    assert!(keys.iter().all(|other| other.current == keys[0].current));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn makes_a_private_key_once() {
    use std::os::unix::fs::PermissionsExt;
    let (_dir, file) = place();
    let (first, second) = (load(&file), load(&file));
    assert!(first.current == second.current && !first.is_weak());
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_replaced_key_expires_after_the_new_one_is_loaded() {
    let (_dir, file) = place();
    let old = load(&file).current;
    SecretKeys::rotate(&file).unwrap();
    SecretKeys::rotate(&file).unwrap();
    let before = Utc::now();
    let keys = load(&file);
    assert!(keys.current != old);
    assert_eq!(keys.previous.len(), 2);
    assert!(keys.previous[1].key == old);
    let until = keys.previous[1].until.unwrap();
    assert!((before + LIFETIME - Duration::from_secs(1)..=Utc::now() + LIFETIME).contains(&until), "{until}");
    // Later starts do not make it longer.
    assert!(load(&file).previous[1].until.unwrap() <= until);
}

#[test]
fn removes_expired_keys() {
    let (_dir, file) = place();
    let (past, future) = ("2026-01-01T00:00:00Z", "2999-01-01T00:00:00Z");
    fs::write(&file, format!("{NEW}\nprevious {OLDER} until {past}\n\nprevious {OLD} until {future}\n")).unwrap();
    let keys = load(&file);
    let verifying: Vec<_> = keys.verifying().map(|(key, _)| key.bytes()).collect();
    assert_eq!(verifying, [NEW.as_bytes(), OLD.as_bytes()]);
    assert_eq!(fs::read_to_string(&file).unwrap(), format!("{NEW}\nprevious {OLD} until {future}"));
}

#[test]
fn names_and_keeps_what_somebody_else_wrote() {
    let (_dir, file) = place();
    let zeros = format!("previous {}", "0".repeat(64));
    for second in [OLD, "previous", "previous an-older-key until tomorrow", &zeros] {
        let text = format!("{NEW}\n{second}");
        fs::write(&file, &text).unwrap();
        let refused = SecretKeys::load_or_create(&file, LIFETIME, ExposedKeys::MakePrivate).err().unwrap();
        assert!(matches!(refused, SecretError::Line { line: 2, .. }), "{refused}");
        assert!(SecretKeys::rotate(&file).is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
    }
}

#[test]
fn a_damaged_key_never_signs() {
    let (_dir, file) = place();
    let half = format!("{}{}", &NEW[..8], "\0".repeat(56));
    for text in ["\0".repeat(64), "0".repeat(64), "\u{7f}".repeat(64), half] {
        fs::write(&file, &text).unwrap();
        let refused = SecretKeys::load_or_create(&file, LIFETIME, ExposedKeys::MakePrivate).err().unwrap();
        assert!(matches!(refused, SecretError::Damaged { .. }), "{refused}");
        assert!(matches!(SecretKeys::rotate(&file), Err(SecretError::Damaged { .. })));
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
    }
}

#[test]
fn a_file_that_others_may_read_is_refused_or_made_private() {
    use std::os::unix::fs::PermissionsExt;
    let (_dir, file) = place();
    let current = load(&file).current;
    for mode in [0o640, 0o604, 0o602, 0o777] {
        fs::set_permissions(&file, PermissionsExt::from_mode(mode)).unwrap();
        let refused = SecretKeys::load_or_create(&file, LIFETIME, ExposedKeys::Refuse).err().unwrap();
        assert!(refused.to_string().contains(&format!("`chmod 600 {}`", file.display())), "{refused}");
        assert!(load(&file).current == current);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(SecretKeys::load_or_create(&file, LIFETIME, ExposedKeys::Refuse).is_ok());
    }
}

#[test]
fn tells_that_repetitive_keys_are_weak() {
    assert!(SecretKey::new("ab".repeat(32)).is_weak());
    assert!(!SecretKey::new("0123456789abcdef".repeat(2)).is_weak());
}

#[test]
fn refuses_to_rotate_without_a_key() {
    let (dir, file) = place();
    assert!(matches!(SecretKeys::rotate(&file), Err(SecretError::Missing { .. })));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    fs::write(&file, "").unwrap();
    assert!(matches!(SecretKeys::rotate(&file), Err(SecretError::Missing { .. })));
    assert!(!load(&file).is_weak());
}
