import { describeManager } from "../support/describeManager";

describeManager("yarn");
