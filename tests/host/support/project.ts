import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const repository = path.resolve(__dirname, "../../..");

/** A folder that `pulumi-tencent-chat/provider` resolves from, as from a program's. The process starts in it. */
export class HostProject {
  readonly directory = mkdtempSync(path.join(os.tmpdir(), "tencent-chat-host-"));

  constructor() {
    const own = path.join(this.directory, "node_modules", "pulumi-tencent-chat");
    mkdirSync(own, { recursive: true });
    for (const published of ["package.json", "dist"]) {
      symlinkSync(path.join(repository, published), path.join(own, published));
    }
    symlinkSync(path.join(repository, "node_modules", "@pulumi"), path.join(own, "..", "@pulumi"));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
