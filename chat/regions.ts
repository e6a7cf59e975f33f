/** The region that stores an app's data. It is chosen in the console, and only its domain serves the SDKAppID. */
export type Region =
  | "china"
  | "singapore"
  | "seoul"
  | "frankfurt"
  | "siliconValley"
  | "jakarta"
  | "tokyo"
  | "riyadh"
  | "mumbai";

/** The domain of each region. The first six: doc 34896 (destroy_group); Tokyo, Riyadh: doc 61234; Mumbai: an older doc 34620, dropped from newer pages. */
export const regionDomains: Readonly<Record<Region, string>> = {
  china: "console.tim.qq.com",
  singapore: "adminapisgp.im.qcloud.com",
  seoul: "adminapikr.im.qcloud.com",
  frankfurt: "adminapiger.im.qcloud.com",
  siliconValley: "adminapiusa.im.qcloud.com",
  jakarta: "adminapiidn.im.qcloud.com",
  tokyo: "adminapijpn.im.qcloud.com",
  riyadh: "adminapiksa.im.qcloud.com",
  mumbai: "adminapiind.im.qcloud.com",
};

/** Backup domains of the same service, for networks that can't reach the first ones (doc 34620). */
export const backupDomains: Readonly<Record<Region, string>> = {
  china: "adminapi.my-imcloud.com",
  singapore: "adminapisgp.my-imcloud.com",
  seoul: "adminapikr.my-imcloud.com",
  frankfurt: "adminapiger.my-imcloud.com",
  siliconValley: "adminapiusa.my-imcloud.com",
  jakarta: "adminapiidn.my-imcloud.com",
  tokyo: "adminapijpn.my-imcloud.com",
  riyadh: "adminapiksa.my-imcloud.com",
  mumbai: "adminapiind.my-imcloud.com",
};

/** The names of all regions, in the order of the table. */
export const regions = Object.keys(regionDomains) as readonly Region[];

export function isRegion(value: unknown): value is Region {
  return typeof value === "string" && Object.hasOwn(regionDomains, value);
}
