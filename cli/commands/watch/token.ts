/** The variable with the token that signs webhooks. */
export const tokenVariable = "TENCENT_CHAT_WEBHOOK_TOKEN";
