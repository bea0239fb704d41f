import { C, P } from "../prose";

export function UsageAndPrivacy() {
  return (
    <>
      <P>
        Neither prompts nor answers are kept. Of each request we keep what its receipt shows: id, key, model,
        route, times, token counts and how it ended.
      </P>
      <P>
        Each request is recorded exactly once, under its request id. It is <C>admitted</C> when it is let in
        and <C>settled</C> after its last byte; one whose end is never reported becomes <C>abandoned</C>.
        Usage is seconds behind the calls.
      </P>
    </>
  );
}
