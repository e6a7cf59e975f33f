import type { AppState } from "../state/appState";
import { type Group, type GroupSnapshot, snapshotOf, touch } from "../state/group";
import type { AfterCommand, WebhookEvent } from "../webhooks/catalogue";
import { notFound } from "./handleError";

/** The common base of an app's handles. */
export abstract class Handle {
  constructor(
    protected readonly state: () => AppState,
    /** Notifies the live page. */
    protected readonly changed: () => void,
  ) {}

  get sdkAppId(): number {
    return this.state().app.sdkAppId;
  }

  protected get now(): number {
    return this.state().nowSeconds;
  }

  /** Reports an event of a client to the app's webhook. What handles do is reported, but not asked before. */
  protected report(event: WebhookEvent<AfterCommand> | undefined): void {
    this.state().webhook.report(event, "Web");
  }

  /** Who changes a group whose operator is not given: its owner, or else an app admin. */
  protected operatorOf({ ownerAccount }: Group): string {
    return ownerAccount || (this.state().app.admins[0] ?? "");
  }

  protected existing(groupId: string): Group {
    const group = this.state().groups.get(groupId);
    if (group === undefined) throw notFound(`the app ${this.sdkAppId} has no group ${groupId}`);
    return group;
  }

  protected touchAndSnapshot(group: Group): GroupSnapshot {
    touch(group, this.now);
    return this.notifyAndSnapshot(group);
  }

  protected notifyAndSnapshot(group: Group): GroupSnapshot {
    this.changed();
    return snapshotOf(group, this.now);
  }
}

/** Replaces the contents of `map`. */
export function replace<T>(map: Map<string, T>, values: Readonly<Record<string, T>>): void {
  map.clear();
  for (const [key, value] of Object.entries(values)) map.set(key, value);
}
