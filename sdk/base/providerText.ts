/**
 * Returns the text that the engine's dynamic-provider host runs to get the provider of a resource. It is a constant, not
 * serialised code: part of the state format, which never changes once released (docs/decisions/0001-constant-provider.md).
 *
 * The host resolves the package from the program's folder. With pnpm, or if only a component library depends on the package,
 * it is not there: then the host says that it cannot find it (docs/troubleshooting.md). The text is short, since each state has
 * it twice.
 *
 * @param kind the name of the class, as `pulumi-tencent-chat/provider` exports its handler
 */
export function providerText(kind: string): string {
  return `exports.handler=()=>require("pulumi-tencent-chat/provider").${kind}`;
}
