import type { AppHandle } from "../appHandle";
import { ControlError } from "./controlError";
import type { ControlRequest } from "./route";

/** Returns the app in the path. */
export function appIn({ emulator, params }: ControlRequest<unknown, unknown>): AppHandle {
  return emulator.app(sdkAppIdIn({ params }));
}

export function sdkAppIdIn({ params }: Pick<ControlRequest<unknown, unknown>, "params">): number {
  const id = param(params, "sdkAppId");
  if (!/^[1-9]\d{0,14}$/.test(id)) throw new ControlError(400, "the sdkAppId in the path must be a positive integer");
  return Number(id);
}

export function groupIdIn({ params }: Pick<ControlRequest<unknown, unknown>, "params">): string {
  return param(params, "groupId");
}

export function userIdIn({ params }: Pick<ControlRequest<unknown, unknown>, "params">): string {
  return param(params, "userId");
}

export function param(params: Readonly<Record<string, string>>, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`the path has no ${name}`);
  return value;
}
