/** Profile tags that other calls have separate fields for. */
export const NICK = "Tag_Profile_IM_Nick";
export const FACE_URL = "Tag_Profile_IM_Image";
export const SELF_SIGNATURE = "Tag_Profile_IM_SelfSignature";

/** The form of a UserID, for messages. */
export const USER_ID_FORM = "1 to 32 letters, digits, _ or -";

/**
 * Returns whether an account can be imported under this UserID. Sources differ: letters and digits (doc 34381), `_` and `-`
 * as well (doc 34385 of 2025), any printable ASCII (an older 269/1671). What only the last one allows is refused.
 */
export function isUserId(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,32}$/.test(text);
}

export type ProfileValue = string | number;

/** A profile by tag (doc 34916), e.g. `Tag_Profile_IM_Gender`. A tag that was never set is absent. */
export type Profile = Map<string, ProfileValue>;

/** A snapshot of an account, for tests and demos. */
export interface Account {
  readonly nick: string;
  readonly faceUrl: string;
  /** All values that are set, by tag, including the two above. */
  readonly profile: Readonly<Record<string, ProfileValue>>;
}

export function snapshotOfAccount(profile: Profile): Account {
  return {
    nick: String(profile.get(NICK) ?? ""),
    faceUrl: String(profile.get(FACE_URL) ?? ""),
    profile: Object.fromEntries(profile),
  };
}
