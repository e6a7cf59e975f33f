// tls-sig-api-v2 1.0.2 brings no types. Only what userSig.ts uses; no declaration that we publish mentions it.
declare module "tls-sig-api-v2" {
  export class Api {
    constructor(sdkAppId: number, secretKey: string);
    /** A UserSig for `userId`, valid for `expireSeconds` from Date.now(). */
    genUserSig(userId: string, expireSeconds: number): string;
  }
}
