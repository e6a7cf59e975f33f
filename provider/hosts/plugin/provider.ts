import { programOfEngine } from "../engineProgram";
import { HostSettings } from "../hostSettings";
import { checkConfig } from "./checkConfig";
import { configure } from "./configuration";
import { invoke } from "./functions";
import { Resources } from "./resources";

/**
 * Returns everything that calls the handlers. The server loads it with the first call that needs it, so that the engine gets
 * the port sooner.
 *
 * @param engine the address of the engine; undefined if there is none
 */
export function createProvider(engine: string | undefined) {
  // Only the TypeScript package announces what a program declares.
  const program = programOfEngine(engine, { isAnnounced: false });
  const settings = new HostSettings(program);
  let identity = configure(settings, { args: {}, urn: undefined, id: undefined });
  return {
    checkConfig,
    configure(configured: Parameters<typeof configure>[1]): void {
      identity = configure(settings, configured);
    },
    resources: new Resources(settings, program, () => identity()),
    invoke: (token: string, args: Parameters<typeof invoke>[1]) => invoke(token, args, (key) => settings.lookup(key)),
  };
}
