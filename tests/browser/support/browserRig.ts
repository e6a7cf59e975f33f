import assert from "node:assert/strict";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../emulator";

/** One browser for all files: they run in one process. */
let browser: Browser | undefined;

before(async () => {
  const executablePath = process.env["CHROMIUM"];
  assert.ok(executablePath, "set CHROMIUM to the path of Chromium or Chrome, or use npm run test:browser");
  // Chromium does not start as root with its sandbox.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  browser = await chromium.launch({ executablePath, args });
});
after(() => browser?.close());

/** An emulator with its page in a browser, for the tests of one `describe`. After each test, nothing may have gone wrong in the page. */
export class BrowserRig {
  #emulator: Emulator | undefined;
  #page: Page | undefined;
  /** What must not happen: errors in the console, refusals of the content security policy, requests to other servers. */
  readonly #problems: string[] = [];
  /** Problems that a test causes itself. */
  expectedProblems = /^$/;

  constructor(options: EmulatorOptions = {}) {
    before(async () => {
      this.#emulator = await startEmulator({ rateLimit: false, ...options });
      this.#page = await this.#newPage();
    });
    beforeEach(() => this.emulator.reset());
    afterEach(async () => {
      await this.page.goto("about:blank");
      const problems = this.#problems.splice(0).filter((problem) => !this.expectedProblems.test(problem));
      assert.deepEqual(problems, []);
    });
    after(async () => {
      await this.#page?.context().close();
      await this.emulator.close();
    });
  }

  get emulator(): Emulator {
    assert.ok(this.#emulator, "the emulator is started by a before hook");
    return this.#emulator;
  }

  get page(): Page {
    assert.ok(this.#page, "the page is opened by a before hook");
    return this.#page;
  }

  get list(): Locator {
    return this.page.locator("#list");
  }

  get detail(): Locator {
    return this.page.locator("#detail");
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  get status(): Locator {
    return this.page.getByRole("status");
  }

  /** Shows the page at a hash, e.g. `#/groups/ops-room`, and waits until it has read. */
  async open(hash = "", viewport = { width: 1280, height: 720 }): Promise<Page> {
    await this.page.setViewportSize(viewport);
    await this.page.goto("about:blank");
    await this.page.goto(`${this.emulator.url}/${hash}`);
    await this.page.locator("#list > div").waitFor({ state: "attached" });
    return this.page;
  }

  /** The number of the latest request. */
  get lastRequest(): number {
    const entry = this.emulator.journal.entries().at(-1);
    assert.ok(entry);
    return entry.seq;
  }

  /** A button anywhere on the page, by its exact name. */
  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** The text of an element, hidden parts included. */
  async textOf(element: Locator): Promise<string> {
    return (await element.textContent()) ?? "";
  }

  /** Waits until the status line says this. */
  async told(text: string | RegExp): Promise<void> {
    await this.status.filter({ hasText: text }).waitFor();
  }

  /** Calls an API of the emulated service, as a program would. */
  call(command: string, body: unknown, userSig?: string): Promise<{ readonly ErrorCode: number }> {
    return this.callText(command, JSON.stringify(body), userSig);
  }

  /** The same with the text of a body, for numbers that are not exact in JavaScript. */
  async callText(
    command: string,
    body: string,
    userSig = this.emulator.userSig(),
  ): Promise<{ readonly ErrorCode: number }> {
    const [app] = this.emulator.apps;
    const query = new URLSearchParams({
      sdkappid: String(app?.sdkAppId),
      identifier: app?.admins[0] ?? "",
      usersig: userSig,
      random: "1",
      contenttype: "json",
    });
    const target = `${this.emulator.url}/v4/group_open_http_svc/${command}?${query}`;
    const response = await fetch(target, { method: "POST", body });
    return (await response.json()) as { readonly ErrorCode: number };
  }

  async #newPage(): Promise<Page> {
    assert.ok(browser, "the browser is started by a before hook");
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await this.#watch(page);
    return page;
  }

  async #watch(page: Page): Promise<void> {
    const { url } = this.emulator;
    page.on("pageerror", (error) => this.#problems.push(String(error)));
    page.on("console", (message) => {
      // A group that was just disbanded is 404, which the browser logs.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        this.#problems.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(`${url}/`) && request.url() !== "about:blank")
        this.#problems.push(`a request to ${request.url()}`);
    });
    await page.exposeFunction("reportViolation", (text: string) => void this.#problems.push(text));
    await page.addInitScript(() => {
      const { reportViolation } = globalThis as unknown as { reportViolation: (text: string) => void };
      document.addEventListener("securitypolicyviolation", (event) =>
        reportViolation(`${event.violatedDirective}: ${event.blockedURI}`),
      );
    });
  }
}
