import "./styles/tokens.css";
import "./styles/base.css";
import { mount } from "svelte";
import { speak } from "$lib/i18n";
import { commands, onClosing, onLive, onOutbox, onStatus } from "$lib/ipc";
import App from "./App.svelte";

// The feed puts the reader back where they were by itself.
history.scrollRestoration = "manual";

// Until the shell says in which language.
speak();

const target = document.querySelector("#app");
if (target === null) throw new Error("index.html has no #app");

mount(App, {
  target,
  props: { commands, subscribe: onStatus, listen: onLive, waiting: onOutbox, closing: onClosing },
});
