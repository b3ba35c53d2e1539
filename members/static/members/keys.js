// Shows what needs keys where the browser knows them, and says so when none was used.
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-needs-keys]")) part.hidden = false;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const words of document.querySelectorAll("[data-key-failed]")) {
    words.setAttribute("role", "alert");
    words.hidden = false;
  }
});
