import { describeKills } from "./killSuite";

describeKills("provider");
