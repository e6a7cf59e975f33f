import { describeKills } from "./killSuite";

describeKills("interrupt");
