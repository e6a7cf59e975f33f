import assert from "node:assert/strict";
import { kinds } from "./kinds";
import { type Resource, useBench } from "./program";

for (const {
  kind,
  parents,
  objects,
  args,
  acceptsMany,
  find,
  use,
  prepare,
  writes = [],
  isExclusiveList,
  isKeptOnDelete,
} of kinds) {
  describe(`the object of a ${kind}`, () => {
    const test = useBench();
    const [first, second, third] = objects;
    const one = (name: string, ...declared: readonly string[]): Resource => ({ kind, name, args: args(...declared) });
    const seen = () => objects.map((object) => find(test.app, object));

    /** Waits for a line of output. It may arrive after the answer. */
    async function says(text: RegExp, from: number): Promise<void> {
      while (!test.bench.host.stdout.slice(from).some((line) => text.test(line))) await new Promise(setImmediate);
    }

    /** The write calls since the journal was cleared, except what every handover writes. */
    const changes = () =>
      test.bench.emulator.journal
        .entries({ effect: true })
        .map(({ api }) => api)
        .filter((api) => !writes.includes(api));

    /** A stack with these resources, whose objects are in use. */
    async function started(...resources: readonly Resource[]) {
      const stack = test.stack();
      await stack.up(parents);
      prepare?.(test.app);
      await stack.up([...parents, ...resources]);
      use(
        test.app,
        objects.filter((object) => find(test.app, object) !== undefined),
      );
      const before = seen();
      test.bench.emulator.journal.clear();
      const from = test.bench.host.stdout.length;
      return { stack, before, says: (text: RegExp) => says(text, from) };
    }

    /** After a destroy nothing is left, except users that existed before their resource. */
    async function destroyed(stack: ReturnType<typeof test.stack>, ...remaining: readonly string[]): Promise<void> {
      await stack.destroy();
      assert.deepEqual(
        objects.filter((object) => find(test.app, object) !== undefined),
        isKeptOnDelete ? remaining : [],
      );
      assert.deepEqual(test.app.groups(), []);
    }

    it("is unchanged when the resource is renamed, and is deleted with the new one", async () => {
      const { stack, before, says } = await started(one("old", first));
      await stack.up([...parents, one("new", first)]);
      assert.deepEqual(seen(), before);
      assert.deepEqual(changes(), []);
      await says(new RegExp(`\\(acme/chat/dev/old\\) is now managed by ${kind} "new"`));
      assert.ok(stack.resources.includes(`${kind} new`) && !stack.resources.includes(`${kind} old`));
      await stack.up([...parents, one("new", first)]);
      assert.deepEqual(seen(), before, "the next up changes nothing either");
      await destroyed(stack, first);
    });

    it("is unchanged when the resource moves into a component, or gets another provider", async () => {
      const { stack, before } = await started(one("it", first));
      for (const options of [{ parent: "sales" }, { parent: "support" }, { parent: "support", provider: "seoul" }]) {
        await stack.up([...parents, { ...one("it", first), options }]);
        assert.deepEqual(seen(), before);
        assert.deepEqual(changes(), []);
        assert.equal(stack.resources.length, parents.length + 1);
      }
      await destroyed(stack, first);
    });

    it("is unchanged when the run is killed before the delete of the old one, whatever follows", async () => {
      for (const goesOn of [true, false]) {
        test.bench.emulator.reset();
        test.app.importAccounts("alice", "bob", "carol", "dave");
        const { stack, before } = await started(one("old", first));
        await stack.up([...parents, one("new", first)], { killBeforeDeletes: true });
        assert.ok(stack.resources.includes(`${kind} old`));
        if (goesOn) {
          await stack.up([...parents, one("new", first)]);
          assert.deepEqual(seen(), before);
          assert.deepEqual(changes(), []);
          await destroyed(stack, first);
        } else {
          await destroyed(stack);
        }
      }
    });

    it("stays with the old one if the new one cannot be created, and the next up continues", async () => {
      const { stack, before } = await started(one("old", first));
      // The first API that the create calls.
      const fault = test.bench.emulator.faults.add({
        times: Number.POSITIVE_INFINITY,
        fault: { kind: "errorCode", code: 10004 },
      });
      const program = [...parents, one("new", first)];
      const failures = await stack.tryUp(program, { continueOnError: true });
      fault.remove();
      assert.equal(failures.length, 2, failures.join("\n"));
      assert.match(String(failures[1]), new RegExp(`${kind} "new" now declares it, but could not be created`));
      assert.deepEqual(seen(), before);
      assert.ok(stack.resources.includes(`${kind} old`) && !stack.resources.includes(`${kind} new`));
      await stack.up(program);
      assert.deepEqual(seen(), before);
      assert.deepEqual(changes(), []);
      await destroyed(stack, first);
    });

    it("is refused before any call if two resources declare it, and both are named", async () => {
      const [refused, ...others] = await test.stack().preview([one("a", first), one("b", first)]);
      assert.match(String(refused), new RegExp(`${kind} "b" declares .*, which ${kind} "a" declares as well`));
      assert.deepEqual(others, []);
    });

    if (!isExclusiveList) {
      it("is unchanged when its list loses the first entry", async () => {
        const list = (...declared: readonly string[]) => declared.map((object, index) => one(`x${index}`, object));
        const { stack, before, says } = await started(...list(...objects));
        await stack.up([...parents, ...list(second, third)]);
        assert.deepEqual(seen(), [undefined, ...before.slice(1)]);
        await says(new RegExp(`\\(acme/chat/dev/x2\\) is now managed by ${kind} "x1"`));
        await destroyed(stack, second, third);
      });

      it("is unchanged when the run is killed while its list shifts", async () => {
        const list = (...declared: readonly string[]) => declared.map((object, index) => one(`x${index}`, object));
        for (const goesOn of [true, false]) {
          test.bench.emulator.reset();
          test.app.importAccounts("alice", "bob", "carol", "dave");
          const { stack, before } = await started(...list(...objects));
          const program = [...parents, ...list(second, third)];
          await stack.up(program, { killBeforeDeletes: true });
          if (goesOn) {
            await stack.up(program);
            assert.deepEqual(seen(), [undefined, ...before.slice(1)]);
          }
          await destroyed(stack, ...(goesOn ? [second, third] : []));
        }
      });

      it("is unchanged when two resources swap their declarations", async () => {
        const { stack, before } = await started(one("a", first), one("b", second));
        await stack.up([...parents, one("a", second), one("b", first)]);
        assert.deepEqual(seen(), before);
        assert.deepEqual(changes(), []);
        await destroyed(stack, first, second);
      });
    }

    if (acceptsMany && !isExclusiveList) {
      for (const order of ["first", "last"] as const) {
        it(`is unchanged when it moves to another resource that comes ${order}`, async () => {
          const program = (from: Resource, to: Resource) => [
            ...parents,
            ...(order === "last" ? [from, to] : [to, from]),
          ];
          const { stack, before } = await started(
            ...program(one("from", first, second), one("to", third)).slice(parents.length),
          );
          await stack.up(program(one("from", first), one("to", second, third)));
          assert.deepEqual(seen(), before);
          assert.deepEqual(changes(), []);
          await destroyed(stack);
        });
      }
    }

    it("is deleted and created again if the program asks for delete before replace", async () => {
      const options = { deleteBeforeReplace: true, replaceOnChanges: ["adopt"] } as const;
      const { stack } = await started({ ...one("it", first), options });
      await stack.up([...parents, { kind, name: "it", args: { ...args(first), adopt: "always" }, options }]);
      const found = find(test.app, first);
      assert.ok(found !== undefined);
      assert.equal(changes().length >= 2, true, changes().join(", "));
      await destroyed(stack);
    });

    it("is deleted when no resource declares it any more", async () => {
      const { stack } = await started(one("it", first));
      await stack.up([...parents]);
      assert.deepEqual(seen(), [undefined, undefined, undefined]);
      await destroyed(stack);
    });
  });
}
