import type { Endpoint } from "../api/endpoint";
import type { Settings } from "../options";
import { ApiError, refuse } from "./answer";
import { SlidingWindow } from "./slidingWindow";
import { type Claim, verifyUserSig } from "./userSig";

const MINUTE = 60_000;
const SECOND = 1000;
const MAX_VERIFIED = 1000;

/** Checks the signature, the identity and the call rate of each request. */
export class Gate {
  private readonly keys: Map<number, string>;
  private readonly admins: ReadonlyMap<number, readonly string[]>;
  private readonly calls = new Map<string, SlidingWindow>();
  private readonly failures = new Map<string, SlidingWindow>();
  /** When each verified UserSig expires, in Unix seconds: clients use one for many calls. */
  private readonly verified = new Map<string, number>();

  constructor(private readonly settings: Settings) {
    this.keys = new Map(settings.apps.map((app) => [app.sdkAppId, app.secretKey]));
    this.admins = new Map(settings.apps.map((app) => [app.sdkAppId, app.admins]));
  }

  keyOf(sdkAppId: number): string | undefined {
    return this.keys.get(sdkAppId);
  }

  /** Replaces the app's secret key, as the console does. */
  rotateKey(sdkAppId: number, secretKey: string): void {
    this.keys.set(sdkAppId, secretKey);
    this.verified.clear();
  }

  /** Refuses a claim without a valid UserSig of an app admin. @throws ApiError 70020, 70050, 60010 or a code of verifyUserSig */
  authenticate(claim: Claim, now: number): void {
    if (!this.keys.has(claim.sdkAppId)) refuse(70020, "sdkappid does not exist");
    const failures = this.failuresOf(claim);
    // While the window is full, even a valid signature is refused. This exposes clients that retry failures in a loop.
    if (failures.isFull(now)) refuse(70050, "too many failed usersig checks, try again in a minute");
    try {
      this.verify(claim, now);
    } catch (error) {
      if (error instanceof ApiError) failures.take(now);
      throw error;
    }
    if (this.admins.get(claim.sdkAppId)?.includes(claim.identifier) !== true)
      refuse(60010, "identifier is not an app admin");
  }

  /** Counts a call by its time of arrival; a refused call does not count. @throws ApiError 60007, or 60011 for the whole app */
  countCall(endpoint: Endpoint, sdkAppId: number, now: number): void {
    if (!this.settings.rateLimit) return;
    const { maxCallsPerSecond } = this.settings;
    const ofApi = windowIn(this.calls, `${sdkAppId} ${endpoint.path}`, endpoint.rate, SECOND);
    if (ofApi.isFull(now)) refuse(60007, `the call rate of this API is over its limit of ${endpoint.rate} a second`);
    if (maxCallsPerSecond !== Number.POSITIVE_INFINITY) {
      const ofApp = windowIn(this.calls, String(sdkAppId), maxCallsPerSecond, SECOND);
      if (!ofApp.take(now))
        refuse(60011, `the call rate of this app is over its limit of ${maxCallsPerSecond} a second`);
    }
    ofApi.take(now);
  }

  private verify(claim: Claim, now: number): void {
    const key = `${claim.sdkAppId} ${claim.identifier} ${claim.userSig}`;
    const expires = this.verified.get(key);
    if (expires !== undefined && Math.floor(now / 1000) <= expires) return;
    if (this.verified.size >= MAX_VERIFIED) this.verified.clear();
    this.verified.set(key, verifyUserSig(claim, this.keys, now));
  }

  private failuresOf(claim: Claim): SlidingWindow {
    // All other identifiers of the app share one window, so that a caller can't create an unlimited number of windows.
    const isAdmin = this.admins.get(claim.sdkAppId)?.includes(claim.identifier) === true;
    return windowIn(
      this.failures,
      `${claim.sdkAppId} ${isAdmin ? claim.identifier : ""}`,
      this.settings.signatureFailureLimit,
      MINUTE,
    );
  }
}

function windowIn(windows: Map<string, SlidingWindow>, key: string, limit: number, spanMs: number): SlidingWindow {
  const window = windows.get(key) ?? new SlidingWindow(limit, spanMs);
  windows.set(key, window);
  return window;
}
