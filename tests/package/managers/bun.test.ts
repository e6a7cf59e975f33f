import { describeManager } from "../support/describeManager";

describeManager("bun");
