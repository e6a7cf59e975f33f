/**
 * Returns the text that the engine's dynamic-provider host runs to get the provider of a resource. The plugin writes it into its
 * states as well, so that a stack can move to TypeScript. It is a constant, not
 * serialised code: part of the state format, which never changes once released (docs/decisions/0001-constant-provider.md).
 *
 * The host resolves the package from the program's folder. With pnpm, or if only a component library depends on the package,
 * it is not there: the text replaces the module loader's message and stack by the next step. The quote in the pattern
 * distinguishes it from a missing dependency of the package, whose message has the package only in paths. The text is short,
 * since each state has it twice.
 *
 * @param kind the name of the class, as `pulumi-tencent-chat/provider` exports its handler
 */
export function providerText(kind: string): string {
  return (
    `exports.handler=()=>{try{return require("pulumi-tencent-chat/provider").${kind}}` +
    `catch(e){if(/'pulumi-t/.test(e))e.stack="",e.message="add pulumi-tencent-chat to the dependencies of your program";throw e}}`
  );
}
