// Reports what goes wrong in the page to the log. Runs before the page's own scripts.
(() => {
  const FAULTS_MAX = 100;
  const LENGTH_MAX = 2000;
  let count = 0;

  function words(value) {
    if (!(value instanceof Error)) return String(value);
    return `${value.name}: ${value.message} ${value.stack ?? ""}`;
  }

  function report(kind, what) {
    count += 1;
    if (count > FAULTS_MAX) return;
    const fault = `${kind}: ${what}`.slice(0, LENGTH_MAX);
    // What fails here would be reported, and fail again.
    window.__TAURI_INTERNALS__.invoke("log_page_fault", { fault }).catch(() => undefined);
  }

  addEventListener("error", (event) => {
    // No fault: what changed its size while sizes were told is told in the next frame.
    if (event.message.startsWith("ResizeObserver loop")) return;
    report("uncaught", words(event.error ?? event.message));
  });
  addEventListener("unhandledrejection", (event) => {
    report("unhandled rejection", words(event.reason));
  });
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    report("policy violation", `${effectiveDirective} ${blockedURI}`);
  });

  const { error } = console;
  console.error = (...values) => {
    report("console", values.map(words).join(" "));
    error.apply(console, values);
  };

  // The page hears of a worker's error only where it listens.
  window.Worker = class extends Worker {
    constructor(...values) {
      super(...values);
      this.addEventListener("error", ({ message, filename, lineno }) => {
        report("worker", `${message ?? "could not be loaded"} ${filename ?? ""}:${lineno ?? ""}`);
      });
    }
  };
})();
