// Asks for the status while the page's own script is still loaded, which has the answer when it begins.
window.hearthFirstStatus = window.__TAURI_INTERNALS__.invoke("status");
// A failure is handled by whoever awaits it.
window.hearthFirstStatus.catch(() => undefined);
