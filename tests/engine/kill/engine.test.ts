import { describeKills } from "./killed";

describeKills("engine");
