import type { JournalEntry } from "../journal";
import type { Service } from "../service";
import type { AppState } from "../state/appState";
import type { Group } from "../state/group";

const SHOWN_GROUPS = 200;
const SHOWN_REQUESTS = 50;

/** Characters with a meaning in HTML text and in quoted attributes. */
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Renders the changing part of the page: every app with its groups, then the last requests. All text is escaped here. */
export function overview(service: Service): string {
  const apps = service.settings.apps.map((app) => appSection(service.state(app.sdkAppId)));
  const requests = service.journal.entries().slice(-SHOWN_REQUESTS).reverse();
  const rows = requests.map(requestRow).join("");
  const head = headOf("#", "Time", "App", "API", "Group or account", "HTTP", "ErrorCode", "");
  return `${apps.join("")}<section><h2>Last requests</h2>${table(head, rows, "No request yet.")}</section>`;
}

/** Renders the whole page, without external resources. */
export function document(main: string, nonce: string, lenient: boolean): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chat emulator</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<header><h1>Chat emulator</h1><p id="live">Reload to see changes.</p></header>${lenient ? LENIENT : ""}
<main>${main}</main>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>
`;
}

function appSection(state: AppState): string {
  const { created, disbanded, alreadyGone, left } = state.counts();
  const numbers = Object.entries({
    groups: left,
    created,
    disbanded,
    "already gone": alreadyGone,
    accounts: state.accounts.size,
    chatbots: state.robots.size,
  });
  const counts = numbers.map(([name, count]) => `<li><b>${count}</b> ${name}</li>`).join("");
  const groups = [...state.groups.values()].reverse();
  const rows = groups.slice(0, SHOWN_GROUPS).map(groupRow).join("");
  const more = groups.length > SHOWN_GROUPS ? `<p>and ${groups.length - SHOWN_GROUPS} older ones</p>` : "";
  const head = headOf("GroupId", "Type", "Name", "Owner", "Members", "Topics", "Attributes");
  return `<section><h2>App ${state.app.sdkAppId}</h2><ul>${counts}</ul>${table(head, rows, "No groups.")}${more}</section>`;
}

function groupRow(group: Group): string {
  const attributes = [...group.attributes.keys()].join(", ");
  const members = group.type === "AVChatRoom" ? `${group.online.size} online` : String(group.members.size);
  const topics = group.supportTopic === 1 ? String(group.topics.size) : "";
  return row([group.groupId, group.type, group.name, group.ownerAccount, members, topics, attributes]);
}

function requestRow(entry: JournalEntry): string {
  const [first = "", ...others] = entry.groupIds.length > 0 ? entry.groupIds : entry.accounts;
  const groups = others.length > 0 ? `${first} and ${others.length} more` : first;
  const note =
    entry.fault === undefined ? entry.errorInfo : `fault: ${entry.fault}${entry.effect ? ", after the effect" : ""}`;
  const cells = [
    String(entry.seq),
    new Date(entry.at).toISOString().slice(11, 23),
    String(entry.sdkAppId ?? ""),
    entry.api || `${entry.method} ${entry.path}`,
    groups,
    String(entry.httpStatus ?? "none"),
    String(entry.errorCode ?? ""),
    note,
  ];
  return row(cells, entry.outcome);
}

function row(cells: readonly string[], kind = ""): string {
  return `<tr class="${kind}">${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`;
}

function headOf(...names: readonly string[]): string {
  return `<tr>${names.map((name) => `<th>${name}</th>`).join("")}</tr>`;
}

function table(head: string, rows: string, whenEmpty: string): string {
  return rows === "" ? `<p>${whenEmpty}</p>` : `<div><table><thead>${head}</thead><tbody>${rows}</tbody></table></div>`;
}

const LENIENT = "\n<p>Lenient mode: accepts requests that are not documented for the real service.</p>";

const SCRIPT = `
const live = document.getElementById("live"), main = document.querySelector("main");
const events = new EventSource("/events");
events.onopen = () => { live.textContent = "live"; live.className = "on"; };
events.onmessage = (event) => { main.innerHTML = JSON.parse(event.data); };
events.onerror = () => { live.textContent = "not running"; live.className = ""; };
`;

const STYLE = `
:root { color-scheme: light dark; --line: #8883; --soft: #8888; --ok: #2a9d5c; --bad: #d1495b; --fault: #c9852b; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; font: 14px/1.5 system-ui, sans-serif; }
header { display: flex; align-items: baseline; gap: 1rem; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1rem; margin: 2rem 0 .5rem; } p { color: var(--soft); }
#live.on { color: var(--ok); } #live.on::before { content: "\\25CF "; }
ul { display: flex; flex-wrap: wrap; gap: 1.5rem; list-style: none; margin: 0 0 .8rem; padding: 0; color: var(--soft); }
ul b { font-size: 1.3rem; color: CanvasText; }
section > div { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .35rem .7rem; border-bottom: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
th { font-weight: 600; color: var(--soft); } tr:last-child td { border-bottom: 0; }
.ok td:nth-child(7) { color: var(--ok); } .refused td:nth-child(n+7) { color: var(--bad); } .fault td:nth-child(n+6) { color: var(--fault); }
`;
