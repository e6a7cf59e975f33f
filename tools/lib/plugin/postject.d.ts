/** What the build uses of the package, which has no types. */
declare module "postject" {
  export function inject(
    file: string,
    name: string,
    blob: Buffer,
    options: { readonly sentinelFuse: string; readonly machoSegmentName?: string },
  ): Promise<void>;
}
