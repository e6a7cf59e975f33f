import { systemClock } from "../../chat";
import type { PlanContext, Properties } from "../handler";
import type { SettingsReader } from "../notConfigured";
import type { AppLocation } from "../ownership/appLocation";
import { keyIdOf } from "../ownership/mark";
import type { Program } from "../program/program";
import { type Lookup, readSettings, type Settings } from "../settings";

/** The settings of one provider. They are read at first use: a host may call before it is configured, or ignore what fails then. */
export class HostSettings {
  lookup: Lookup = () => undefined;
  #known: Settings | undefined;

  constructor(private readonly program: Program) {}

  /**
   * @param state of the resource that they are read for
   * @throws NotConfigured
   */
  current(state?: Properties): Settings {
    this.#known ??= readSettings(this.lookup, (variable) => process.env[variable], this.readerFor(state));
    return this.#known;
  }

  planContext(state?: Properties): PlanContext {
    const { sdkAppId, service, sameServiceAs, sources, secretKey, ownerField } = this.current(state);
    return {
      sdkAppId,
      service,
      sameServiceAs,
      sources,
      keyId: secretKey === undefined ? undefined : keyIdOf(secretKey),
      ownerField,
      now: systemClock.now(),
    };
  }

  /** Where no program runs, the engine destroys or refreshes. Reads files: only for the first read, and for a failure. */
  readerFor(state: Properties | undefined): SettingsReader {
    return state === undefined || this.program.isRunning()
      ? { kind: "program" }
      : { kind: "recorded", location: locationIn(state) };
  }
}

/** Returns where the state of a resource says that it is. The state may be damaged. */
function locationIn({ sdkAppId, service }: Properties): AppLocation {
  return {
    ...(typeof sdkAppId === "number" && { sdkAppId }),
    ...(typeof service === "string" && { service }),
  };
}
