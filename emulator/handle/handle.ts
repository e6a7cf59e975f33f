import type { AppState } from "../state/appState";
import { type Group, type GroupSnapshot, snapshotOf, touch } from "../state/group";

/** What all parts of an app's handle share. */
export abstract class Handle {
  constructor(
    protected readonly state: () => AppState,
    /** Tells those who watch. */
    protected readonly changed: () => void,
  ) {}

  get sdkAppId(): number {
    return this.state().app.sdkAppId;
  }

  protected get now(): number {
    return this.state().nowSeconds;
  }

  protected existing(groupId: string): Group {
    const group = this.state().groups.get(groupId);
    if (group === undefined) throw new Error(`the app ${this.sdkAppId} has no group ${groupId}`);
    return group;
  }

  protected changeOf(group: Group): GroupSnapshot {
    touch(group, this.now);
    return this.done(group);
  }

  protected done(group: Group): GroupSnapshot {
    this.changed();
    return snapshotOf(group, this.now);
  }
}

/** Makes `map` hold these values and no others. */
export function replace<T>(map: Map<string, T>, values: Readonly<Record<string, T>>): void {
  map.clear();
  for (const [key, value] of Object.entries(values)) map.set(key, value);
}
