import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type AppHandle, type Emulator, type EmulatorOptions, startEmulator } from "../../../../../emulator";

const APP = 1400000001;
const OTHER_APP = 1400000002;

/** The secret keys of the two apps, which no output may contain. */
const secrets: Readonly<Record<number, string>> = {
  [APP]: "the-secret-key-of-the-first-app-0123456789abcdef0123456789abcdef",
  [OTHER_APP]: "the-secret-key-of-the-other-app-0123456789abcdef0123456789abcdef",
};

/** A program that runs in this process, with an emulator of two apps. The environment points at the first app. */
export interface Program {
  readonly emulator: Emulator;
  readonly app: AppHandle;
  readonly otherApp: AppHandle;
  /** The arguments of an explicit provider for the other app. */
  readonly other: { readonly sdkAppId: number; readonly secretKey: string };
  /** Sets variables of the environment until the test ends; undefined unsets one. */
  setEnvironment(variables: Readonly<Record<string, string | undefined>>): void;
  /** Sets the stack's config until the test ends, some of it as secrets. */
  setConfig(config: Readonly<Record<string, string>>, secretKeys?: readonly string[]): void;
}

/** Call inside a describe. The engine is a stand-in that returns what it is asked to register, as far as it is known. */
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

/**
 * In a preview the stand-in knows the inputs of a resource, but no id, as the real engine does. Functions make real calls,
 * so it is not recognised as Pulumi's mocks.
 */
export async function engine({ preview }: { readonly preview: boolean }): Promise<void> {
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ name, inputs }) => ({ id: preview ? undefined : `${name}-id`, state: inputs }),
    call: () => ({}),
  };
  await pulumi.runtime.setMocks(mocks, "project", "stack", preview, "organization");
  const { settings } = getStore();
  const { monitor } = settings;
  settings.monitor = new Proxy(monitor, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name === "mocks") return undefined;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** The settings of the SDK; it has no type. */
const {
  getStore,
}: { getStore(): { readonly settings: { monitor: object } } } = require("@pulumi/pulumi/runtime/state");

export function settled<T>(output: pulumi.Output<T>): Promise<unknown> {
  return new Promise((resolve) => output.apply(resolve));
}

/** The error of a refused call: a RunError without a stack, see programError.ts, that contains no key. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => assert.fail("it should have failed"),
    (reason: unknown) => reason,
  );
  assert.ok(pulumi.RunError.isInstance(error), `not a RunError: ${String(error)}`);
  assert.equal(error.stack, error.message);
  for (const key of Object.values(secrets))
    assert.ok(!`${error.message} ${error.stack}`.includes(key), "it contains a key");
  assert.doesNotMatch(error.message, /usersig=/i);
  return error.message;
}

function put(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
