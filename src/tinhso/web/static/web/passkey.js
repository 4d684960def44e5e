// Passkeys: a form with data-passkey asks the browser for a credential and posts it.
//   data-passkey="sign-in"       options are fetched from the form's own address
//   data-passkey="authenticate"  options stand in #passkey-options
//   data-passkey="add"           the same, and the form's "passwordless" box decides the kind
(() => {
  "use strict";
  const supported = window.webauthnJSON && window.webauthnJSON.supported();

  const standing = () => JSON.parse(document.getElementById("passkey-options").textContent);

  async function fetched(form) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`options: ${answer.status}`);
    return answer.json();
  }

  function creation(form) {
    const options = standing().creation_options;
    const alone = form.elements.passwordless.checked;
    const selection = options.publicKey.authenticatorSelection;
    selection.residentKey = alone ? "required" : "discouraged";
    selection.requireResidentKey = alone;
    if (alone) selection.userVerification = "required";
    return options;
  }

  const ask = {
    "sign-in": async (form) => window.webauthnJSON.get((await fetched(form)).request_options),
    authenticate: async () => window.webauthnJSON.get(standing().request_options),
    add: async (form) => window.webauthnJSON.create(creation(form)),
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!supported) continue;
    form.hidden = false;
    const problem = form.querySelector("[data-passkey-problem]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      problem.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await ask[form.dataset.passkey](form));
        HTMLFormElement.prototype.submit.call(form);
      } catch (error) {
        console.warn(error);
        problem.hidden = false;
      }
    });
  }
})();
