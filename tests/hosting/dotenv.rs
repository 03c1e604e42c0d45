//! Tests the file `.env`: its values are those of python-dotenv, and none of them is ever repeated.

use hearth_tests::{Database, Server, ServerCommand, TestDir, is_root, skip};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::Value;

use crate::SECRET;

/// Returns whether the server signs with this key.
async fn signs_with(server: &Server, key: &str) -> bool {
    let token = server.user().await.token;
    let key = DecodingKey::from_secret(key.as_bytes());
    jsonwebtoken::decode::<Value>(&token, &key, &Validation::new(Algorithm::HS256)).is_ok()
}

/// A server on the owner's database that has this file in its working directory.
fn server_command(database: &Database, test_dir: &TestDir, lines: &str) -> ServerCommand {
    std::fs::write(test_dir.join(".env"), format!("DATABASE_URL='{}'\n{lines}", database.url())).unwrap();
    ServerCommand::without_data_dir().env("HOME", test_dir.path()).work_dir(test_dir.path())
}

#[tokio::test]
async fn a_key_is_the_one_that_python_dotenv_reads() {
    let database = Database::start().await;
    for (line, key) in [
        ("SECRET_KEY=ab$cd0123456789abcdef0123456789abcdef", "ab$cd0123456789abcdef0123456789abcdef"),
        (r#"SECRET_KEY=0123456789abcdef"quoted"0123456789"#, r#"0123456789abcdef"quoted"0123456789"#),
        ("SECRET_KEY=correct horse battery staple, and more", "correct horse battery staple, and more"),
        ("A=abcdef\nSECRET_KEY=\"$$$$${A}\\\"0123456789abcdef0123456789\"", "$$$$abcdef\"0123456789abcdef0123456789"),
    ] {
        let test_dir = TestDir::new();
        let server = server_command(&database, &test_dir, line).start().await;
        assert!(signs_with(&server, key).await, "{line}");
        assert!(!server.stderr().contains("shorter than 32 bytes"), "{line}: {}", server.stderr());
        // It is the process that was started, on the file's database.
        assert!(server.stop().await.status.success());
    }
}

#[tokio::test]
async fn the_lines_of_other_programs_are_no_obstacle() {
    let (database, test_dir) = (Database::start().await, TestDir::new());
    let lines = format!("SECRET_KEY={SECRET}\nAPP_NAME=My Social App\nDEBUG\nMOTD=It's nice\n\nOPEN=\"never closed\n");
    let server = server_command(&database, &test_dir, &lines).start().await;
    assert!(signs_with(&server, SECRET).await);
    let said = server.stderr();
    assert!(said.contains("Line 7 of") && said.contains("A quote may be open"), "{said}");
    for value in ["My Social App", "nice", "never closed", SECRET] {
        assert!(!said.contains(value), "{value:?} is in the log: {said}");
    }
}

#[tokio::test]
async fn the_environment_comes_before_the_file() {
    let (database, test_dir) = (Database::start().await, TestDir::new());
    let lines = "SECRET_KEY=the-key-of-the-file-which-is-not-the-one-that-counts\n";
    let server = server_command(&database, &test_dir, lines).env("SECRET_KEY", SECRET).start().await;
    assert!(signs_with(&server, SECRET).await);
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_named() {
    let (database, test_dir) = (Database::start().await, TestDir::new());
    let refused = server_command(&database, &test_dir, "SECRET_KEY=hunter2\0\n").try_start().await.err().unwrap();
    refused.expect_refusal("the value of SECRET_KEY holds a NUL character");
    assert!(!refused.stderr.contains("hunter2"), "{}", refused.stderr);
    std::fs::write(test_dir.join(".env"), b"SECRET_KEY=hunter2\xff\n").unwrap();
    let refused = ServerCommand::on(test_dir.data_dir()).work_dir(test_dir.path()).try_start().await.err().unwrap();
    refused.expect_refusal(".env cannot be read");
    assert!(!refused.stderr.contains("hunter2"), "{}", refused.stderr);
}

#[tokio::test]
async fn a_file_of_somebody_else_is_not_read() {
    use std::os::unix::fs::{PermissionsExt, chown};
    let (database, test_dir) = (Database::start().await, TestDir::new());
    let file = test_dir.join(".env");
    let command = server_command(&database, &test_dir, &format!("SECRET_KEY={SECRET}\n"));
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o666)).unwrap();
    command.try_start().await.err().unwrap().expect_refusal("everybody may write to it");
    if !is_root() {
        return skip("only root can give a file away");
    }
    let command = server_command(&database, &test_dir, "");
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
    chown(&file, Some(4711), None).unwrap();
    command.try_start().await.err().unwrap().expect_refusal("is another user's");
}

#[tokio::test]
async fn a_file_in_a_directory_above_is_not_read() {
    let (database, test_dir) = (Database::start().await, TestDir::new());
    let work_dir = test_dir.join("below");
    std::fs::create_dir(&work_dir).unwrap();
    let command = server_command(&database, &test_dir, "HEARTH_PAGE_MAX=nonsense\n").work_dir(&work_dir);
    let _server = command.env("DATABASE_URL", database.url()).env("SECRET_KEY", SECRET).start().await;
}

#[tokio::test]
async fn a_file_names_no_programs() {
    let (database, test_dir) = (Database::start().await, TestDir::new());
    let lines = format!("SECRET_KEY={SECRET}\nHEARTH_POSTGRES_DIR=/nowhere\n");
    let server = server_command(&database, &test_dir, &lines).start().await;
    let said = server.stderr();
    assert!(said.contains("HEARTH_POSTGRES_DIR in") && said.contains("is left out"), "{said}");
}
