"use strict";
const form = document.getElementById("form");
const message = document.getElementById("message");
const token = location.hash.slice(1);
// Nobody who looks at the address or the history is to have it.
history.replaceState(null, "", location.pathname);

function say(text) {
  message.textContent = text;
}

function sentence(detail) {
  return Array.isArray(detail) ? detail.map((place) => place.msg).join(". ") : detail;
}

async function send(password) {
  const response = await fetch("../password-reset", {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token, new_password: password }),
  });
  if (response.status === 204) {
    form.hidden = true;
    say("The new password is set. You can sign in with it now.");
    return;
  }
  const answer = await response.json().catch(() => ({}));
  say(sentence(answer.detail) || "The server could not do this. Try again in a moment.");
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [password, again] = ["password", "again"].map((id) => document.getElementById(id).value);
  if (password !== again) {
    say("The two passwords differ.");
    return;
  }
  say("…");
  await send(password).catch(() => say("The server does not answer. Try again in a moment."));
});

if (token) {
  form.hidden = false;
} else {
  say("This link is not complete. Open it as it was sent to you.");
}
