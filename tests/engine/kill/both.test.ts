import { describeKills } from "./killed";

describeKills("both");
