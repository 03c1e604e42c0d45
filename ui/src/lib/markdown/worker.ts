// Renders one large text off the window's thread, so that no text can hold it up.
import { render } from "./render";

addEventListener("message", ({ data }: MessageEvent<string>) => {
  postMessage(render(data));
});
