import { Parties } from "./parties";
import { labelsOf, type Program } from "./program";

/** The program of both parties: one group with a chosen id. */
export const lobby = (args: object = {}): Program => [
  { kind: "Group", name: "lobby", args: { groupId: "lobby", type: "Public", name: "Lobby", ...args } },
];

/** The labels that it declares. */
export const declared = labelsOf(lobby());
export const programs = { a: declared, b: declared };

/** The first party has created the lobby, and the second one has taken it over. */
export async function takenOver(a: object = {}, b: object = {}): Promise<Parties<"a" | "b">> {
  const parties = await Parties.start({
    a: { program: lobby(), ...a },
    b: { program: lobby({ adopt: "always" }), ...b },
  });
  await parties.party.a.up();
  await parties.party.b.up();
  return parties;
}
