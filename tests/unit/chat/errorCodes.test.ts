import assert from "node:assert/strict";
import { describeCode, type ErrorClass } from "../../../chat";
import { codeTable } from "../../../chat/codes";

/** Every code of the error code page and the endpoint pages, by the class that callers depend on. */
// biome-ignore format: a list of numbers
const documented: Readonly<Record<ErrorClass, readonly number[]>> = {
  notFound: [10010, 10030, 10050, 10052, 10062, 20022, 20023, 23004, 31704, 51009, 110003],
  alreadyExists: [10013, 10021, 10024, 10025, 10071],
  authentication: [10001, 10008, 60004, 60005, 60006, 70001, 70002, 70003, 70005, 70009, 70013, 70014, 70016, 70020, 70052],
  permission: [10007, 10009, 10016, 10017, 10032, 10033, 10034, 10035, 10044, 10100, 10150, 10200, 20006, 20007, 20009, 20010, 20011, 20012,
    30004, 30515, 30516, 30525, 40004, 40007, 40008, 60010, 60021, 70051, 70403, 90009, 120001, 125000, 130000],
  throttled: [10006, 10023, 10049, 22006, 30540, 60007, 60011, 60018, 60019, 70050, 70114, 90024, 90047],
  transient: [1003, 1004, 10002, 10056, 20004, 20005, 20028, 30006, 30007, 30008, 40006, 50004, 50005, 60008, 60013, 60014, 70169, 70202, 70500,
    80003, 90992, 90994, 90995, 91000, 110002, 130009, 130010, 130011, 130012, 130014],
  plan: [10026, 10036, 10037, 10038, 10041, 10058, 10059, 10060, 11000, 30010, 30012, 30014, 51008, 51010, 51012, 60016, 60017, 60020, 70398,
    71000, 72000, 72001, 72012, 80005],
  invalid: [1001, 1002, 1005, 10003, 10004, 10005, 10011, 10012, 10014, 10015, 10018, 10019, 10020, 10031, 10045, 10046, 10047, 10048, 10051, 10053,
    10054, 10061, 10063, 10064, 10065, 10066, 10067, 10068, 10069, 10070, 20001, 20003, 20016, 22001, 23002, 30001, 30003, 30539, 31804, 40001, 40002,
    40003, 40005, 40009, 40601, 40605, 40610, 50001, 51011, 60002, 60003, 60009, 60012, 60015, 60022, 70032, 70107, 70206, 70402, 70404, 80001,
    80002, 80004, 90001, 90003, 90011, 90012, 90048, 93000, 100001, 100002, 130001, 130002, 130003, 130004, 130005, 130008],
  unknownOutcome: [],
};

describe("the error code table", () => {
  for (const [errorClass, codes] of Object.entries(documented)) {
    it(`has the ${codes.length} codes of class ${errorClass}`, () => {
      for (const code of codes) {
        assert.equal(describeCode(code).errorClass, errorClass, String(code));
        assert.notEqual(describeCode(code).meaning, describeCode(99).meaning, String(code));
      }
    });
  }

  it("has one row per code, and this test lists all of them", () => {
    const singles = codeTable.map(([code]) => code).filter((code) => typeof code === "number");
    assert.equal(new Set(singles).size, singles.length);
    const known = new Set(Object.values(documented).flat());
    assert.deepEqual(
      singles.filter((code) => !known.has(code)),
      [],
    );
  });

  it("has a meaning and an action for each, as parts of a sentence", () => {
    for (const [code, , meaning, action] of codeTable) {
      assert.match(meaning, /^\S.{5,}[^.\s]$/, String(code));
      assert.match(action, /^\S.{6,}[^.\s]$/, String(code));
    }
  });

  it("treats an undocumented code as invalid and reports it as unknown", () => {
    for (const code of [-1, 1, 99, 10072, 60001, 99999, Number.MAX_SAFE_INTEGER]) {
      assert.equal(describeCode(code).errorClass, "invalid");
      assert.match(describeCode(code).meaning, /unknown error code/);
    }
  });

  it("has codes with another meaning at one endpoint", () => {
    assert.equal(describeCode(10008, "create_robot").errorClass, "permission");
    assert.equal(describeCode(10008, "destroy_group").errorClass, "authentication");
    assert.equal(describeCode(70107, "account_delete").errorClass, "notFound");
    assert.equal(describeCode(80005, "import_topic").errorClass, "transient");
    assert.match(describeCode(10036, "create_topic").meaning, /topics/);
    assert.match(describeCode(10036, "create_group").meaning, /AVChatRooms/);
    assert.equal(describeCode(10010, "__proto__").errorClass, "notFound");
  });

  it("never treats 10015 as not found: it may be a malformed id", () => {
    assert.equal(describeCode(10015, "destroy_group").errorClass, "invalid");
  });
});
