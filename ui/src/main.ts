import "./styles/tokens.css";
import "./styles/accents.css";
import "./styles/base.css";
import "./styles/print.css";
import { mount } from "svelte";
import { setLocale } from "$lib/i18n";
import { commands, events } from "$lib/ipc";
import App from "./App.svelte";

// The feed puts the reader back where they were by itself.
history.scrollRestoration = "manual";

// Until the shell says in which language.
setLocale();

const target = document.querySelector("#app");
if (target === null) throw new Error("index.html has no #app");

mount(App, {
  target,
  props: { commands, shellEvents: events },
});
