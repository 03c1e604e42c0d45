// Rendering of long texts, whatever becomes of the worker.
import { afterEach, expect, test, vi } from "vitest";
import { renderInWorker } from "./render-in-worker";
import { render, type Part } from "./render";

const LONG = `# A long read\n\n${"Some **bold** words.\n\n".repeat(2000)}The end.`;
const RealWorker = Worker;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const renderLong = (signal = new AbortController().signal) => renderInWorker(LONG, signal);

/** Stands in for the worker with one that runs this. */
function workerOf(script: string) {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  vi.stubGlobal(
    "Worker",
    class extends RealWorker {
      constructor() {
        super(address, { type: "module" });
      }
    },
  );
}

test("a worker renders it", async () => {
  const logged = vi.spyOn(console, "error");
  expect(await renderLong()).toEqual(render(LONG));
  expect(logged).not.toHaveBeenCalled();
});

test.each([
  ["dies when it loads", "nowhere.at.all"],
  ["is no script", "<html>"],
  ["dies when it is asked", "postMessage('loaded'); onmessage = () => nowhere.at.all"],
])("one that %s is noticed, and the window renders it", async (_what, script) => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
  workerOf(script);
  expect(await renderLong()).toEqual(render(LONG));
  expect(logged).toHaveBeenCalledWith(expect.stringContaining("without a worker"), expect.anything());
});

test.each([
  ["never loads", "await new Promise(() => {})"],
  ["never answers", "postMessage('loaded')"],
])("one that %s is not waited for", async (_what, script) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  workerOf(script);
  let rendered: Part[] | undefined;
  void renderLong().then((parts) => (rendered = parts));
  for (let frame = 0; frame < 600 && rendered === undefined; frame++) {
    await new Promise(requestAnimationFrame);
    vi.advanceTimersByTime(100);
  }
  expect(rendered).toEqual(render(LONG));
});

test("a browser that makes none is no hindrance", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.stubGlobal("Worker", undefined);
  expect(await renderLong()).toEqual(render(LONG));
});

test("what is no longer wanted ends, also in the window", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const wanted = new AbortController();
  const rendering = renderLong(wanted.signal);
  wanted.abort();
  await expect(rendering).rejects.toThrow();
  workerOf("nowhere.at.all");
  const again = new AbortController();
  const slowly = renderLong(again.signal);
  setTimeout(() => {
    again.abort();
  });
  await expect(slowly).rejects.toThrow();
});
