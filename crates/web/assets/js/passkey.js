// A passkey: the server's question, the authenticator's answer, and the form sent with it.
// Fetched when somebody presses a button that needs it.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (it) => it.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer || []))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  // What went wrong stands above the button, and is read out.
  function say(button, why) {
    const form = button.form, said = form.querySelector("[data-said]") || document.createElement("p");
    said.className = "bad";
    said.dataset.said = "";
    said.setAttribute("role", "alert");
    said.textContent = why;
    button.parentElement.before(said);
  }

  async function made(options) {
    options.user.id = bytes(options.user.id);
    for (const held of options.excludeCredentials) held.id = bytes(held.id);
    const { response } = await navigator.credentials.create({ publicKey: options });
    return { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject) };
  }

  async function proven(options) {
    const { rawId, response } = await navigator.credentials.get({ publicKey: options });
    return {
      id: text(rawId),
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    };
  }

  // A new key is asked for with its form, which says again who asks; signing in sends nothing that was typed.
  async function answer(button) {
    const { from, field, lost } = button.dataset, form = button.form, makes = "makes" in button.dataset;
    if (makes && !form.reportValidity()) return;
    const body = new URLSearchParams(makes ? new FormData(form) : []);
    const response = await chevet.ask(from, { method: "POST", body }).catch(() => null);
    const options = await response?.json().catch(() => null);
    if (!options) return say(button, lost);
    if (!response.ok) return say(button, options.why);
    options.challenge = bytes(options.challenge);
    const input = form.querySelector(`input[name="${field}"]`) || document.createElement("input");
    Object.assign(input, { type: "hidden", name: field, value: JSON.stringify(await (makes ? made : proven)(options)) });
    form.append(input);
    form.requestSubmit();
  }

  chevet.passkey = async (button) => {
    const { unable, cancelled, known } = button.dataset;
    if (button.hasAttribute("aria-busy")) return;
    button.form.querySelector("[data-said]")?.remove();
    if (!window.PublicKeyCredential) return say(button, unable);
    button.setAttribute("aria-busy", "true");
    try {
      await answer(button);
    } catch ({ name }) {
      say(button, name === "InvalidStateError" ? known : name === "NotAllowedError" || name === "AbortError" ? cancelled : unable);
    } finally {
      button.removeAttribute("aria-busy");
    }
  };
})();
