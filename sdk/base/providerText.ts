/**
 * Returns the text that the engine's dynamic-provider host runs to get the provider of a resource.
 *
 * @param kind the name of the class, as `pulumi-tencent-chat/provider` exports its handler
 */
export function providerText(kind: string): string {
  const {
    providerText,
  }: typeof import("../../provider/hosts/dynamic/providerText") = require("../../provider/hosts/dynamic/providerText");
  return providerText(kind);
}
