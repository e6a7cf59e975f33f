import { describeKills } from "./killSuite";

describeKills("engine");
