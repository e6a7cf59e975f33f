/** Where a setting can be given. An explicit `Provider` has priority, then the environment, then the stack's config. */
export interface SettingSource {
  readonly key: string;
  readonly variable: string;
  readonly example: string;
  readonly secret?: true;
}

export const settingSources = {
  sdkAppId: { key: "sdkAppId", variable: "TENCENT_CHAT_SDK_APP_ID", example: "1400000000" },
  secretKey: { key: "secretKey", variable: "TENCENT_CHAT_SECRET_KEY", example: "<key>", secret: true },
  adminUserId: { key: "adminUserId", variable: "TENCENT_CHAT_ADMIN_USER_ID", example: "administrator" },
  region: { key: "region", variable: "TENCENT_CHAT_REGION", example: "singapore" },
  endpoint: { key: "endpoint", variable: "TENCENT_CHAT_ENDPOINT", example: "http://127.0.0.1:10010" },
  allowInsecureEndpoint: {
    key: "allowInsecureEndpoint",
    variable: "TENCENT_CHAT_ALLOW_INSECURE_ENDPOINT",
    example: "true",
  },
  deadlineSeconds: { key: "deadlineSeconds", variable: "TENCENT_CHAT_DEADLINE_SECONDS", example: "120" },
  callsPerSecond: { key: "callsPerSecond", variable: "TENCENT_CHAT_CALLS_PER_SECOND", example: "95" },
  refreshMarks: { key: "refreshMarks", variable: "TENCENT_CHAT_REFRESH_MARKS", example: "true" },
  ownerField: { key: "ownerField", variable: "TENCENT_CHAT_OWNER_FIELD", example: "pulumi_owner" },
  identity: { key: "identity", variable: "TENCENT_CHAT_IDENTITY", example: "acme/shop/production" },
  sameServiceAs: { key: "sameServiceAs", variable: "TENCENT_CHAT_SAME_SERVICE_AS", example: "chat-proxy.example.com" },
} as const satisfies Record<string, SettingSource>;

/** Where each setting that has a value comes from, such as `TENCENT_CHAT_REGION`. */
export type SettingOrigins = Readonly<Partial<Record<keyof typeof settingSources, string>>>;
