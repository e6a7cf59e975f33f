/**
 * Creates and updates elements. Text becomes text nodes and nothing is ever parsed as HTML, so that the names and values of
 * groups can't become elements or run. The content security policy forbids it as well.
 */

/** @typedef {Node | string | number | bigint | false | undefined} Child */
/** @typedef {Readonly<Record<string, string | number | boolean | undefined | ((event: any) => unknown)>>} Properties */

/**
 * Creates an element. A function is an event handler (`onclick`), everything else an attribute; undefined and false are left out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Properties} properties
 * @param {...(Child | readonly Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") Reflect.set(element, name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) {
    if (child !== undefined && child !== false) element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

/**
 * Makes the content of `root` equal to `children`, and keeps the elements that are there already: their focus, their
 * scroll position, what is selected and typed in them. Elements with a `data-key` are recognised by it.
 * @param {Element} root
 * @param {readonly Child[]} children
 */
export function update(root, children) {
  const focused = document.activeElement;
  morphChildren(root, el("div", {}, ...children));
  // A moved element loses the focus.
  if (focused instanceof HTMLElement && root.contains(focused) && document.activeElement !== focused)
    focused.focus({ preventScroll: true });
}

/** @param {Element} old @param {Element} fresh */
function morphChildren(old, fresh) {
  const wanted = [...fresh.childNodes];
  const keys = new Set(wanted.map(keyOf));
  const kept = new Map();
  // What is gone is removed first, so that what stays need not move.
  for (const child of [...old.childNodes]) {
    const key = keyOf(child);
    if (key === undefined) continue;
    if (keys.has(key) && !kept.has(key)) kept.set(key, child);
    else child.remove();
  }
  let next = old.firstChild;
  for (const node of wanted) {
    const key = keyOf(node);
    const match = key !== undefined ? kept.get(key) : next !== null && isSameKind(next, node) ? next : undefined;
    if (match === next && next !== null) next = next.nextSibling;
    else old.insertBefore(match ?? node, next);
    if (match !== undefined) morph(match, node);
  }
  while (next !== null) {
    const after = next.nextSibling;
    next.remove();
    next = after;
  }
}

/** @param {Node} old @param {Node} fresh */
function morph(old, fresh) {
  if (!(old instanceof HTMLElement && fresh instanceof HTMLElement)) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  for (const { name } of [...old.attributes]) {
    // Whether details are open is the reader's choice.
    if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes])
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  old.onclick = fresh.onclick;
  old.onchange = fresh.onchange;
  old.oninput = fresh.oninput;
  morphChildren(old, fresh);
  morphValue(old, fresh);
}

/**
 * Sets what a field shows, but not while someone is typing there.
 * @param {HTMLElement} old
 * @param {HTMLElement} fresh
 */
function morphValue(old, fresh) {
  if (old === document.activeElement) return;
  if (old instanceof HTMLInputElement && fresh instanceof HTMLInputElement) {
    if (old.value !== fresh.value) old.value = fresh.value;
    if (old.checked !== fresh.checked) old.checked = fresh.checked;
  }
  if (old instanceof HTMLSelectElement && fresh instanceof HTMLSelectElement && old.value !== fresh.value)
    old.value = fresh.value;
}

/** @param {Node} node */
function keyOf(node) {
  return node instanceof HTMLElement ? node.dataset["key"] : undefined;
}

/** @param {Node} one @param {Node} other */
function isSameKind(one, other) {
  return one.nodeName === other.nodeName && keyOf(one) === undefined;
}
