import { describeKills } from "./killed";

describeKills("provider");
