/**
 * Copies a text to the clipboard. It is never on the page: it may contain a UserSig or a key.
 * @param {() => Promise<string>} read
 */
export async function copy(read) {
  if (navigator.clipboard === undefined) {
    copyByEvent(await read());
    return;
  }
  const text = read();
  const blob = text.then((content) => new Blob([content], { type: "text/plain" }));
  // The promise is given to the clipboard at once: Safari does not allow to write after a wait.
  const written = navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  const [outcome, result] = await Promise.allSettled([text, written]);
  // Why there is no text says more than that it could not be written.
  if (outcome.status === "rejected") throw outcome.reason;
  if (result.status === "rejected") throw new Error("The browser did not allow the page to use the clipboard.");
}

/** Browsers have no navigator.clipboard under an address without https that is not local. @param {string} text */
function copyByEvent(text) {
  const onCopy = (/** @type {ClipboardEvent} */ event) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", onCopy);
  const isCopied = document.execCommand("copy");
  document.removeEventListener("copy", onCopy);
  if (!isCopied) throw new Error("The browser did not allow the page to use the clipboard.");
}
