// Passkeys as second step: <form data-passkey="create|get"> with a hidden field "credential".
//
// The options come from the JSON script "passkey-options"; the answer of the device goes into the
// hidden field and the form is sent. Without WebAuthn the page says so; other ways stay open.

const form = document.querySelector("form[data-passkey]");
const status = form.querySelector("[data-passkey-status]");
const Credential = window.PublicKeyCredential;

function say(text) {
  status.textContent = text;
  status.hidden = false;
}

async function ask() {
  const { publicKey } = JSON.parse(document.getElementById("passkey-options").textContent);
  if (form.dataset.passkey === "create") {
    const wanted = Credential.parseCreationOptionsFromJSON(publicKey);
    return navigator.credentials.create({ publicKey: wanted });
  }
  const wanted = Credential.parseRequestOptionsFromJSON(publicKey);
  return navigator.credentials.get({ publicKey: wanted });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!Credential?.parseRequestOptionsFromJSON) {
    say(form.dataset.missing);
    return;
  }
  try {
    const credential = await ask();
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch (refusal) {
    if (!(refusal instanceof DOMException)) throw refusal;
    say(form.dataset.refused);
  }
});
