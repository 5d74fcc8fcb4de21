const RealDate = Date;

/** When tests of components begin: on the same day on every machine, so that what is written and shown is the same. */
const BEGIN = RealDate.parse('2026-11-18T10:00:00+08:00');

const shift = BEGIN - RealDate.now();
const now = () => RealDate.now() + shift;

/** The page's clock goes as ever, from that day on. */
globalThis.Date = new Proxy(RealDate, {
  construct: (date, given, made) => Reflect.construct(date, given.length > 0 ? given : [now()], made),
  get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
});
