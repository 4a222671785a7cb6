// Security keys: asks the browser for a credential and sends it with the form. The codec between JSON and what
// browsers speak is window.webauthnJSON, a file of django-allauth.

const options = JSON.parse(document.getElementById("key-options").textContent);
const ASKED = { create: "creation_options", get: "request_options" };

function prepare(form) {
  const ceremony = form.dataset.key;
  const failed = form.querySelector("[data-key-failed]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const credential = await window.webauthnJSON[ceremony](options[ASKED[ceremony]]);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}

if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-key]").forEach(prepare);
}
