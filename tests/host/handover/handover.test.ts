import assert from "node:assert/strict";
import { kinds } from "./kinds";
import { type Resource, useBench } from "./program";

for (const { kind, place, things, args, takesMany, find, use, prepare, writes = [], isList, isKept } of kinds) {
  describe(`what a ${kind} declares`, () => {
    const test = useBench();
    const [first, second, third] = things;
    const one = (name: string, ...declared: readonly string[]): Resource => ({ kind, name, args: args(...declared) });
    const seen = () => things.map((thing) => find(test.app, thing));

    /** Waits for a line that the engine would show: it may come after the answer. */
    async function says(text: RegExp, from: number): Promise<void> {
      while (!test.bench.host.stdout.slice(from).some((line) => text.test(line))) await new Promise(setImmediate);
    }

    /** What the service was asked to change since the journal was cleared, but for what every handover writes. */
    const changes = () =>
      test.bench.emulator.journal
        .entries({ effect: true })
        .map(({ api }) => api)
        .filter((api) => !writes.includes(api));

    /** A stack with these resources, whose things are in use. */
    async function started(...resources: readonly Resource[]) {
      const stack = test.stack();
      await stack.up(place);
      prepare?.(test.app);
      await stack.up([...place, ...resources]);
      use(
        test.app,
        things.filter((thing) => find(test.app, thing) !== undefined),
      );
      const before = seen();
      test.bench.emulator.journal.clear();
      const from = test.bench.host.stdout.length;
      return { stack, before, says: (text: RegExp) => says(text, from) };
    }

    /** After a destroy nothing is left, but for users whom a resource found there. */
    async function destroyed(stack: ReturnType<typeof test.stack>, ...kept: readonly string[]): Promise<void> {
      await stack.destroy();
      assert.deepEqual(
        things.filter((thing) => find(test.app, thing) !== undefined),
        isKept ? kept : [],
      );
      assert.deepEqual(test.app.groups(), []);
    }

    it("stays as it is when the resource is renamed, and goes with the new one", async () => {
      const { stack, before, says } = await started(one("old", first));
      await stack.up([...place, one("new", first)]);
      assert.deepEqual(seen(), before);
      assert.deepEqual(changes(), []);
      await says(new RegExp(`\\(acme/chat/dev/old\\) is now managed by ${kind} "new"`));
      assert.ok(stack.resources.includes(`${kind} new`) && !stack.resources.includes(`${kind} old`));
      await stack.up([...place, one("new", first)]);
      assert.deepEqual(seen(), before, "the next up changes nothing either");
      await destroyed(stack, first);
    });

    it("stays as it is when the resource moves into a component, or gets another provider", async () => {
      const { stack, before } = await started(one("it", first));
      for (const options of [{ parent: "sales" }, { parent: "support" }, { parent: "support", provider: "seoul" }]) {
        await stack.up([...place, { ...one("it", first), options }]);
        assert.deepEqual(seen(), before);
        assert.deepEqual(changes(), []);
        assert.equal(stack.resources.length, place.length + 1);
      }
      await destroyed(stack, first);
    });

    it("stays as it is when the run is cut before the old one is deleted, whatever comes then", async () => {
      for (const goesOn of [true, false]) {
        test.bench.emulator.reset();
        test.app.importAccounts("alice", "bob", "carol", "dave");
        const { stack, before } = await started(one("old", first));
        await stack.up([...place, one("new", first)], { cutBeforeDeletes: true });
        assert.ok(stack.resources.includes(`${kind} old`));
        if (goesOn) {
          await stack.up([...place, one("new", first)]);
          assert.deepEqual(seen(), before);
          assert.deepEqual(changes(), []);
          await destroyed(stack, first);
        } else {
          await destroyed(stack);
        }
      }
    });

    it("stays with the old one when the new one cannot be made, and the next up goes on", async () => {
      const { stack, before } = await started(one("old", first));
      // Whatever the create asks for first.
      const fault = test.bench.emulator.faults.add({
        times: Number.POSITIVE_INFINITY,
        fault: { kind: "errorCode", code: 10004 },
      });
      const program = [...place, one("new", first)];
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

    it("is refused before anything happens where two resources declare it, and both are named", async () => {
      const [refused, ...others] = await test.stack().preview([one("a", first), one("b", first)]);
      assert.match(String(refused), new RegExp(`${kind} "b" declares .*, which ${kind} "a" declares as well`));
      assert.deepEqual(others, []);
    });

    if (!isList) {
      it("stays as it is when a list that it is in loses its first", async () => {
        const list = (...declared: readonly string[]) => declared.map((thing, index) => one(`x${index}`, thing));
        const { stack, before, says } = await started(...list(...things));
        await stack.up([...place, ...list(second, third)]);
        assert.deepEqual(seen(), [undefined, ...before.slice(1)]);
        await says(new RegExp(`\\(acme/chat/dev/x2\\) is now managed by ${kind} "x1"`));
        await destroyed(stack, second, third);
      });

      it("stays as it is when the run is cut while a list that it is in moves up", async () => {
        const list = (...declared: readonly string[]) => declared.map((thing, index) => one(`x${index}`, thing));
        for (const goesOn of [true, false]) {
          test.bench.emulator.reset();
          test.app.importAccounts("alice", "bob", "carol", "dave");
          const { stack, before } = await started(...list(...things));
          const program = [...place, ...list(second, third)];
          await stack.up(program, { cutBeforeDeletes: true });
          if (goesOn) {
            await stack.up(program);
            assert.deepEqual(seen(), [undefined, ...before.slice(1)]);
          }
          await destroyed(stack, ...(goesOn ? [second, third] : []));
        }
      });

      it("stays as it is when two resources exchange what they declare", async () => {
        const { stack, before } = await started(one("a", first), one("b", second));
        await stack.up([...place, one("a", second), one("b", first)]);
        assert.deepEqual(seen(), before);
        assert.deepEqual(changes(), []);
        await destroyed(stack, first, second);
      });
    }

    if (takesMany && !isList) {
      for (const order of ["first", "last"] as const) {
        it(`stays as it is when it moves to another resource that comes ${order}`, async () => {
          const program = (from: Resource, to: Resource) => [...place, ...(order === "last" ? [from, to] : [to, from])];
          const { stack, before } = await started(
            ...program(one("from", first, second), one("to", third)).slice(place.length),
          );
          await stack.up(program(one("from", first), one("to", second, third)));
          assert.deepEqual(seen(), before);
          assert.deepEqual(changes(), []);
          await destroyed(stack);
        });
      }
    }

    it("is really made anew where the program wants the old one to go first", async () => {
      const options = { deleteBeforeReplace: true, replaceOnChanges: ["adopt"] } as const;
      const { stack } = await started({ ...one("it", first), options });
      await stack.up([...place, { kind, name: "it", args: { ...args(first), adopt: "always" }, options }]);
      const found = find(test.app, first);
      assert.ok(found !== undefined);
      assert.equal(changes().length >= 2, true, changes().join(", "));
      await destroyed(stack);
    });

    it("goes when nothing declares it any more", async () => {
      const { stack } = await started(one("it", first));
      await stack.up([...place]);
      assert.deepEqual(seen(), [undefined, undefined, undefined]);
      await destroyed(stack);
    });
  });
}
