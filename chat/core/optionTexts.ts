import { sanitize } from "../base/redact";

/** The options that an advice can blame, in backticks. */
const namedOptions = ["sdkAppId", "secretKey", "adminUserId", "region", "endpoint"] as const;

type NamedOption = (typeof namedOptions)[number];

/** Where an option comes from, such as `TENCENT_CHAT_REGION`. */
export type OptionSources = Readonly<Partial<Record<NamedOption, string>>>;

/** What an option is and where it comes from, such as `singapore, from TENCENT_CHAT_REGION`. */
export type OptionTexts = Readonly<Record<NamedOption, string>>;

/** The options as given, as far as errors name them. */
interface GivenOptions {
  readonly sdkAppId: number;
  readonly adminUserId?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly sources?: OptionSources;
}

/** Describes the options in effect. The secret key is named by its source alone, and the endpoint without its path. */
export function optionTexts(
  { sdkAppId, adminUserId, region, endpoint, sources = {} }: GivenOptions,
  { origin }: URL,
): OptionTexts {
  const text = (option: NamedOption, value: string) => {
    const source = sources[option];
    return source === undefined ? value : `${value}, from ${source}`;
  };
  return {
    sdkAppId: text("sdkAppId", String(sdkAppId)),
    secretKey: sources.secretKey === undefined ? "" : `from ${sources.secretKey}`,
    adminUserId: adminUserId === undefined ? "administrator, the default" : text("adminUserId", sanitize(adminUserId)),
    region: regionText(),
    endpoint: endpoint === undefined ? `${origin}, by the region` : text("endpoint", origin),
  };

  function regionText(): string {
    if (endpoint !== undefined) return "not used, since an endpoint is set";
    return region === undefined ? "china, the default" : text("region", region);
  }
}

/**
 * Adds to each option that an advice names in backticks what it is and where it comes from.
 *
 * @example withOptionTexts("check `region`", texts) // "check `region` (singapore, from TENCENT_CHAT_REGION)"
 */
export function withOptionTexts(advice: string, texts: OptionTexts): string {
  return advice.replace(/`(\w+)`/g, (quoted, name: string) => {
    const text = namedOptions.some((option) => option === name) ? texts[name as NamedOption] : "";
    return text === "" ? quoted : `${quoted} (${text})`;
  });
}
