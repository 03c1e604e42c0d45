//! Tests backups that are encrypted.

use std::fs;

use hearth_tests::{Server, TestDir};

use super::{fill, on_own, titles};

#[tokio::test]
async fn a_passphrase_or_a_key_opens_a_backup_and_nothing_else_does() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    fill(&server).await;
    let (file, phrase, wrong) = (test_dir.join("phrase.age"), test_dir.join("phrase"), test_dir.join("wrong"));
    fs::write(&phrase, "by the fire\n").unwrap();
    fs::write(&wrong, "by the sea\n").unwrap();
    let phrase = ["--passphrase-file", phrase.to_str().unwrap()];
    let _ = on_own(&test_dir, "backup", &phrase, Some(&file)).succeeded();
    let bytes = fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));

    // The pair of keys that the tests of age have.
    let key = test_dir.join("key.txt");
    fs::write(&key, "# a comment\nAGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33\n")
        .unwrap();
    let recipient = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
    let for_key = test_dir.join("key.age");
    let said = on_own(&test_dir, "backup", &["--recipient", recipient], Some(&for_key)).succeeded();
    assert!(said.contains("all rows are there"), "{said}");
    on_own(&test_dir, "backup", &["--recipient", "age1me"], Some(&test_dir.join("none")))
        .expect_refusal("no recipient");
    assert!(server.stop().await.status.success());

    on_own(&test_dir, "restore", &["--passphrase-file", wrong.to_str().unwrap()], Some(&file))
        .expect_refusal("cannot be decrypted");
    on_own(&test_dir, "restore", &["--identity", key.to_str().unwrap()], Some(&file))
        .expect_refusal("cannot be decrypted");
    let mut changed = bytes.clone();
    let middle = bytes.len() / 2;
    changed[middle] ^= 1;
    let damaged = test_dir.join("damaged");
    fs::write(&damaged, changed).unwrap();
    on_own(&test_dir, "restore", &phrase, Some(&damaged)).expect_refusal("cannot be decrypted");
    let _ = on_own(&test_dir, "restore", &phrase, Some(&file)).succeeded();
    let _ = on_own(&test_dir, "restore", &["--confirm"], None).succeeded();
    let _ = on_own(&test_dir, "restore", &["--identity", key.to_str().unwrap()], Some(&for_key)).succeeded();
    let server = Server::start(test_dir.data_dir()).await;
    assert_eq!(titles(&server).await, ["By the fire", "Embers"]);
}
