// Has the page take keys at once, without a click first; paste with the usual key; and offer its link at the end.
window.addEventListener("load", () => {
  document.querySelector(".xterm-helper-textarea")?.focus();
  const ended = new MutationObserver(() => {
    if (document.body.classList.contains("-closed")) document.querySelector("#end a").focus();
  });
  ended.observe(document.body, { attributeFilter: ["class"] });
});
const pastes = (event) => event.ctrlKey && !event.altKey && event.key.toLowerCase() === "v";
// Kept from the terminal, which would send it on as a sign of its own, the key does what it does in any page.
window.addEventListener("keydown", (event) => { if (pastes(event)) event.stopPropagation(); }, true);
