import { describeManager } from "../support/describeManager";

describeManager("pnpm");
