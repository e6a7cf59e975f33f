import assert from "node:assert/strict";
import { OptionError, regions, serviceOf } from "../../../chat";

/** Endpoint to service. */
const services: readonly (readonly [endpoint: string, service: string])[] = [
  ["https://console.tim.qq.com", "tencent"],
  ["https://Console.TIM.qq.com:443/", "tencent"],
  ["https://console.tim.qq.com.", "tencent"],
  ["https://adminapisgp.im.qcloud.com", "tencent"],
  ["https://adminapiind.im.qcloud.com", "tencent"],
  ["https://adminapi.my-imcloud.com", "tencent"],
  ["https://adminapiksa.my-imcloud.com", "tencent"],
  ["http://127.0.0.1:8080", "loopback"],
  ["http://127.0.0.1:9090/chat", "loopback"],
  ["http://127.1", "loopback"],
  ["http://127.255.255.254", "loopback"],
  ["http://0x7f000001:1", "loopback"],
  ["http://localhost", "loopback"],
  ["https://LocalHost:8443", "loopback"],
  ["http://localhost.:1", "loopback"],
  ["http://chat.localhost", "loopback"],
  ["http://[::1]:8080", "loopback"],
  ["http://[0:0:0:0:0:0:0:1]", "loopback"],
  ["https://Chat.Example.com/api", "chat.example.com"],
  ["https://chat.example.com:8443", "chat.example.com"],
  ["https://console.tim.qq.com.example.com", "console.tim.qq.com.example.com"],
  ["https://my-imcloud.com", "my-imcloud.com"],
  ["https://127.0.0.1.example.com", "127.0.0.1.example.com"],
  ["https://localhost.example.com", "localhost.example.com"],
  ["https://128.0.0.1", "128.0.0.1"],
  ["https://[2001:DB8::1]", "[2001:db8::1]"],
];

describe("the service of the options", () => {
  it("is the same in all regions and without a region", () => {
    assert.deepEqual([...new Set(regions.map((region) => serviceOf({ region })))], ["tencent"]);
    assert.equal(serviceOf({}), "tencent");
    assert.equal(serviceOf({ region: undefined, endpoint: undefined }), "tencent");
  });

  for (const [endpoint, service] of services) {
    it(`is ${service} for ${endpoint}`, () => {
      assert.equal(serviceOf({ endpoint }), service);
      assert.equal(serviceOf({ region: "singapore", endpoint }), service);
    });
  }

  it("is an error for an invalid URL", () => {
    for (const endpoint of ["", "chat.example.com", "ftp://chat.example.com"])
      assert.throws(() => serviceOf({ endpoint }), OptionError);
  });
});
