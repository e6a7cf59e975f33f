import { boolean, InvalidField, integer, object, optional } from "../../api/shape";
import type { EmulatorClock } from "../../clock";
import { route } from "../route";

/** The end of the year 9999, in milliseconds since 1970. */
const MAX_MS = 253_402_300_799_000;

/** The emulator's time. */
export const clockRoutes = [
  route(
    {
      method: "GET",
      path: "/clock",
      summary: "The time of the emulator.",
    },
    ({ emulator }) => timeOf(emulator.clock),
  ),
  route(
    {
      method: "POST",
      path: "/clock",
      summary: "Sets the time (now), moves it (advance, in milliseconds), stops it or lets it run (stopped).",
      body: object({
        now: optional(integer(0, MAX_MS)),
        advance: optional(integer(-MAX_MS, MAX_MS)),
        stopped: optional(boolean),
      }),
    },
    ({ emulator: { clock }, body }) => {
      const { now, advance = 0, stopped } = body;
      if (now !== undefined && body.advance !== undefined) throw new InvalidField("give either now or advance");
      const time = clock.now() + advance;
      // A time that has no date could not be answered or logged.
      if (time < 0 || time > MAX_MS) throw new InvalidField("advance must lead to a time from 1970 to 9999");
      if (stopped === true) clock.stop();
      if (stopped === false) clock.start();
      if (now === undefined) clock.advance(advance);
      else clock.set(now);
      return timeOf(clock);
    },
  ),
];

function timeOf(clock: EmulatorClock): object {
  return { now: clock.now(), stopped: clock.isStopped };
}
