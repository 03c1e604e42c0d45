// Renders Markdown without blocking the window: short texts at once, long ones in a worker. Where the worker fails or
// does not answer, long texts are rendered in slices here.
import { render, renderParts, type Part } from "./render";

/** The longest text, in characters, that is rendered at once: the worst takes some milliseconds. */
export const SHORT = 10_000;
/** A worker that has not loaded by then is not going to. */
const LOAD_MS = 3_000;
/** The worst text takes a worker some seconds. */
const RENDER_MS = 15_000;
/** So long the window may be held up at a time. */
const SLICE_MS = 12;
/** A block of this length takes the parser some tens of milliseconds; a longer one stays as it was typed. */
const SLICE_LONGEST = 20_000;

/** Renders a short text at once; null for a long one. */
export function renderShort(source: string): Part[] | null {
  return source.length <= SHORT ? render(source) : null;
}

/** Renders a long text. Rejects only when it is aborted. */
export async function renderInWorker(source: string, signal: AbortSignal): Promise<Part[]> {
  try {
    return await runWorker(source, signal);
  } catch (failure) {
    signal.throwIfAborted();
    console.error("Markdown is rendered without a worker:", failure);
    return renderInSlices(source, signal);
  }
}

function runWorker(source: string, signal: AbortSignal): Promise<Part[]> {
  let worker: Worker | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const parts = new Promise<Part[]>((resolve, reject) => {
    worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    timer = setTimeout(reject, LOAD_MS, new Error("it does not load"));
    worker.onmessage = ({ data }: MessageEvent<"loaded" | Part[]>) => {
      if (data !== "loaded") {
        resolve(data);
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(reject, RENDER_MS, new Error("it takes too long"));
    };
    worker.onerror = ({ message }) => {
      reject(new Error(message));
    };
    worker.onmessageerror = () => {
      reject(new Error("its answer cannot be read"));
    };
    signal.addEventListener("abort", () => {
      reject(new Error("it is no longer wanted"));
    });
    worker.postMessage(source);
  });
  return parts.finally(() => {
    clearTimeout(timer);
    worker?.terminate();
  });
}

async function renderInSlices(source: string, signal: AbortSignal): Promise<Part[]> {
  const parts: Part[] = [];
  let rested = performance.now();
  for (const part of renderParts(source, SLICE_LONGEST)) {
    parts.push(part);
    if (performance.now() - rested < SLICE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    rested = performance.now();
  }
  return parts;
}
