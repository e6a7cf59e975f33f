/** Tags of a profile that have fields of their own in other calls. */
export const NICK = "Tag_Profile_IM_Nick";
export const FACE_URL = "Tag_Profile_IM_Image";
export const SELF_SIGNATURE = "Tag_Profile_IM_SelfSignature";

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
