import { C, P } from "../../prose";

export function UsageAndPrivacy() {
  return (
    <>
      <P>
        Prompts and responses are not stored. For each request we store what its receipt shows: ID, key,
        model, route, times, token counts and outcome.
      </P>
      <P>
        Each request is recorded exactly once, under its request ID. It is <C>admitted</C> when it is accepted
        and <C>settled</C> after its last byte; one whose end is never reported becomes <C>abandoned</C>.
        Usage appears within seconds of the call.
      </P>
      <P>
        Of a request that was refused we store ID, key, model, route, time, status, error code and parameter:
        the first 100 of a key and hour, for 30 days. Beyond that we count them by code.
      </P>
    </>
  );
}
