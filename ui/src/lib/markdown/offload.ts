// Rendering that takes no time from the window: short texts at once, long ones in a worker, with an end.
import { plain, render, type Part } from "./render";

/** The parser takes some milliseconds for the worst text of this length. */
const SHORT = 10_000;
/** What is not rendered by then is shown as it was typed. */
const PATIENCE_MS = 15_000;

/** A short text's parts, at once; null for a long one. */
export function renderNow(source: string): Part[] | null {
  return source.length <= SHORT ? render(source) : null;
}

/** A long text's parts. Rejects only when it is aborted. */
export function renderAside(source: string, signal: AbortSignal): Promise<Part[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    const patience = setTimeout(() => {
      finish(plain(source));
    }, PATIENCE_MS);
    const stop = () => {
      clearTimeout(patience);
      worker.terminate();
    };
    const finish = (parts: Part[]) => {
      stop();
      resolve(parts);
    };
    worker.onmessage = ({ data }: MessageEvent<Part[]>) => {
      finish(data);
    };
    worker.onerror = () => {
      finish(plain(source));
    };
    signal.addEventListener("abort", () => {
      stop();
      reject(new DOMException("No longer wanted", "AbortError"));
    });
    worker.postMessage(source);
  });
}
