//! Searches everything that the app leaves and says for the passwords and tokens of a whole run: files, logs, the page, what
//! crosses between page and shell, command lines and environments.

use std::{collections::BTreeSet, fs, path::Path};

use hearth_tests::{DesktopSession, Window};

/// Records what the page asks of the shell and what it answers.
const RECORD: &str = "
    if (window.recorded) return;
    window.recorded = { asked: [], answered: [] };
    const { fetch } = window;
    window.fetch = async (input, init) => {
        const url = typeof input === 'string' ? input : input.url;
        const bytes = init?.body instanceof ArrayBuffer || ArrayBuffer.isView(init?.body);
        window.recorded.asked.push(url + ' ' + (bytes ? new TextDecoder().decode(init.body) : String(init?.body)));
        const answer = await fetch(input, init);
        window.recorded.answered.push(url + ' ' + (await answer.clone().text()));
        return answer;
    };";

/// Returns all that the page knows, and what it was answered.
const PAGE: &str = "
    const stored = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }));
    const fields = [...document.querySelectorAll('input, textarea')].map((field) => field.value);
    return [document.documentElement.outerHTML, location.href, ...stored, ...fields, ...window.recorded.answered];";

/// The passwords of the run; none is a part of another text.
const FIRST: &str = "Zq7-first-pass";
const SECOND: &str = "Zq7-second-pass";
const WRONG: &str = "Zq7-wrong-pass";

/// The secrets of a run, and where they were found.
struct Audit {
    secrets: BTreeSet<String>,
    found: Vec<String>,
}

impl Audit {
    fn search(&mut self, place: &str, bytes: &[u8]) {
        for secret in &self.secrets {
            if bytes.windows(secret.len()).any(|window| window == secret.as_bytes()) {
                self.found.push(format!("{}… in {place}", &secret[..7]));
            }
        }
    }

    /// Searches what other programs see of the app's processes, and what a crash leaves of their memory.
    fn search_processes(&mut self, desktop: &DesktopSession) {
        for process in desktop.app_processes() {
            let limits = fs::read_to_string(format!("/proc/{}/limits", process.pid)).unwrap_or_default();
            let core = limits.lines().find_map(|line| line.strip_prefix("Max core file size"));
            if core.is_some_and(|limits| limits.split_whitespace().next() != Some("0")) {
                self.found.push(format!("{} leaves its memory where it crashes", process.name));
            }
            for file in ["cmdline", "environ"] {
                let path = format!("/proc/{}/{file}", process.pid);
                self.search(&format!("{} of {}", file, process.name), &fs::read(path).unwrap_or_default());
            }
        }
    }

    fn search_files(&mut self, dir: &Path) {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            if kind.is_dir() {
                self.search_files(&path);
            // The keyring's own file, which is encrypted, is searched too; sockets are no files.
            } else if kind.is_file() {
                self.search(&path.display().to_string(), &fs::read(&path).unwrap_or_default());
            }
        }
    }

    /// Searches what the page knows. It tells passwords to the shell, and is never told one.
    async fn search_page(&mut self, window: &Window) {
        let told: Vec<String> = window.eval(PAGE, Vec::new()).await;
        assert!(told.iter().any(|text| text.starts_with("ipc:")), "nothing crosses between page and shell");
        for text in told {
            let place = text.chars().take(60).collect::<String>();
            self.search(&format!("the page: {place}"), text.as_bytes());
        }
        let asked: Vec<String> = window.eval("return window.recorded.asked", Vec::new()).await;
        for call in asked {
            let takes_passwords = ["sign_up", "sign_in", "change_password"].iter().any(|name| call.contains(name));
            if !takes_passwords {
                self.search("a call of the shell", call.as_bytes());
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_and_tokens_are_nowhere() {
    let mut desktop = DesktopSession::new();
    desktop.set("RUST_LOG", "trace");
    let secrets = [FIRST, SECOND, WRONG].map(str::to_owned).into();
    let mut audit = Audit { secrets, found: Vec::new() };
    let window = desktop.open_on_this_computer().await;
    window.eval::<Option<()>>(RECORD, Vec::new()).await;
    window.fill("email", "ada@example.com").await;
    window.fill("password", FIRST).await;
    window.press("Sign up").await;
    window.see("Nothing here yet").await;
    audit.secrets.extend(desktop.kept_tokens().await);
    assert_eq!(audit.secrets.len(), 4, "the token of the first session");
    window.publish_titled("Bread").await;
    window.post("Bread").await;
    audit.search_processes(&desktop);

    // Another password, which makes another token.
    window.sign_out().await;
    window.see("Sign in to Hearth").await;
    window.sign_in("ada@example.com", WRONG).await;
    window.see("Wrong email or password.").await;
    window.sign_in("ada@example.com", FIRST).await;
    window.post("Bread").await;
    audit.secrets.extend(desktop.kept_tokens().await);
    assert!(audit.secrets.len() >= 5, "the token of the second session");
    window.press("Settings").await;
    window.fill_labelled("Current password", FIRST).await;
    window.fill_labelled("New password", SECOND).await;
    window.press("Change password").await;
    window.see("Password changed.").await;
    audit.secrets.extend(desktop.kept_tokens().await);
    audit.search_page(&window).await;
    audit.search_processes(&desktop);
    desktop.signal_app(rustix::process::Signal::TERM);
    desktop.app_is_gone().await;
    window.forget().await;

    let window = desktop.open().await;
    window.post("Bread").await;
    audit.search_processes(&desktop);
    desktop.close(window).await;
    let dir = desktop.data_dir();
    assert!(fs::read_to_string(dir.join("hearth.log")).unwrap().contains("TRACE"), "the log tells everything");
    audit.search_files(dir.parent().unwrap());
    assert!(audit.found.is_empty(), "{:#?}", audit.found);
}
