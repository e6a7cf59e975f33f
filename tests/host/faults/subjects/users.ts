import type { AppHandle } from "../../../../emulator";
import type { Args, Subject } from "./subject";

const nick = "Tag_Profile_IM_Nick";
const signature = "Tag_Profile_IM_SelfSignature";

const user = {
  codes: "kinds",
  exactlyOnce: [],
  faultFilter: (inputs) => ({ account: idOf(inputs) }),
  causeDrift: (app, inputs) => app.editAccount(idOf(inputs), { [nick]: "Nobody" }),
  changes: () => ({ nick: "Renamed", selfSignature: "Moved on" }),
  actual: (app, inputs) => ({ ...inputs, ...fieldsOf(app, inputs) }),
  foreign: (app) => app.account("alice"),
} as const satisfies Partial<Subject>;

export const userSubjects: readonly Subject[] = [
  {
    ...user,
    name: "Account",
    kind: "Account",
    args: (name) => ({ userId: `user-${name}`, nick: "Somebody", selfSignature: "Hello" }),
    exists: (app, inputs) => app.account(idOf(inputs)) !== undefined,
  },
  {
    ...user,
    name: "Chatbot",
    kind: "Chatbot",
    args: () => ({ nick: "Bot", selfSignature: "Hello" }),
    exists: (app, inputs) => app.robots().includes(idOf(inputs)),
  },
];

function fieldsOf(app: AppHandle, inputs: Args): Args {
  const { profile = {} } = app.account(idOf(inputs)) ?? {};
  return { nick: profile[nick], selfSignature: profile[signature] };
}

function idOf(inputs: Args): string {
  return String(inputs["userId"]);
}
