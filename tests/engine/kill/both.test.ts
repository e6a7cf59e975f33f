import { describeKills } from "./killSuite";

describeKills("both");
