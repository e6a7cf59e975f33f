import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type AppHandle, type Emulator, type EmulatorOptions, startEmulator } from "../../../../../emulator";

const APP = 1400000001;
const OTHER_APP = 1400000002;

/** The keys of the two apps, which nobody may see. */
const secrets: Readonly<Record<number, string>> = {
  [APP]: "the-secret-key-of-the-first-app-0123456789abcdef0123456789abcdef",
  [OTHER_APP]: "the-secret-key-of-the-other-app-0123456789abcdef0123456789abcdef",
};

/** A program that runs in this process, beside an emulator with two apps; the environment points at the first. */
export interface Program {
  readonly emulator: Emulator;
  readonly app: AppHandle;
  readonly otherApp: AppHandle;
  /** What an explicit provider for the other app takes. */
  readonly other: { readonly sdkAppId: number; readonly secretKey: string };
  /** Sets, or with undefined unsets, variables of the environment until the test ends. */
  setEnvironment(variables: Readonly<Record<string, string | undefined>>): void;
  /** Sets the stack's config until the test ends, some of it as secrets. */
  setConfig(config: Readonly<Record<string, string>>, secretKeys?: readonly string[]): void;
}

/** Call inside a describe. The engine is a stand-in that gives back what it is asked to register, as far as it is known. */
export function useProgram(options: EmulatorOptions = {}): Program {
  let emulator: Emulator | undefined;
  const undo: (() => void)[] = [];
  const running = (): Emulator => emulator ?? assert.fail("it is not running");
  const setEnvironment: Program["setEnvironment"] = (variables) => {
    for (const [name, value] of Object.entries(variables)) {
      const before = process.env[name];
      undo.push(() => put(name, before));
      put(name, value);
    }
  };

  before(async () => {
    const apps = [APP, OTHER_APP].map((sdkAppId) => ({
      sdkAppId,
      secretKey: String(secrets[sdkAppId]),
      admins: ["administrator"],
      customFieldKeys: ["Team", "owner_mark"],
      profileCustomFieldKeys: ["Team"],
    }));
    emulator = await startEmulator({ rateLimit: false, apps, ...options });
  });
  beforeEach(async () => {
    await engine({ preview: false });
    setEnvironment(running().env());
  });
  afterEach(() => {
    for (const step of undo.splice(0).reverse()) step();
    pulumi.runtime.setAllConfig({});
    running().reset();
  });
  after(() => running().close());

  return {
    get emulator() {
      return running();
    },
    get app() {
      return running().app(APP);
    },
    get otherApp() {
      return running().app(OTHER_APP);
    },
    other: { sdkAppId: OTHER_APP, secretKey: String(secrets[OTHER_APP]) },
    setEnvironment,
    setConfig: (config, secretKeys = ["tencent-chat:secretKey"]) =>
      pulumi.runtime.setAllConfig({ ...config }, [...secretKeys]),
  };
}

/** In a preview the stand-in knows of a resource what the program gives it, and no id: as the engine does. */
export function engine({ preview }: { readonly preview: boolean }): Promise<void> {
  return pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({ id: preview ? undefined : `${name}-id`, state: inputs }),
      call: () => ({}),
    },
    "project",
    "stack",
    preview,
    "organization",
  );
}

export function settled<T>(output: pulumi.Output<T>): Promise<unknown> {
  return new Promise((resolve) => output.apply(resolve));
}

/** Why a call was refused: a RunError, which a program prints without its source, and which holds no key. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => assert.fail("it should have failed"),
    (reason: unknown) => reason,
  );
  assert.ok(pulumi.RunError.isInstance(error), `not a RunError: ${String(error)}`);
  for (const key of Object.values(secrets)) assert.ok(!`${error.message} ${error.stack}`.includes(key), "it has a key");
  assert.doesNotMatch(error.message, /usersig=/i);
  return error.message;
}

function put(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
