import type { ProfileValue } from "../../state/account";
import type { AppState } from "../../state/appState";
import { InvalidField, MAX_UINT32, type Rule, text } from "../shape";

const CUSTOM = "Tag_Profile_Custom_";

/** The rules of the standard tags (doc 34916). The types of the last three are not documented. */
const STANDARD: Readonly<Record<string, Rule<ProfileValue>>> = {
  Tag_Profile_IM_Nick: boundedText(500),
  Tag_Profile_IM_Gender: choice("Gender_Type_Unknown", "Gender_Type_Female", "Gender_Type_Male"),
  Tag_Profile_IM_BirthDay: uint32,
  Tag_Profile_IM_Location: boundedText(16),
  Tag_Profile_IM_SelfSignature: boundedText(500),
  Tag_Profile_IM_AllowType: choice("AllowType_Type_NeedConfirm", "AllowType_Type_AllowAny", "AllowType_Type_DenyAny"),
  Tag_Profile_IM_Image: boundedText(500),
  Tag_Profile_IM_AdminForbidType: choice("AdminForbid_Type_None", "AdminForbid_Type_SendOut"),
  Tag_Profile_IM_Language: uint32,
  Tag_Profile_IM_Level: uint32,
  Tag_Profile_IM_Role: uint32,
};

/** Returns the rule of a tag. @throws InvalidField 40009 if it is neither standard nor declared for the app */
export function ruleOfTag(app: AppState, tag: string): Rule<ProfileValue> {
  const standard = Object.hasOwn(STANDARD, tag) ? STANDARD[tag] : undefined;
  if (standard !== undefined) return standard;
  const declared = app.app.profileCustomFieldKeys ?? [];
  if (tag.startsWith(CUSTOM) && declared.includes(tag.slice(CUSTOM.length))) return boundedText(500);
  throw new InvalidField(`unknown profile tag ${tag.slice(0, 64)}`, 40009);
}

/** 40601 is documented for values over 500 bytes. That a smaller limit has the code of an invalid value is inferred. */
function boundedText(max: number): Rule<ProfileValue> {
  const withinLimit = text({ max, code: max === 500 ? 40601 : 40605 });
  return (value, tag) => {
    if (typeof value !== "string") throw new InvalidField(`${tag} must be a string`, 40610);
    return withinLimit(value, tag);
  };
}

function choice(...values: readonly string[]): Rule<ProfileValue> {
  return (value, tag) => {
    if (typeof value !== "string") throw new InvalidField(`${tag} must be a string`, 40610);
    if (!values.includes(value)) throw new InvalidField(`${tag} must be one of ${values.join(", ")}`, 40605);
    return value;
  };
}

function uint32(value: unknown, tag: string): ProfileValue {
  if (typeof value === "bigint") throw new InvalidField(`${tag} must be an unsigned 32-bit integer`, 40605);
  if (typeof value !== "number" || !Number.isInteger(value)) throw new InvalidField(`${tag} must be an integer`, 40610);
  if (value < 0 || value > MAX_UINT32) throw new InvalidField(`${tag} must be an unsigned 32-bit integer`, 40605);
  return value;
}
