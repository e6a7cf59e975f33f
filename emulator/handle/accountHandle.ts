import { type Account, type Profile, type ProfileValue, snapshotOfAccount } from "../state/account";
import type { OnlineStatus } from "../state/onlineStatus";
import { profileChanged, stateChanged } from "../webhooks/otherEvents";
import { notFound } from "./handleError";
import { TopicHandle } from "./topicHandle";

/** Direct access to an app's accounts and chatbots. */
export abstract class AccountHandle extends TopicHandle {
  /** UserIDs of all accounts, including admins and chatbots. */
  accounts(): readonly string[] {
    return [...this.state().accounts.keys()];
  }

  /** Returns an account's profile; undefined if the account does not exist. */
  account(userId: string): Account | undefined {
    const profile = this.state().accounts.get(userId);
    return profile === undefined ? undefined : snapshotOfAccount(profile);
  }

  /** @throws HandleError if there is no such account */
  existingAccount(userId: string): Account {
    return snapshotOfAccount(this.profileOf(userId));
  }

  get accountCount(): number {
    return this.state().accounts.size;
  }

  importAccounts(...userIds: readonly string[]): void {
    for (const userId of userIds) this.state().importAccount(userId);
    this.changed();
  }

  /** Sets these tags of a profile, e.g. `Tag_Profile_IM_Nick`, as the user's client would; undefined removes a tag. */
  editAccount(userId: string, tags: Readonly<Record<string, ProfileValue | undefined>>): void {
    const profile = this.profileOf(userId);
    for (const [tag, value] of Object.entries(tags)) {
      if (value === undefined) profile.delete(tag);
      else profile.set(tag, value);
    }
    const set = Object.entries(tags).filter((tag): tag is [string, ProfileValue] => tag[1] !== undefined);
    if (set.length > 0) this.report(profileChanged(userId, userId, set));
    this.changed();
  }

  /** Deletes an account, which may be a chatbot, and its memberships. Groups that it owned have no owner then. */
  removeAccount(userId: string): void {
    this.profileOf(userId);
    this.state().removeAccount(userId);
    this.changed();
  }

  /** UserIDs of the chatbots, oldest first. */
  robots(): readonly string[] {
    return [...this.state().robots];
  }

  /** Creates a chatbot, as another back end would. */
  addRobot(userId: string): void {
    this.state().importAccount(userId);
    this.state().robots.add(userId);
    this.changed();
  }

  /** Deletes a chatbot, as another back end would; its account stays. */
  removeRobot(userId: string): void {
    if (!this.state().robots.delete(userId)) throw notFound(`the app ${this.sdkAppId} has no chatbot ${userId}`);
    this.changed();
  }

  /** The login status of an account; undefined if it is offline, as accounts are until `setOnline`. */
  onlineStatus(userId: string): OnlineStatus | undefined {
    return this.state().onlineStatuses.get(userId);
  }

  /** Logs a user in, or changes their status. */
  setOnline(userId: string, { status = "Online", platform = "Web" }: Partial<OnlineStatus> = {}): void {
    this.state().importAccount(userId);
    if (!this.state().onlineStatuses.has(userId)) this.report(stateChanged(userId, "Login"));
    this.state().onlineStatuses.set(userId, { status, platform });
    this.changed();
  }

  /** Logs a user out. */
  setOffline(userId: string): void {
    if (this.state().onlineStatuses.delete(userId)) this.report(stateChanged(userId, "Logout"));
    this.changed();
  }

  /** When the mutes of an account in all one-to-one chats and in all groups end, in Unix seconds (0: not muted, 4294967295: permanent). */
  globallyMuted(userId: string): { readonly privateUntil: number; readonly groupsUntil: number } {
    const { privateMutes, groupMutes } = this.state();
    return {
      privateUntil: privateMutes.untilOf(userId, this.now),
      groupsUntil: groupMutes.untilOf(userId, this.now),
    };
  }

  private profileOf(userId: string): Profile {
    const profile = this.state().accounts.get(userId);
    if (profile === undefined) throw notFound(`the app ${this.sdkAppId} has no account ${userId}`);
    return profile;
  }
}
