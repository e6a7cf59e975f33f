import { describeManager } from "../support/describeManager";

describeManager("npm");
