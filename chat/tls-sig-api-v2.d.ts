// tls-sig-api-v2 1.0.2 brings no types. Only what userSig.ts uses; no declaration that we publish mentions it.
// Its package.json has two `main` keys, and the first names a file that does not exist: Bun and esbuild only load it by path.
declare module "tls-sig-api-v2/TLSSigAPIv2.js" {
  export class Api {
    constructor(sdkAppId: number, secretKey: string);
    /** A UserSig for `userId`, valid for `expireSeconds` from Date.now(). */
    genUserSig(userId: string, expireSeconds: number): string;
  }
}
