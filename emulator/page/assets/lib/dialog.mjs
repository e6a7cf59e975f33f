import { messageOf } from "./api.mjs";
import { el, update } from "./dom.mjs";

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {"text" | "number" | "password" | "textarea" | "checkbox"} [kind] default "text"
 * @property {readonly string[]} [options] makes it a choice
 * @property {readonly string[]} [suggestions]
 * @property {string} [value] the initial value
 * @property {string} [hint]
 * @property {boolean} [required]
 * @property {(values: Values) => boolean} [isShown] default: always
 */
/** @typedef {Readonly<Record<string, string>>} Values fields that are not shown are absent; a checkbox is "on" or absent */
/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string} [text]
 * @property {readonly Field[]} [fields]
 * @property {string} action the words on the button
 * @property {boolean} [isDangerous]
 * @property {(values: Values) => Promise<string>} run returns what happened; an error is shown in the dialog
 */

/** What happens after an action: the page reads again. */
let afterAction = async () => {};

/** @param {() => Promise<void>} read */
export function onAction(read) {
  afterAction = read;
}

/**
 * Runs an action that needs no question, and shows its outcome in the status line.
 * @param {() => Promise<string>} run
 */
export async function act(run) {
  try {
    tell(await run());
  } catch (error) {
    tell(messageOf(error), true);
  }
  await afterAction();
}

/**
 * Asks in a dialog, runs the action, and stays open with the reason if it fails. Esc closes it.
 * @param {Question} question
 */
export function ask({ title, text, fields = [], action, isDangerous = false, run }) {
  const problem = el("p", { role: "alert", class: "problem", hidden: true });
  const submit = el("button", { type: "submit", class: isDangerous ? "danger" : "primary" }, action);
  const rows = fields.map((field, index) => ({ field, row: rowOf(field, `field-${index}`) }));
  const dialog = el("dialog", { "aria-labelledby": "dialog-title" });
  const form = el(
    "form",
    {},
    el("h2", { id: "dialog-title" }, title),
    text !== undefined && el("p", {}, text),
    ...rows.map(({ row }) => row),
    problem,
    el("p", { class: "actions" }, submit, el("button", { type: "button", onclick: () => dialog.close() }, "Cancel")),
  );
  dialog.append(form);

  const showFields = () => {
    for (const { field, row } of rows) {
      const isShown = field.isShown?.(valuesIn(form)) ?? true;
      row.hidden = !isShown;
      for (const input of row.querySelectorAll("input, select, textarea")) input.toggleAttribute("disabled", !isShown);
    }
  };
  showFields();
  form.addEventListener("input", showFields);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    problem.hidden = true;
    try {
      const outcome = await run(valuesIn(form));
      dialog.close();
      tell(outcome);
      await afterAction();
    } catch (error) {
      problem.textContent = messageOf(error);
      problem.hidden = false;
    } finally {
      submit.disabled = false;
    }
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * Shows what happened in the status line, which screen readers read out.
 * @param {string} text
 * @param {boolean} [isProblem]
 */
export function tell(text, isProblem = false) {
  const status = document.getElementById("status");
  if (status === null) return;
  status.className = isProblem ? "problem" : "";
  update(status, [text]);
}

/** @param {HTMLFormElement} form @returns {Values} */
function valuesIn(form) {
  return Object.fromEntries(Array.from(new FormData(form), ([name, value]) => [name, String(value)]));
}

/** @param {Field} field @param {string} id */
function rowOf(field, id) {
  const hint = field.hint === undefined ? undefined : el("small", { id: `${id}-hint` }, field.hint);
  const input = inputOf(field, id);
  if (hint !== undefined) input.setAttribute("aria-describedby", hint.id);
  const label = el("label", { for: id }, field.label);
  const list =
    field.suggestions &&
    el("datalist", { id: `${id}-list` }, ...field.suggestions.map((value) => el("option", { value })));
  return el("div", { class: field.kind === "checkbox" ? "field checkbox" : "field" }, label, input, list, hint);
}

/** @param {Field} field @param {string} id */
function inputOf({ name, kind = "text", options, suggestions, value = "", required }, id) {
  const common = { id, name, required };
  if (options !== undefined)
    return el("select", common, ...options.map((option) => el("option", { selected: option === value }, option)));
  if (kind === "textarea") return el("textarea", { ...common, rows: 4, spellcheck: "false" }, value);
  return el("input", {
    ...common,
    type: kind,
    value: kind === "checkbox" ? undefined : value,
    checked: kind === "checkbox" && value === "on",
    list: suggestions && `${id}-list`,
    autocomplete: kind === "password" ? "new-password" : "off",
    spellcheck: "false",
  });
}
