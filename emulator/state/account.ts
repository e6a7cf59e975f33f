/** Tags of a profile that have fields of their own in other calls. */
export const NICK = "Tag_Profile_IM_Nick";
export const FACE_URL = "Tag_Profile_IM_Image";
export const SELF_SIGNATURE = "Tag_Profile_IM_SelfSignature";

/** What a UserID is made of, in words. */
export const USER_ID_FORM = "1 to 32 letters, digits, _ or -";

/**
 * Whether an account can be imported under this UserID. The pages differ: letters and digits (doc 34381), `_` and `-` as
 * well (doc 34385 of 2025), any printable ASCII (an older 269/1671). What only the last one allows is refused.
 */
export function isUserId(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,32}$/.test(text);
}

export type ProfileValue = string | number;

/** A profile by its tags (doc 34916), e.g. `Tag_Profile_IM_Gender`. A tag that was never set is absent. */
export type Profile = Map<string, ProfileValue>;

/** An account at one moment, for tests and demos. */
export interface Account {
  readonly nick: string;
  readonly faceUrl: string;
  /** All that is set, the two above included, by tag. */
  readonly profile: Readonly<Record<string, ProfileValue>>;
}

export function snapshotOfAccount(profile: Profile): Account {
  return {
    nick: String(profile.get(NICK) ?? ""),
    faceUrl: String(profile.get(FACE_URL) ?? ""),
    profile: Object.fromEntries(profile),
  };
}
