// Asks for the status while the page's own script is still loaded, which has the answer when it begins.
window.hearthFirstStatus = window.__TAURI_INTERNALS__.invoke("status");
// Whoever awaits it is told.
window.hearthFirstStatus.catch(() => undefined);
