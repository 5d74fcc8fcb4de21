import { z } from 'zod';
import { lngLatSchema } from '#shared/contract/common.ts';

// What stands between two slashes of an address, as text there and as a value here.

const whole = z.codec(z.string().regex(/^\d{1,15}$/), z.int(), { decode: Number, encode: String });

/** The number of a row of the database, or of a day of a plan: from 1. */
export const id = whole.refine((value) => value > 0);

/** Numbers of rows with commas between. */
export const ids = z.codec(z.string().regex(/^[1-9]\d*(,[1-9]\d*)*$/), z.array(z.int().positive()), {
  decode: (text) => text.split(',').map(Number),
  encode: (numbers) => numbers.join(','),
});

/** A number that may have decimals. */
export const decimal = z.codec(z.string().regex(/^-?\d+(\.\d+)?$/), z.number(), {
  decode: Number,
  encode: String,
});

/** Longitude and latitude with a comma between, degrees. */
export const place = z.codec(z.string(), lngLatSchema, {
  decode: (text): [number, number] => {
    const [lng = Number.NaN, lat = Number.NaN] = text.split(',').map(Number);
    return [lng, lat];
  },
  encode: ([lng, lat]) => `${lng},${lat}`,
});

/** A word that stands at the end of an address or does not. */
export function flag(word: string) {
  return z.codec(z.literal(word).optional(), z.boolean(), {
    decode: (text) => text !== undefined,
    encode: (is) => (is ? word : undefined),
  });
}

/** Anything that a schema knows, written as JSON. */
export function json<Schema extends z.ZodType>(schema: Schema) {
  return z.codec(z.string(), schema, {
    decode: (text, context): z.input<Schema> => {
      try {
        return JSON.parse(text);
      } catch {
        context.issues.push({ code: 'invalid_format', format: 'json', input: text });
        return z.NEVER;
      }
    },
    encode: (value) => JSON.stringify(value),
  });
}
