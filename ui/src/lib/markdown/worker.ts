// Web worker that renders one large text off the window's thread. It may import neither the page nor its language.
import { render } from "./render";

/** Says that it is there, before it is asked. */
postMessage("loaded");

addEventListener("message", ({ data }: MessageEvent<string>) => {
  postMessage(render(data));
});
